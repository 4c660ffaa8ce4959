import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HEAD } from '../../../src/inbox/limits.ts';
import { folderSource } from '../../../src/inbox/sources/folder.ts';
import { scratch } from '../../support/folder.ts';
import { gather } from './gather.ts';

const NEVER = new AbortController().signal;

function withFiles(files: Record<string, string>): string {
  const folder = scratch();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

describe('a folder of messages', () => {
  it('is read in the order of its names; each is moved to done, or aside for a person', async () => {
    const folder = withFiles({
      '2.eml': 'two',
      '1.eml': 'one',
      '3.EML': 'from a person',
      'notes.txt': 'no',
      '.x.eml': 'no',
    });
    expect(await gather(folderSource(folder))).toEqual(['one', 'two', 'from a person']);
    expect(readdirSync(folder).toSorted()).toEqual(['.x.eml', 'aside', 'done', 'notes.txt']);
    expect(readdirSync(join(folder, 'done')).toSorted()).toEqual(['1.eml', '2.eml']);
    expect(readdirSync(join(folder, 'aside'))).toEqual(['3.EML']);
    expect(await gather(folderSource(folder))).toEqual([]);
  });

  it('never writes over a message that was moved before', async () => {
    const folder = withFiles({ 'a.eml': 'first' });
    await gather(folderSource(folder));
    writeFileSync(join(folder, 'a.eml'), 'second');
    await gather(folderSource(folder));
    const texts = readdirSync(join(folder, 'done')).map((name) =>
      readFileSync(join(folder, 'done', name), 'utf8'),
    );
    expect(texts.toSorted()).toEqual(['first', 'second']);
  });

  it('leaves a message where it is when taking it fails, and the next ones too', async () => {
    const folder = withFiles({ '1.eml': 'one', '2.eml': 'two' });
    const read = folderSource(folder).read(() => Promise.reject(new Error('locked')), NEVER);
    await expect(read).rejects.toThrow('locked');
    expect(await gather(folderSource(folder))).toEqual(['one', 'two']);
  });

  it('reads only the beginning of a message that is too long, and moves it whole', async () => {
    const folder = withFiles({ 'long.eml': 'x'.repeat(HEAD + 5) });
    expect((await gather(folderSource(folder)))[0]).toHaveLength(HEAD);
    expect(readFileSync(join(folder, 'done/long.eml'))).toHaveLength(HEAD + 5);
  });

  it('follows no link and takes no folder for a message', async () => {
    const folder = scratch();
    writeFileSync(join(folder, 'secret.txt'), 'secret');
    symlinkSync(join(folder, 'secret.txt'), join(folder, 'a.eml'));
    mkdirSync(join(folder, 'b.eml'));
    expect(await gather(folderSource(folder))).toEqual([]);
  });

  it('passes over a message that somebody else took in the middle', async () => {
    const folder = withFiles({ '1.eml': 'one', '2.eml': 'two' });
    const source = folderSource(folder);
    await source.read(async () => {
      rmSync(join(folder, '2.eml'), { force: true });
      return 'done';
    }, NEVER);
    expect(readdirSync(join(folder, 'done'))).toEqual(['1.eml']);
  });

  it('stops between two messages when it is asked to', async () => {
    const folder = withFiles({ '1.eml': 'one', '2.eml': 'two' });
    const stop = new AbortController();
    await folderSource(folder).read(async () => {
      stop.abort();
      return 'done';
    }, stop.signal);
    expect(await gather(folderSource(folder))).toEqual(['two']);
  });

  it('says which folder is missing and what to do', async () => {
    const source = folderSource(join(scratch(), 'nowhere'), 'var/nowhere');
    await expect(source.read(async () => 'done', NEVER)).rejects.toMatchObject({
      message: expect.stringContaining('folder var/nowhere'),
      fix: expect.stringContaining('newsdesk.yaml'),
    });
  });
});
