// How fast a queued Digest is handed over, beside what a user would write and beside Postfix's own load tool.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { castOf } from './cast.ts';
import { CONNECTIONS, makeField, makeLedger } from './field.ts';
import { measureGrowth, measureQueueing } from './growth.ts';
import { digestLetter } from './letter.ts';
import { PROOF, runRounds } from './rounds.ts';
import { postfixProgram } from './sinks.ts';
import { tableOf } from './table.ts';

const ROUNDS = 3;
const count = Number(process.argv[2] ?? 20_000);
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

function kilobytes(content: string): string {
  return (Buffer.byteLength(content) / 1000).toFixed(0);
}

function ours(): string {
  const bytes = results.findLast(({ contender }) => contender.sink === 'own')?.costs[0]?.bytes;
  return bytes === undefined ? '' : `, one of the last row ${(bytes / count).toFixed(0)}`;
}

const field = makeField(scratch);
const cast = castOf(field, far, makeLedger(scratch, count, true), makeLedger(scratch, PROOF, true));

const { html, text } = digestLetter();
print(
  `Delivering a Digest of ${kilobytes(html)} KB of HTML and ${kilobytes(text)} KB of text to ${count} subscribers, a message of its own for each.`,
);
print(
  `Newsdesk keeps its ledger (SQLite, synchronous FULL) and uses ${CONNECTIONS} connections, the others 10 (twenty were no faster). The plain loop composes with nodemailer.`,
);
print(
  'From the first connection to the end of the process; "whole run" has the start too. Medians of 3 rounds.',
);
print(
  'Every row was counted by its sink: as many messages as subscribers. Who is said to sign was seen to.\n',
);
const results = await runRounds(
  cast.map(({ contender }) => contender),
  ROUNDS,
  count,
  note,
);
const rows = results.map((result, index) => ({
  label: result.contender.name,
  result,
  aims: cast[index]?.aims ?? {},
}));
for (const line of tableOf(rows, count)) print(line);
print(`\nOn the wire a message of the plain loop has ${wireBytes(field.sample)} bytes${ours()}.`);

const failures = results.flatMap(({ contender: { name }, failure }) =>
  failure === undefined ? [] : [`${name}: ${failure}`],
);
for (const measureMore of [
  () => measureGrowth(scratch, field.newsroom, far),
  () => measureQueueing(scratch),
]) {
  print('');
  try {
    for (const line of await measureMore()) print(line);
  } catch (error) {
    failures.push(error instanceof Error ? error.message : String(error));
  }
}
for (const failure of failures) process.stderr.write(`\nFAILED: ${failure.trim()}\n`);
process.exitCode = failures.length > 0 ? 1 : 0;
