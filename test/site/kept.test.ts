import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { keepFiles } from '../../src/site/files/kept.ts';
import { openPacker } from '../../src/site/files/pack.ts';
import { readPublic, type PublicFile } from '../../src/site/files/public-file.ts';
import { aFolder } from './support.ts';

async function read(folder: string, path: string, now: number): Promise<PublicFile> {
  const file = await readPublic(folder, path, now, {});
  if (!file) throw new Error(`There is no ${path}`);
  return file;
}

it('what is kept stays below the limit, and what was used last stays longest', async () => {
  const names = Array.from({ length: 10 }, (_, i) => `page-${i}.txt`);
  const folder = aFolder(Object.fromEntries(names.map((name) => [name, 'x'.repeat(100_000)])));
  const later = statSync(join(folder, 'page-9.txt')).ctimeMs + 1000;
  const kept = keepFiles(folder, 420_000);
  for (const name of names.slice(0, 4)) kept.keep(await read(folder, name, later));
  expect(kept.at('page-0.txt')).toBeDefined();
  for (const name of names.slice(4, 6)) kept.keep(await read(folder, name, later));
  expect(kept.size()).toBeLessThanOrEqual(420_000);
  expect(names.filter((name) => kept.at(name))).toEqual([
    'page-0.txt',
    'page-3.txt',
    'page-4.txt',
    'page-5.txt',
  ]);
});

it('packed forms weigh too', async () => {
  const folder = aFolder({ 'a.txt': 'x'.repeat(1000) });
  const kept = keepFiles(folder);
  const file = await read(folder, 'a.txt', 0);
  kept.keep(file);
  const before = kept.size();
  file.packed.gzip = file.formOf('gzip', Buffer.alloc(300));
  kept.weigh(file);
  expect(kept.size() - before).toBe(300);
});

it('a file that was written a moment ago is read again: its look could be that of another one', async () => {
  const folder = aFolder({ 'a.txt': 'one' });
  const { ctimeMs } = statSync(join(folder, 'a.txt'));
  const kept = keepFiles(folder);
  kept.keep(await read(folder, 'a.txt', ctimeMs + 20));
  expect(kept.at('a.txt')).toBeUndefined();
  kept.keep(await read(folder, 'a.txt', ctimeMs + 100));
  expect(kept.at('a.txt')?.file.identity.bytes?.toString()).toBe('one');
  writeFileSync(join(folder, 'a.txt'), 'two, longer');
  await new Promise((resolve) => setImmediate(resolve));
  expect(kept.at('a.txt')).toBeUndefined();
});

it('at most fifty files wait to be packed; the others are packed at a later wish', async () => {
  const count = 80;
  const names = Array.from({ length: count }, (_, i) => `page-${i}.txt`);
  const folder = aFolder(Object.fromEntries(names.map((name) => [name, 'a lane is closed '.repeat(100)])));
  const files = await Promise.all(names.map((name) => read(folder, name, 0)));
  const done: string[] = [];
  const pack = openPacker((file) => done.push(file.path));
  await Promise.all(files.map((file) => pack(file, 'gzip')));
  expect(done).toEqual(names.slice(0, 50));
  await Promise.all(files.map((file) => pack(file, 'gzip')));
  expect(done).toEqual(names);
  expect(files.every((file) => (file.packed.gzip?.bytes?.length ?? Infinity) < file.size)).toBe(true);
});
