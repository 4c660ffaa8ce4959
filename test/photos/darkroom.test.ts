import { hash } from 'node:crypto';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Developed } from '../../src/model/photo.ts';
import { openDarkroom, recipeName, type Original } from '../../src/photos/darkroom.ts';
import { openStore } from '../../src/photos/store.ts';
import { openMemory } from '../../src/util/memory.ts';
import { silent } from '../../src/util/progress.ts';
import { scene } from '../support/camera.ts';
import { scratch } from '../support/folder.ts';

function changed(): never {
  throw new Error('releases/photos/a.jpg was changed');
}

/** A darkroom in a folder, and photos of which every reading is counted. */
async function openRoom(folder = scratch()) {
  const bytes = await scene(1100, 700).jpeg().toBuffer();
  const original: Original = {
    path: 'releases/photos/a.jpg',
    digest: hash('sha256', bytes),
    type: 'image/jpeg',
  };
  const readings: string[] = [];
  const readFile = (path: string) => {
    readings.push(path);
    return bytes;
  };
  const open = () =>
    openDarkroom(join(folder, 'photos'), openMemory<Developed>(join(folder, 'photos.jsonl'), recipeName()));
  return { folder, original, readings, readFile, open, tools: { readFile, progress: silent, keep: true } };
}

describe('a darkroom', () => {
  it('develops a photo once, however often it is asked, also in the next program', async () => {
    const { original, readings, readFile, open, tools } = await openRoom();
    const room = open();
    await room.develop([original, { ...original, path: 'releases/photos/copy.jpg' }], tools);
    await room.develop([original], tools);
    room.save();
    const next = open();
    await next.develop([original], tools);
    expect(readings).toHaveLength(1);
    expect(next.developed(original.digest)).toEqual(room.developed(original.digest));
    for (const size of next.developed(original.digest)?.sizes ?? []) {
      expect(hash('sha256', await next.read(original, size, readFile))).toBe(size.digest);
    }
    expect(readings).toHaveLength(1);
  });

  it('makes bytes again that were damaged or lost', async () => {
    const { folder, original, readings, readFile, open, tools } = await openRoom();
    const room = open();
    await room.develop([original], tools);
    for (const name of readdirSync(join(folder, 'photos')))
      writeFileSync(join(folder, 'photos', name), 'rubbish');
    for (const size of room.developed(original.digest)?.sizes ?? []) {
      expect(hash('sha256', await room.read(original, size, readFile))).toBe(size.digest);
    }
    expect(readings).toHaveLength(2);
  });

  it('does not try a broken photo again and again, and says what is wrong with it', async () => {
    const { original, open, tools, readings } = await openRoom();
    const room = open();
    const readFile = (path: string) => {
      readings.push(path);
      return Buffer.from('no picture');
    };
    await room.develop([original], { ...tools, readFile });
    await room.develop([original], { ...tools, readFile });
    expect(readings).toHaveLength(1);
    expect(room.broken(original.digest)).toMatch(/\w/);
    expect(room.developed(original.digest)).toBeUndefined();
  });

  it('stops with the error when an original changed meanwhile', async () => {
    const { original, open, tools } = await openRoom();
    await expect(open().develop([original], { ...tools, readFile: changed })).rejects.toThrow('was changed');
  });
});

describe('a store', () => {
  it('keeps no more than it may when it shrinks, and has nothing in a folder that is not there', () => {
    const store = openStore(scratch());
    const all = Array.from({ length: 5 }, (_, i) => Buffer.alloc(1000, i));
    for (const bytes of all) store.put(hash('sha256', bytes), bytes);
    store.shrink(3000);
    expect(all.filter((bytes) => store.get(hash('sha256', bytes))).length).toBe(3);
    expect(openStore(join(scratch(), 'nowhere')).get('x')).toBeUndefined();
  });
});
