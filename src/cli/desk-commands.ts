import type { Command } from 'commander';
import type { Terminal } from './terminal.ts';

const PATH = 'a release or an issue: releases/2026-11-20-story.md';

/** The commands of an editor: what may go out, what is stopped, corrected, held and killed. */
export function describeDesk(
  program: Command,
  root: () => string,
  terminal: Terminal,
  done: (code: number) => void,
): void {
  program
    .command('approve')
    .argument('<path>', PATH)
    .requiredOption('--by <name>', 'who approves it')
    .option('--second <name>', 'the second person, where two are needed; neither may have written it')
    .option('--look', 'only show what would go out')
    .description('show what would go out of a file, and approve it')
    .action(async (path: string, options: { by: string; second?: string; look?: boolean }) => {
      const { approve } = await import('./approve.ts');
      done(await approve(root(), path, options, terminal));
    });
  for (const verb of ['stop', 'resume', 'cancel'] as const) {
    program
      .command(verb)
      .argument('<publication>', 'release/26-123, digest/24, a number alone (26-123) or a file')
      .requiredOption('--by <name>', 'who says so')
      .option('--reason <words>', 'why', '')
      .description(ORDERS[verb])
      .action(async (publication: string, options: { by: string; reason: string }) => {
        const { order } = await import('./order.ts');
        done(await order(root(), verb, publication, options, terminal));
      });
  }
  program
    .command('correct')
    .argument('<path>', PATH)
    .requiredOption('--by <name>', 'who corrects it')
    .requiredOption('--note <words>', 'what was wrong and what is right, for the public')
    .option('--quiet', 'a slip that changes no fact: it is recorded, and nobody is mailed')
    .description('say what was wrong with what is out, after the file was mended')
    .action(async (path: string, options: { by: string; note: string; quiet?: boolean }) => {
      const { correct } = await import('./correct.ts');
      done(await correct(root(), path, options, terminal));
    });
  for (const verb of ['hold', 'kill'] as const) {
    program
      .command(verb)
      .argument('<path>', PATH)
      .requiredOption('--by <name>', 'who says so')
      .requiredOption('--reason <words>', 'why, in words that the public reads')
      .description(RECALLS[verb])
      .action(async (path: string, options: { by: string; reason: string }) => {
        const { recallFile } = await import('./recall.ts');
        done(await recallFile(root(), path, verb, options, terminal));
      });
  }
  program
    .command('release')
    .argument('<path>', PATH)
    .requiredOption('--by <name>', 'who says so')
    .description('end a hold: the text is out again, and everybody who was told of the hold is told')
    .action(async (path: string, options: { by: string }) => {
      const { releaseFile } = await import('./recall.ts');
      done(await releaseFile(root(), path, options, terminal));
    });
}

const ORDERS = {
  stop: 'halt at once what has not left of a publication, until it is resumed or cancelled',
  resume: 'let what was stopped go on',
  cancel: 'let what has not left of a publication never leave',
};
const RECALLS = {
  hold: 'take something back because of a doubt, until it is released, and tell everybody who had it',
  kill: 'take something back for good, and tell everybody who had it',
};
