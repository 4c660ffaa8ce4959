import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Outlet, OutFile } from '../../src/outlets/outlet.ts';
import { shelve } from '../../src/publish/shelve.ts';
import { openMemory, type Memory } from '../../src/util/memory.ts';
import { silent } from '../../src/util/progress.ts';
import { scratch } from '../support/folder.ts';
import { aShelf } from '../support/shelf.ts';

const file = (path: string, text: string): OutFile => ({ path, key: text, bytes: () => text });
const outlet = (...files: OutFile[]): Outlet => ({ name: 'test', files: () => files });
const shelf = aShelf([]);
const aMemory = () => openMemory<string>(join(scratch(), 'memory'), 'test');
const at = (folder: string, memory: Memory<string>, dryRun = false, checkedIn = 'hour 1') => ({
  folder,
  memory,
  progress: silent,
  checkedIn,
  dryRun,
});

describe('shelving', () => {
  it('writes what is declared, leaves alone what is the same, and takes away what nobody declares', async () => {
    const folder = scratch();
    const memory = aMemory();
    await shelve(shelf, [outlet(file('a.html', 'A'), file('b/c.html', 'C'))], at(folder, memory));
    const before = statSync(join(folder, 'a.html'));
    const second = await shelve(
      shelf,
      [outlet(file('a.html', 'A'), file('d.html', 'D'))],
      at(folder, memory),
    );
    expect(second).toEqual({ written: ['d.html'], removed: ['b/c.html'], unchanged: 1 });
    expect(statSync(join(folder, 'a.html'))).toMatchObject({ ino: before.ino, mtimeMs: before.mtimeMs });
    expect(existsSync(join(folder, 'b/c.html'))).toBe(false);
  });

  it('never takes away a file that it did not write', async () => {
    const folder = scratch();
    writeFileSync(join(folder, 'google-verification.html'), 'theirs');
    const memory = aMemory();
    await shelve(shelf, [outlet(file('a.html', 'A'))], at(folder, memory));
    await shelve(shelf, [outlet()], at(folder, memory));
    expect(readdirSync(folder)).toEqual(['google-verification.html']);
  });

  it('puts back a file that somebody deleted at once, and one that was changed at the next thorough look', async () => {
    const folder = scratch();
    const memory = aMemory();
    const outlets = [outlet(file('a.html', 'A'), file('b/b.html', 'B'))];
    await shelve(shelf, outlets, at(folder, memory));
    rmSync(join(folder, 'a.html'));
    writeFileSync(join(folder, 'b/b.html'), '');
    expect((await shelve(shelf, outlets, at(folder, memory))).written).toEqual(['a.html']);
    const later = await shelve(shelf, outlets, at(folder, memory, false, 'hour 2'));
    expect(later.written).toEqual(['b/b.html']);
    expect(readFileSync(join(folder, 'b/b.html'), 'utf8')).toBe('B');
  });

  it('leaves the whole last good site when one file cannot be rendered', async () => {
    const folder = scratch();
    const memory = aMemory();
    await shelve(shelf, [outlet(file('a.html', 'old'), file('b.html', 'old'))], at(folder, memory));
    const broken: OutFile = {
      path: 'b.html',
      key: 'new',
      bytes: () => {
        throw new Error('the template broke');
      },
    };
    const outlets = [outlet(file('a.html', 'new'), broken)];
    await expect(shelve(shelf, outlets, at(folder, memory))).rejects.toThrow('the template broke');
    expect(readFileSync(join(folder, 'a.html'), 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['a.html', 'b.html']);
  });

  it('writes nothing in a dry run', async () => {
    const folder = join(scratch(), 'public');
    const shelving = await shelve(shelf, [outlet(file('a.html', 'A'))], at(folder, aMemory(), true));
    expect(shelving.written).toEqual(['a.html']);
    expect(existsSync(folder)).toBe(false);
  });

  it.each(['../out.html', '/etc/out.html', 'a/../../out.html', '.htaccess', 'a\\b.html', ''])(
    'refuses to write to "%s"',
    async (path) => {
      await expect(shelve(shelf, [outlet(file(path, 'x'))], at(scratch(), aMemory()))).rejects.toThrow(
        'leaves the folder',
      );
    },
  );

  it('refuses two outlets that declare one path', async () => {
    const outlets = [outlet(file('a.html', 'A')), outlet(file('a.html', 'B'))];
    await expect(shelve(shelf, outlets, at(scratch(), aMemory()))).rejects.toThrow('a.html');
  });

  it('clears away what a crashed pass left on its way', async () => {
    const folder = scratch();
    mkdirSync(join(folder, '.stage'));
    writeFileSync(join(folder, '.stage/7'), 'half');
    await shelve(shelf, [outlet(file('a.html', 'A'))], at(folder, aMemory()));
    expect(readdirSync(folder)).toEqual(['a.html']);
  });
});
