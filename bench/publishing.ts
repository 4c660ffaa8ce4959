import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateNewsroom } from './generate.ts';
import { measure, median, type Measure } from './measure.ts';

const ROOT = join(import.meta.dirname, '..');
const MAIN = join(ROOT, 'src/main.mjs');
const LOOP = join(import.meta.dirname, 'loop.mjs');
const RUNNING = join(import.meta.dirname, 'running.ts');
const AT = '2026-11-20 10:05';
const INSTANT = Date.UTC(2026, 10, 20, 16, 5);

/**
 * Everything is made below one folder and taken away at the very end: ext4 searches past every inode that was freed in
 * the last minutes, so deleting between two measurements slows the next one down many times over.
 */
const SCRATCH = mkdtempSync(join(tmpdir(), 'newsdesk-bench-'));

type Row = { cold: Measure; again: Measure; running: number; loop: Measure };

/** One line of the table: the loop, a cold publish and a publish after one edit, over the same files. */
function publishing(count: number): Row {
  const folder = join(SCRATCH, String(count));
  generateNewsroom(folder, count);
  const loop = measure([LOOP, join(folder, 'releases'), join(folder, 'loop')]);
  const publish = () => measure([MAIN, '--root', folder, 'publish', '--at', AT]);
  const cold = publish();
  const name = readdirSync(join(folder, 'releases'))[Math.floor(count / 2)] ?? '';
  const path = join(folder, 'releases', name);
  writeFileSync(path, readFileSync(path, 'utf8').replace('while crews mend', 'while a crew mends'));
  const again = publish();
  const running = Number(measure([RUNNING, folder, String(INSTANT)]).out);
  return { cold, again, running, loop };
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

const sizes = process.argv.slice(2).map(Number);
const counts = sizes.length > 0 ? sizes : [1000, 10_000, 50_000];

print('Publishing generated releases of about 400 words; whole processes, start-up included, unless said.');
print(
  'The loop is read + gray-matter + marked + sanitize-html + write of one file each, over the same files.\n',
);
print(
  '"One edit" is a pass after one changed release: in a program that goes on running, and in a new process.',
);
print(
  'Free disk space well before: a file system that has just freed many files is slow to make new ones.\n',
);
print(
  'releases |    loop |    cold | cold/loop | releases/s |   peak | one edit, running |  /cold | new process |  /cold',
);
let smallest: { count: number; seconds: number } | undefined;
for (const count of counts) {
  const { cold, again, running, loop } = publishing(count);
  smallest ??= { count, seconds: cold.seconds };
  const growth = cold.seconds / smallest.seconds / (count / smallest.count);
  const cells = [
    String(count).padStart(8),
    `${loop.seconds.toFixed(2)} s`.padStart(7),
    `${cold.seconds.toFixed(2)} s`.padStart(7),
    `${(cold.seconds / loop.seconds).toFixed(2)}×`.padStart(9),
    (count / cold.seconds).toFixed(0).padStart(10),
    `${cold.megabytes.toFixed(0)} MB`.padStart(6),
    `${running.toFixed(2)} s`.padStart(17),
    (running / cold.seconds).toFixed(3).padStart(6),
    `${again.seconds.toFixed(2)} s`.padStart(11),
    (again.seconds / cold.seconds).toFixed(3).padStart(6),
  ];
  const note =
    count === smallest.count ? '' : `   (${growth.toFixed(2)}× the cost per release at ${smallest.count})`;
  print(cells.join(' | ') + note);
}

const check = median(
  Array.from({ length: 5 }, () => measure([join(ROOT, 'src/newsdesk.mjs'), 'check'], ROOT)),
);
print(
  `\nnewsdesk check of the bundled newsroom: ${check.seconds.toFixed(2)} s, ${check.megabytes.toFixed(0)} MB (median of 5)`,
);

rmSync(SCRATCH, { recursive: true, force: true });
