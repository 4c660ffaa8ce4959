import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { maildirSource } from '../../../src/inbox/sources/maildir.ts';
import { scratch } from '../../support/folder.ts';
import { gather } from './gather.ts';

function maildir(files: Record<string, string>): string {
  const folder = scratch();
  for (const place of ['new', 'cur', 'tmp']) mkdirSync(join(folder, place));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

describe('a Maildir', () => {
  it('is read from new, and what was taken is in cur, seen', async () => {
    const folder = maildir({ 'new/1.a.host': 'one', 'new/2.b.host': 'two', 'tmp/3.c.host': 'half' });
    expect(await gather(maildirSource(folder))).toEqual(['one', 'two']);
    expect(readdirSync(join(folder, 'new'))).toEqual([]);
    expect(readdirSync(join(folder, 'cur'))).toEqual(['1.a.host:2,S', '2.b.host:2,S']);
    expect(readdirSync(join(folder, 'tmp'))).toEqual(['3.c.host']);
    expect(await gather(maildirSource(folder))).toEqual([]);
  });

  it('leaves what a person has to read unseen and flagged, and does not read it again', async () => {
    const folder = maildir({ 'new/1.a.host': 'from a person' });
    await gather(maildirSource(folder));
    expect(readdirSync(join(folder, 'cur'))).toEqual(['1.a.host:2,F']);
    expect(await gather(maildirSource(folder))).toEqual([]);
  });

  it('takes what another program moved to cur without a look, and keeps the other flags', async () => {
    const folder = maildir({
      'cur/1.a.host:2,R': 'one',
      'cur/2.b.host:2,S': 'seen',
      'cur/3.c.host:2,': 'three',
    });
    expect(await gather(maildirSource(folder))).toEqual(['one', 'three']);
    expect(readdirSync(join(folder, 'cur')).toSorted()).toEqual([
      '1.a.host:2,RS',
      '2.b.host:2,S',
      '3.c.host:2,S',
    ]);
  });

  it('says what is wrong with a folder that is none', async () => {
    const read = maildirSource(scratch(), 'var/mail').read(async () => 'done', new AbortController().signal);
    await expect(read).rejects.toMatchObject({ message: expect.stringContaining('maildir var/mail') });
  });
});
