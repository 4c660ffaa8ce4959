import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { outboxCourier, outboxWords } from '../../src/mail/outbox.ts';
import { scratch } from '../support/folder.ts';
import { aMessage, bytesOf, wordsOf } from './messages.ts';

const yes = async () => true;

describe('the outbox', () => {
  it('holds one file for each message, named by edition and subscriber', async () => {
    const folder = join(scratch(), 'var', 'outbox');
    const courier = outboxCourier(folder);
    const message = aMessage(17);
    expect(await courier.hand(message, yes)).toEqual({
      kind: 'accepted',
      response: 'written to digest-24@1/000017.eml',
      about: 'reader',
    });
    const path = join(folder, 'digest-24@1', '000017.eml');
    expect(readFileSync(path).equals(bytesOf(message))).toBe(true);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('holds one file when the same message is handed over twice', async () => {
    const folder = scratch();
    const courier = outboxCourier(folder);
    await courier.hand(aMessage(17), yes);
    await courier.hand({ ...aMessage(17), parts: [Buffer.from('later\r\n')], size: 7 }, yes);
    expect(readdirSync(folder, { recursive: true })).toEqual([
      'digest-24@1',
      join('digest-24@1', '000017.eml'),
    ]);
    expect(readFileSync(join(folder, 'digest-24@1', '000017.eml'), 'utf8')).toBe('later\r\n');
  });

  it('asks for another try when it cannot be written, and leaves nothing half', async () => {
    const folder = join(scratch(), 'outbox');
    writeFileSync(folder, 'a file');
    const handed = await outboxCourier(folder).hand(aMessage(17), yes);
    expect(handed).toMatchObject({ kind: 'deferred', about: 'relay' });
    expect(wordsOf(handed)).toMatch(/could not be written: a file stands where a folder should be/);
  });

  it('says so when a folder stands where the file should be', async () => {
    const folder = scratch();
    mkdirSync(join(folder, 'digest-24@1', '000017.eml'), { recursive: true });
    expect(await outboxCourier(folder).hand(aMessage(17), yes)).toMatchObject({
      kind: 'deferred',
      about: 'relay',
    });
    expect(readdirSync(join(folder, 'digest-24@1'))).toEqual(['000017.eml']);
  });

  it('asks for the permit once, when the message is safe on the disk and not yet in its place', async () => {
    const folder = scratch();
    const message = aMessage(17);
    const seen: string[] = [];
    await outboxCourier(folder).hand(message, async () => {
      const [file, ...more] = readdirSync(join(folder, 'digest-24@1'));
      seen.push(file ?? '', ...more);
      expect(readFileSync(join(folder, 'digest-24@1', file ?? '')).equals(bytesOf(message))).toBe(true);
      return true;
    });
    expect(seen).toEqual([expect.stringMatching(/^000017\.eml\.tmp-\d+$/)]);
    expect(readdirSync(join(folder, 'digest-24@1'))).toEqual(['000017.eml']);
  });

  it.each([
    ['is not given', async () => false],
    ['cannot be given', () => Promise.reject(new Error('The ledger is gone.'))],
  ])('holds nothing when the permit %s, and what was there before stays', async (_, permit) => {
    const folder = scratch();
    const courier = outboxCourier(folder);
    expect(await courier.hand(aMessage(17), permit)).toEqual({ kind: 'withheld' });
    expect(readdirSync(join(folder, 'digest-24@1'))).toEqual([]);
    await courier.hand(aMessage(17), yes);
    expect(await courier.hand(aMessage(17, 9000), permit)).toEqual({ kind: 'withheld' });
    expect(readdirSync(join(folder, 'digest-24@1'))).toEqual(['000017.eml']);
    expect(readFileSync(join(folder, 'digest-24@1', '000017.eml')).equals(bytesOf(aMessage(17)))).toBe(true);
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
