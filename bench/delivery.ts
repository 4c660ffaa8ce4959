// How fast a queued Digest is handed over, beside what a user would write and beside Postfix's own load tool.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newsdesk, plainLoop, smtpSource, type Contender } from './contenders.ts';
import { makeField, makeLedger } from './field.ts';
import { measureGrowth, measureQueueing } from './growth.ts';
import { runRounds } from './rounds.ts';
import { postfixProgram } from './sinks.ts';
import { tableOf, type Aims } from './table.ts';

const ROUNDS = 3;
const UNSIGNED = { timesPlain: 6, timesSource: 0.9, micros: 60 };
const RSA = { timesPlain: 7, timesSource: 0.65, micros: 400 };

const SOURCE = 'smtp-source';
const PLAIN = 'plain loop';
const PLAIN_RSA = 'plain loop, RSA-2048';

const count = Number(process.argv[2] ?? 10_000);
const far = postfixProgram('smtp-sink') === undefined ? 'own' : 'postfix';
/** Taken away at the very end, like that of publishing: deleting between two measurements slows the next one down. */
const scratch = mkdtempSync(join(tmpdir(), 'newsdesk-delivery-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function note(line: string): void {
  process.stderr.write(`  ${line}\n`);
}

/** With the CR that each line gets on its way. */
function wireBytes(path: string): number {
  const text = readFileSync(path, 'latin1');
  return text.length + text.split('\n').length - 1;
}

function ours(): string {
  const bytes = results.findLast(({ contender }) => contender.sink === 'own')?.costs[0]?.bytes;
  return bytes === undefined ? '' : `, one of the last row ${(bytes / count).toFixed(0)}`;
}

const { newsroom, letter, sample, rsa, ed25519 } = makeField(scratch);
const ledger = makeLedger(scratch, count, true);
const program = (name: string, sink: typeof far, key?: string): Contender =>
  newsdesk(name, sink, newsroom, ledger, key);
const signed: Aims = { plain: PLAIN_RSA, source: SOURCE };
const field: { contender: Contender; aims: Aims }[] = [
  ...(postfixProgram(SOURCE) === undefined ? [] : [{ contender: smtpSource(SOURCE, far, sample), aims: {} }]),
  { contender: plainLoop(PLAIN, far, letter), aims: { source: SOURCE } },
  { contender: plainLoop(PLAIN_RSA, far, letter, rsa), aims: { source: SOURCE } },
  { contender: program('newsdesk', far), aims: { plain: PLAIN, source: SOURCE, ...UNSIGNED } },
  { contender: program('newsdesk, RSA-2048', far, rsa), aims: { ...signed, ...RSA } },
  { contender: program('newsdesk, Ed25519', far, ed25519), aims: signed },
  ...(far === 'own' ? [] : [{ contender: program('newsdesk, own ceiling', 'own'), aims: {} }]),
];

print(
  `Delivering a Digest of 60 KB to ${count} subscribers, a message of its own for each, over ten connections.`,
);
print('Newsdesk keeps its ledger (SQLite, synchronous FULL). The plain loop composes with nodemailer.');
print(
  'From the first connection to the end of the process; "whole run" has the start too. Medians of 3 rounds.',
);
print('Every row was counted by its sink: as many messages as subscribers.\n');
const results = await runRounds(
  field.map(({ contender }) => contender),
  ROUNDS,
  count,
  note,
);
const rows = results.map((result, index) => ({
  label: result.contender.name,
  result,
  aims: field[index]?.aims ?? {},
}));
for (const line of tableOf(rows, count)) print(line);
print(`\nOn the wire a message of the plain loop has ${wireBytes(sample)} bytes${ours()}.`);

const failures = results.flatMap(({ contender: { name }, failure }) =>
  failure === undefined ? [] : [`${name}: ${failure}`],
);
for (const measureMore of [() => measureGrowth(scratch, newsroom, far), () => measureQueueing(scratch)]) {
  print('');
  try {
    for (const line of await measureMore()) print(line);
  } catch (error) {
    failures.push(error instanceof Error ? error.message : String(error));
  }
}
for (const failure of failures) process.stderr.write(`\nFAILED: ${failure.trim()}\n`);
process.exitCode = failures.length > 0 ? 1 : 0;
