import { PersonName } from '../model/approval.ts';
import { systemClock } from '../util/clock.ts';
import { publicationNamed } from '../verbs.ts';
import { FINDINGS, MISUSE, OK } from './exit.ts';
import { inNewsroom, noName, pathIn } from './newsroom.ts';
import type { Terminal } from './terminal.ts';

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
  if (!PersonName.safeParse(by).success) return noName(terminal);
  return inNewsroom(root, terminal, async (opened, ledger, press) => {
    const at = systemClock();
    const named = await publicationNamed(press, typed, pathIn(opened, typed), at);
    if (named.known === undefined) return unknown(verb, typed, named.guess, terminal);
    const publication = named.known;
    if (verb === 'resume') {
      const lifted = await ledger.lift(publication, by, at);
      if (!lifted) {
        terminal.out(
          `Nothing to resume: nobody stopped ${publication}. newsdesk status says how everything stands.\n`,
        );
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

/** In a hurry a number is soon mistyped; nobody may believe then that something was stopped. */
function unknown(verb: string, typed: string, guess: string | undefined, terminal: Terminal): number {
  const hint = guess === undefined ? 'newsdesk status names everything.' : `Did you mean ${guess}?`;
  terminal.err(
    `newsdesk: There is no publication ${JSON.stringify(typed)}\n  why: Nothing was changed; what is leaving goes on leaving.\n  do:  ${hint} ${verb} takes release/26-123, digest/24, a number alone (26-123) or a file.\n`,
  );
  return MISUSE;
}

function said(verb: 'stop' | 'cancel', publication: string, count: number): string {
  const many =
    count === 0
      ? `No mail of ${publication} was waiting`
      : `${count === 1 ? 'One delivery' : `${count.toLocaleString('en-US')} deliveries`} of ${publication}`;
  if (verb === 'cancel') {
    const never = count === 0 ? ', and none will ever leave' : ' will never leave';
    return `${many}${never}. What is not public needs a new approval.`;
  }
  const wait =
    count === 0
      ? '; if it is not public yet, it is not made public'
      : ' wait now, and what is not public stays so';
  return `${many}${wait}. To go on: newsdesk resume ${publication} --by NAME`;
}
