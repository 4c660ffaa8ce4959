import type { Command } from 'commander';
import type { Terminal } from './terminal.ts';

const commands = () => import('./subscribers.ts');

/** The commands below `newsdesk subscribers`. */
export function describeSubscribers(
  program: Command,
  root: () => string,
  terminal: Terminal,
  end: (code: number) => void,
): void {
  const subscribers = program.command('subscribers').description('the mailing list').helpCommand(false);

  subscribers
    .command('import')
    .argument(
      '<file>',
      'CSV with a header: address, topics (separated by ;), confirmed (a date), consent, language',
    )
    .option('--map <columns>', 'other headings: address=Email,confirmed="Opt-in date"', several)
    .option('--rejects <file>', 'where rows that are left out go; FILE.rejects.csv when absent')
    .description('add subscribers, all at once at the end; rows with findings are left out and listed')
    .action(async (file: string, options: { map?: string[]; rejects?: string }) => {
      end(await (await commands()).importSubscribers(root(), file, options, terminal));
    });

  subscribers
    .command('export')
    .option('--all', 'those who left too, with when and why')
    .description('print the list as CSV, which import reads back')
    .action(async (options: { all?: boolean }) => {
      end(await (await commands()).exportSubscribers(root(), options.all ?? false, terminal));
    });

  subscribers
    .command('show')
    .argument('<address>')
    .option('--json', 'for other programs')
    .description('everything that is held of an address')
    .action(async (address: string, options: { json?: boolean }) => {
      end(await (await commands()).showSubscriber(root(), address, options.json ?? false, terminal));
    });

  subscribers
    .command('remove')
    .argument('<address>')
    .description('take an address off the list')
    .action(async (address: string) => {
      end(await (await commands()).removeSubscriber(root(), address, terminal));
    });

  subscribers
    .command('forget')
    .argument('<address>')
    .description('erase a person; counts stay, and no list brings them back')
    .action(async (address: string) => {
      end(await (await commands()).forgetSubscriber(root(), address, terminal));
    });

  subscribers
    .command('tidy')
    .description('erase what retention: in newsdesk.yaml says is old enough; run does it once a day')
    .action(async () => {
      end(await (await commands()).tidySubscribers(root(), terminal));
    });
}

/** An option that may be given several times. */
function several(word: string, before: string[] = []): string[] {
  return [...before, word];
}
