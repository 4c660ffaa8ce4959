// Chooses what is measured. Each benchmark is a program of its own, so that neither's memory weighs on the other.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const USAGE = `What is measured: npm run bench -- [publishing [releases …] | delivery [subscribers] | site [subscribers] |
  import [rows] | bounces [rounds]]
Nothing named: all, in their usual sizes. Plain numbers: publishing, in those sizes.
`;

/** The benchmarks that take one number, and the one that takes several. */
const ONE = ['delivery', 'site', 'import', 'bounces'];
const ALL = ['publishing', ...ONE];

/** Runs one benchmark to its end, its output as it comes, and answers with its exit status. */
function bench(name: string, numbers: readonly string[]): number {
  const program = join(import.meta.dirname, `${name}.ts`);
  return spawnSync(process.execPath, [program, ...numbers], { stdio: 'inherit' }).status ?? 1;
}

function isNumber(word: string): boolean {
  return /^[1-9]\d*$/.test(word);
}

function run(words: readonly string[]): number {
  const [name, ...rest] = words;
  if (name === undefined) return Math.max(...ALL.map((one) => bench(one, [])));
  if (words.every(isNumber)) return bench('publishing', words);
  if (name === 'publishing' && rest.every(isNumber)) return bench(name, rest);
  if (ONE.includes(name) && rest.length <= 1 && rest.every(isNumber)) return bench(name, rest);
  process.stderr.write(USAGE);
  return 2;
}

process.exitCode = run(process.argv.slice(2));
