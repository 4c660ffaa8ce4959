import { Command, CommanderError } from 'commander';
import { describeInbox } from './describe-inbox.ts';
import { FINDINGS, MISUSE, OK } from './exit.ts';
import { describeDesk } from './desk-commands.ts';
import { describeSubscribers } from './subscriber-commands.ts';
import type { SettleOptions } from './settle.ts';
import { describeRecord } from './record-commands.ts';
import type { Terminal } from './terminal.ts';

const AFTER = `
The officer's day:
  newsdesk check                 read everything, say what is wrong and where
  newsdesk publish --dry-run     list every page and every mail that would go out
  newsdesk run                   publish at the right minute, deliver, and serve the newsroom
`;

/**
 * Understands the command line and runs one command. Resolves to the exit code; prints nothing but what the command
 * says. Each command's code is loaded only when it is the one that runs.
 */
export async function runCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  let code: number = OK;
  const program = describe(terminal, (result) => {
    code = result;
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? OK : MISUSE;
    const { printFailure } = await import('./failure.ts');
    terminal.err(printFailure(error));
    return FINDINGS;
  }
  return code;
}

function describe(terminal: Terminal, done: (code: number) => void): Command {
  const program = new Command('newsdesk')
    .description('Turns Markdown into everything a media-relations desk puts out.')
    .option('--root <folder>', 'the newsroom: where newsdesk.yaml is', '.')
    .helpCommand(false)
    .showHelpAfterError('(newsdesk --help lists the commands)')
    .addHelpText('after', AFTER)
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .exitOverride();
  const root = () => program.opts<{ root: string }>().root;

  program
    .command('check')
    .argument('[paths...]', 'only report on these files or folders')
    .option('--json', 'for other programs')
    .description('read everything and print all findings; exit 1 when one blocks')
    .action(async (paths: string[], options: { json?: boolean }) => {
      const { check } = await import('./check.ts');
      done(await check(root(), paths, options.json ?? false, terminal));
    });

  describeDesk(program, root, terminal, done);

  program
    .command('publish')
    .option(
      '--at <time>',
      "pretend it is this minute: '2026-11-20 10:00' in the newsroom's zone, or an ISO time",
    )
    .option('--dry-run', 'list every file and every mail, write nothing')
    .option('--late <publication...>', 'yes, mail this although its minute has passed: digest/24')
    .option('--json', 'for other programs')
    .description('make one pass: put out what is due, deliver what is queued')
    .action(async (options: { at?: string; dryRun?: boolean; late?: string[]; json?: boolean }) => {
      const { publishOnce } = await import('./publish.ts');
      done(await publishOnce(root(), options, terminal));
    });

  program
    .command('run')
    .option('--no-site', 'do not serve the newsroom')
    .description('publish at the right minute, deliver and serve, until SIGTERM')
    .action(async (options: { site: boolean }) => {
      const { run } = await import('./run.ts');
      done(await run(root(), options, terminal));
    });

  program
    .command('site')
    .description('serve the newsroom alone, beside programs that publish and deliver, until SIGTERM')
    .action(async () => {
      const { site } = await import('./site.ts');
      done(await site(root(), terminal));
    });

  program
    .command('deliver')
    .option('--stay', 'go on until SIGTERM')
    .option('--json', 'for other programs')
    .description('hand over what is queued, beside any other program that does')
    .action(async (options: { stay?: boolean; json?: boolean }) => {
      const { deliverQueued } = await import('./deliver.ts');
      done(await deliverQueued(root(), options, terminal));
    });

  program
    .command('status')
    .option('--watch', 'look again every second, until Ctrl-C')
    .option('--json', 'for other programs')
    .description('what is out, held, due next and on its way, and what needs a person')
    .action(async (options: { json?: boolean; watch?: boolean }) => {
      const { status } = await import('./status.ts');
      done(await status(root(), options, terminal));
    });

  program
    .command('settle')
    .argument('[edition]', 'digest/24@1, or digest/24')
    .argument('[address]', 'one reader')
    .option('--all', 'every uncertain delivery of the edition')
    .option('--accepted', 'it arrived')
    .option('--again', 'send it once more')
    .option('--by <name>', 'who says so')
    .option('--json', 'for other programs')
    .description('list deliveries that are uncertain, and record what a person says of them')
    .action(async (edition: string | undefined, address: string | undefined, options: SettleOptions) => {
      const { settle } = await import('./settle.ts');
      done(await settle(root(), edition, address, options, terminal));
    });

  program
    .command('test-send')
    .argument('<path>', 'a release or an issue: releases/2026-11-20-story.md')
    .requiredOption('--to <address>', 'where the copy goes')
    .description('send one copy of what would go out of a file, with its findings')
    .action(async (path: string, options: { to: string }) => {
      const { testSend } = await import('./test-send.ts');
      done(await testSend(root(), path, options.to, terminal));
    });

  program
    .command('doctor')
    .option('--sends-from <addresses...>', 'the addresses that mail leaves from, where you know them')
    .option('--json', 'for other programs')
    .description('check what a sender must have: DNS records, mail server, site, clock, disk')
    .action(async (options: { sendsFrom?: string[]; json?: boolean }) => {
      const { doctor } = await import('./doctor.ts');
      done(await doctor(root(), options, terminal));
    });

  program
    .command('demo')
    .option('--once', 'exit instead of serving the newsroom')
    .description('show the whole way on the bundled newsroom, as of 20 November 2026')
    .action(async (options: { once?: boolean }) => {
      const { demo } = await import('./demo.ts');
      done(await demo(root(), options.once ?? false, terminal));
    });

  program
    .command('calendar')
    .option('--years <count>', 'how far ahead', '2')
    .option('--from <date>', 'the first day: 2026-11-20; today when absent')
    .option('--json', 'for other programs')
    .description('print the dates of the Digest, and why any was moved')
    .action(async (options: { years: string; from?: string; json?: boolean }) => {
      const { calendar } = await import('./calendar.ts');
      done(await calendar(root(), options, terminal));
    });

  program
    .command('schema')
    .option('--out <folder>', 'where to write', 'schema')
    .description('write JSON Schemas of the front matter, for editors')
    .action(async (options: { out: string }) => {
      const { schema } = await import('./schema.ts');
      done(await schema(root(), options.out, terminal));
    });

  program
    .command('rules')
    .option('--json', 'for other programs')
    .description('list what is checked, and why')
    .action(async (options: { json?: boolean }) => {
      const { rules } = await import('./rules.ts');
      done(rules(options.json ?? false, terminal));
    });

  program
    .command('rotate-key')
    .description('sign the links in mails with a new key; links sent before still work')
    .action(async () => {
      const { rotateKey } = await import('./rotate-key.ts');
      done(await rotateKey(root(), terminal));
    });

  describeRecord(program, root, terminal, done);
  describeSubscribers(program, root, terminal, done);
  describeInbox(program, root, terminal, done);
  return program;
}
