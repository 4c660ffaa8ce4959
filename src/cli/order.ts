import { PersonName } from '../model/approval.ts';
import { systemClock } from '../util/clock.ts';
import { FINDINGS, MISUSE, OK } from './exit.ts';
import { inNewsroom } from './newsroom.ts';
import type { Terminal } from './terminal.ts';

const PUBLICATION = /^((release\/\d{2}-\d{1,4}|digest\/\d+))(@\d+)?$/;

/**
 * `newsdesk stop | resume | cancel PUBLICATION --by NAME`: what a person says at the last moment. A stop holds at once, also
 * for what another program is handing over; what is not public yet stays so.
 */
export async function order(
  root: string,
  verb: 'stop' | 'resume' | 'cancel',
  typed: string,
  { by, reason }: { by: string; reason: string },
  terminal: Terminal,
): Promise<number> {
  const publication = PUBLICATION.exec(typed)?.[1];
  if (publication === undefined || !PersonName.safeParse(by).success) {
    terminal.err(`newsdesk: ${verb} takes a publication (digest/24, release/26-123) and --by with a name.\n`);
    return MISUSE;
  }
  return inNewsroom(root, terminal, async (_, ledger) => {
    const at = systemClock();
    if (verb === 'resume') {
      const lifted = await ledger.lift(publication, by, at);
      if (!lifted) {
        terminal.out(`Nothing to resume: ${publication} is not stopped by anybody.\n`);
        return FINDINGS;
      }
      await ledger.note({ at, what: 'resumed', subject: publication, detail: `by ${by}` });
      terminal.out(`${publication} goes on.\n`);
      return OK;
    }
    const count = await ledger.give({ publication, verb, by, reason, at });
    await ledger.note({ at, what: `${verb} ordered`, subject: publication, detail: `by ${by}: ${reason}` });
    terminal.out(`${said(verb, publication, count)}\n`);
    return OK;
  });
}

function said(verb: 'stop' | 'cancel', publication: string, count: number): string {
  const many = count === 1 ? 'One delivery' : `${count.toLocaleString('en-US')} deliveries`;
  if (verb === 'cancel')
    return `${many} of ${publication} will never leave. What is not public needs a new approval.`;
  return `${many} of ${publication} wait now, and it is not made public. To go on: newsdesk resume ${publication} --by NAME`;
}
