import type { Command } from 'commander';
import type { Terminal } from './terminal.ts';

/** `newsdesk inbox` and `newsdesk inbox read`. */
export function describeInbox(
  program: Command,
  root: () => string,
  terminal: Terminal,
  done: (code: number) => void,
): void {
  const inbox = program
    .command('inbox')
    .option('--json', 'for other programs')
    .description('read the bounces, complaints and wishes to leave that came back')
    .helpCommand(false)
    .action(async (options: { json?: boolean }) => {
      const { readSources } = await import('./inbox.ts');
      done(await readSources(root(), options.json ?? false, terminal));
    });
  inbox
    .command('read')
    .option('--to <address>', 'the address that it came to, when the mail server knows it')
    .description(
      'take one message from standard input, as a mail server pipes it; exit 75 when it must come again',
    )
    .action(async (options: { to?: string }) => {
      const { readMessage } = await import('./inbox.ts');
      done(await readMessage(root(), options.to, terminal));
    });
}
