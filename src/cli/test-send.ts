import { relative, resolve } from 'node:path';
import { openLedger, openNewsroom, openPress } from '../app.ts';
import { blocks } from '../model/finding.ts';
import { EmailAddress } from '../model/subscriber.ts';
import { openPost } from '../post.ts';
import { preview } from '../preview.ts';
import { systemClock } from '../util/clock.ts';
import { silent } from '../util/progress.ts';
import { FINDINGS, MISUSE, OK } from './exit.ts';
import { report } from './findings.ts';
import type { Terminal } from './terminal.ts';

/**
 * `newsdesk test-send PATH --to ADDRESS`: one copy of what would go out of a file, as it stands, whatever its status and
 * its minute, with its findings and the size of its audience. Records nothing, and the links in the copy change nothing.
 * Exit 1 when a finding would keep the file in, or the copy was not taken.
 */
export async function testSend(root: string, path: string, to: string, terminal: Terminal): Promise<number> {
  if (!EmailAddress.safeParse(to).success) {
    terminal.err(`newsdesk: --to takes one plain address such as you@example.gov; "${to}" is none.\n`);
    return MISUSE;
  }
  const { opened, findings } = openNewsroom(root, terminal.env, silent);
  if (!opened) {
    report(findings, root, 0, false, terminal);
    return FINDINGS;
  }
  const file = relative(opened.config.root, resolve(path)).replaceAll('\\', '/');
  const ledger = await openLedger(opened.config, true);
  try {
    const shown = await preview(await openPress(opened, ledger), file, systemClock());
    if (!shown) {
      terminal.err(
        `newsdesk: ${path} is no release and no issue of this newsroom: releases/….md, digest/24.md.\n`,
      );
      return MISUSE;
    }
    report([...findings, ...shown.findings], root, 1, false, terminal);
    if (!shown.mail) {
      terminal.err(
        'newsdesk: No copy was sent: there is no mail to make of it before the findings are mended.\n',
      );
      return FINDINGS;
    }
    const { edition, letter, audience, topics } = shown.mail;
    const many = audience === 1 ? 'one subscriber' : `${audience} subscribers`;
    terminal.out(
      `${edition}  ${letter.subject}\nWould go to ${many} (${topics.join(', ') || 'no topic'}).\n`,
    );
    if (shown.findings.some(blocks))
      terminal.out('It would not go out as it stands: a finding keeps it in.\n');
    const post = await openPost(opened.config, ledger, systemClock, silent);
    try {
      const handed = await post.sendTest(letter, edition, to);
      const words = handed.kind === 'withheld' ? 'withheld' : `${handed.kind}: ${handed.response}`;
      terminal.out(`One copy to ${opened.config.redirectTo ?? to} over ${post.courier}: ${words}\n`);
      return handed.kind === 'accepted' && !shown.findings.some(blocks) ? OK : FINDINGS;
    } finally {
      await post.close();
    }
  } finally {
    await ledger.close();
  }
}
