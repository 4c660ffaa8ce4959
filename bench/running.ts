// A program that goes on running, as `newsdesk run` does: times a pass after one edit and prints its seconds.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openNewsroom } from '../src/app.ts';
import { openOffice } from '../src/office.ts';
import { silent } from '../src/util/progress.ts';

const [root = '', at = ''] = process.argv.slice(2);
const instant = Number(at);
const { opened } = openNewsroom(root, {}, silent);
if (!opened) throw new Error(`There is no newsroom in ${root}.`);
const office = await openOffice(opened, { dryRun: false, clock: () => instant, progress: silent });
const never = new AbortController().signal;
const pass = async (): Promise<number> => {
  const begun = performance.now();
  const { pass: done } = await office.pass(instant, [], never);
  if (done.shelving.written.length === 0) throw new Error('The pass wrote nothing.');
  return (performance.now() - begun) / 1000;
};
const edit = (words: string): void => {
  const folder = join(root, 'releases');
  const names = readdirSync(folder);
  const path = join(folder, names[Math.floor(names.length / 3)] ?? '');
  writeFileSync(
    path,
    readFileSync(path, 'utf8').replace(/while .* mends? the signal/, `while ${words} the signal`),
  );
};
edit('two crews mend');
await pass();
edit('three crews mend');
process.stdout.write(`${await pass()}\n`);
await office.close();
