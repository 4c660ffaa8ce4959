import { systemClock } from '../util/clock.ts';
import { correction, subjectOf } from '../verbs.ts';
import { FINDINGS, OK } from './exit.ts';
import { inNewsroom, noSuchFile, pathIn } from './newsroom.ts';
import type { Terminal } from './terminal.ts';

export type CorrectOptions = { by: string; note: string; quiet?: boolean };

/**
 * `newsdesk correct PATH --by NAME --note "…"`: says what was wrong with what is out, after the file was mended, and shows
 * what a machine finds to be different. It goes out once it is approved. Exit 1 when a quiet one would hide a fact.
 */
export async function correct(
  root: string,
  typed: string,
  options: CorrectOptions,
  terminal: Terminal,
): Promise<number> {
  return inNewsroom(root, terminal, async (opened, _, press) => {
    const at = systemClock();
    const path = pathIn(opened, typed);
    const subject = await subjectOf(press, path, at);
    if (!subject) return noSuchFile(typed, terminal);
    const { by, note, quiet = false } = options;
    const { edition, changes, facts, write } = await correction(press, subject, { note, by, quiet }, at);
    for (const { was, is } of changes ?? []) terminal.out(`  it says  ${was}\n  it will  ${is}\n\n`);
    if (changes === undefined) terminal.out('The text is another one: too much changed to list it.\n');
    if (changes?.length === 0) terminal.out('No word of it changed yet: mend the file as well.\n');
    if (quiet && facts.length > 0) {
      const names = facts.map(({ fact }) => fact).join(', ');
      terminal.err(
        `newsdesk: A quiet correction may not change a fact (${names}).\n  do:  Give the command again without --quiet.\n`,
      );
      return FINDINGS;
    }
    if (!write()) {
      terminal.err(`newsdesk: ${path} was changed at this very moment; nothing was written.\n`);
      return FINDINGS;
    }
    terminal.out(
      `Edition ${edition} is a correction. It goes out once it is approved: newsdesk approve ${path} --by NAME\n`,
    );
    if (subject.publication.recall) {
      terminal.out(`It is on hold, and goes out once that ends too: newsdesk release ${path} --by NAME\n`);
    }
    return OK;
  });
}
