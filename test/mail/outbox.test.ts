import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { outboxCourier, outboxWords } from '../../src/mail/outbox.ts';
import { scratch } from '../support/folder.ts';
import { aMessage } from './messages.ts';

describe('the outbox', () => {
  it('holds one file for each message, named by edition and subscriber', async () => {
    const folder = join(scratch(), 'var', 'outbox');
    const courier = outboxCourier(folder);
    const message = aMessage(17);
    expect(await courier.hand(message)).toEqual({
      kind: 'accepted',
      response: 'written to digest-24@1/000017.eml',
    });
    const path = join(folder, 'digest-24@1', '000017.eml');
    expect(readFileSync(path).equals(Buffer.from(message.bytes))).toBe(true);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('holds one file when the same message is handed over twice', async () => {
    const folder = scratch();
    const courier = outboxCourier(folder);
    await courier.hand(aMessage(17));
    await courier.hand({ ...aMessage(17), bytes: Buffer.from('later\r\n') });
    expect(readdirSync(folder, { recursive: true })).toEqual([
      'digest-24@1',
      join('digest-24@1', '000017.eml'),
    ]);
    expect(readFileSync(join(folder, 'digest-24@1', '000017.eml'), 'utf8')).toBe('later\r\n');
  });

  it('asks for another try when it cannot be written, and leaves nothing half', async () => {
    const folder = join(scratch(), 'outbox');
    writeFileSync(folder, 'a file');
    const handed = await outboxCourier(folder).hand(aMessage(17));
    expect(handed).toMatchObject({ kind: 'deferred', ours: true });
    expect(handed.response).toMatch(/could not be written: a file stands where a folder should be/);
  });

  it('says so when a folder stands where the file should be', async () => {
    const folder = scratch();
    mkdirSync(join(folder, 'digest-24@1', '000017.eml'), { recursive: true });
    expect(await outboxCourier(folder).hand(aMessage(17))).toMatchObject({ kind: 'deferred', ours: true });
    expect(readdirSync(join(folder, 'digest-24@1'))).toEqual(['000017.eml']);
  });

  it.each([
    ['ENOSPC', 'the disk is full'],
    ['EROFS', 'the disk is read-only'],
    ['EACCES', 'this account may not write there'],
    ['EIO', 'i/o error'],
  ])('has words for %s', (code, words) => {
    expect(outboxWords(Object.assign(new Error('i/o error'), { code }))).toBe(words);
  });
});
