import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openMemory } from '../../src/util/memory.ts';
import { scratch } from '../support/folder.ts';

describe('a memory', () => {
  it('gives back what it was told, in another process', () => {
    const path = join(scratch(), 'cache/a.jsonl');
    const first = openMemory<string>(path, 'program 1');
    first.set('a.md', 'looks like this', 'reviewed');
    first.save();
    expect(openMemory<string>(path, 'program 1').get('a.md', 'looks like this')).toBe('reviewed');
  });

  it('forgets a file that looks different and everything that another program noted', () => {
    const path = join(scratch(), 'a.jsonl');
    const first = openMemory<string>(path, 'program 1');
    first.set('a.md', 'looks like this', 'reviewed');
    first.save();
    expect(openMemory<string>(path, 'program 1').get('a.md', 'looks like that')).toBeUndefined();
    expect(openMemory<string>(path, 'program 2').get('a.md', 'looks like this')).toBeUndefined();
  });

  it('survives a line that a crash cut off', () => {
    const path = join(scratch(), 'a.jsonl');
    const first = openMemory<number>(path, 't');
    first.set('a', 's', 1);
    first.set('b', 's', 2);
    first.save();
    appendFileSync(path, '["c","s",');
    const again = openMemory<number>(path, 't');
    expect([again.get('a', 's'), again.get('b', 's'), again.get('c', 's')]).toEqual([1, 2, undefined]);
    again.set('c', 's', 3);
    again.save();
    expect(openMemory<number>(path, 't').get('c', 's')).toBe(3);
  });

  it('takes a file that is not a memory for an empty one', () => {
    const path = join(scratch(), 'a.jsonl');
    writeFileSync(path, '\0\0 not a memory');
    const memory = openMemory<number>(path, 't');
    expect([...memory.names()]).toEqual([]);
    memory.set('a', 's', 1);
    memory.save();
    expect(openMemory<number>(path, 't').get('a', 's')).toBe(1);
  });

  it('adds a line for a change and writes the whole file again when most of it is stale', () => {
    const path = join(scratch(), 'a.jsonl');
    const memory = openMemory<number>(path, 't');
    for (let i = 0; i < 200; i += 1) memory.set(`file ${i}`, 's', i);
    memory.save();
    memory.set('file 7', 's', 77);
    memory.save();
    const lines = () => readFileSync(path, 'utf8').trimEnd().split('\n').length;
    expect(lines()).toBe(202);
    for (let round = 0; round < 2; round += 1) {
      for (let i = 0; i < 200; i += 1) memory.set(`file ${i}`, 's', i);
      memory.save();
    }
    expect(lines()).toBeLessThan(420);
    expect(openMemory<number>(path, 't').get('file 7', 's')).toBe(7);
  });
});
