import type { Command } from 'commander';
import type { RecordOptions } from './record.ts';
import type { Terminal } from './terminal.ts';

/** The commands about what was recorded. */
export function describeRecord(
  program: Command,
  root: () => string,
  terminal: Terminal,
  done: (code: number) => void,
): void {
  program
    .command('record')
    .argument('[what]', 'an edition (26-123@2, digest/24@1) or a publication (26-123, digest/24)')
    .option('--from <date>', 'everything that happened from this day: 2026-11-01')
    .option('--to <date>', 'and up to this day: 2026-11-30')
    .option('--out <folder>', 'where to write; a new folder')
    .option('--addresses', 'with the addresses of who was told')
    .description('write a bundle for a records request: what, who, when, and how many were told')
    .action(async (what: string | undefined, options: RecordOptions) => {
      const { record } = await import('./record.ts');
      done(await record(root(), what, options, terminal));
    });

  program
    .command('verify')
    .argument(
      '[path]',
      'a bundle (a folder), or a copy of a release (.html, .txt, .eml); the own record when absent',
    )
    .option('--list <file-or-address>', 'check a copy against a published list: https://…/editions.json')
    .description('check a bundle, a copy of a release, or the record itself; exit 1 when it is not right')
    .action(async (path: string | undefined, options: { list?: string }) => {
      const { verify } = await import('./verify.ts');
      done(await verify(root(), path, options, terminal));
    });
}
