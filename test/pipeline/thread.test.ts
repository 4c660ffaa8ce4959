import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import type { Message } from '../../src/mail/courier.ts';
import { openLetters } from '../../src/letters.ts';
import { aLetter, aSealing, subscribers } from '../ledger/records.ts';
import { bytesOf } from '../mail/messages.ts';
import { openDesk } from '../support/desk.ts';
import { aRelease, FRIDAY } from '../support/shelf.ts';

const field = (message: Message, name: string): string | undefined => {
  const text = bytesOf(message)
    .toString()
    .replace(/\r\n[ \t]+/g, ' ');
  return new RegExp(`^${name}: (.*)\r$`, 'mi').exec(text)?.[1];
};

describe('an update of an update', () => {
  it('answers the mails of the whole story that its reader got, and no others', async () => {
    const { root, ledger } = await openDesk();
    const { config } = readConfig(root, {});
    if (!config) throw new Error('newsdesk.yaml is not sound');
    const messageTo = await (await openLetters(config)).of(ledger);
    await ledger.subscribe(subscribers(3));
    const sent = new Map<string, Message>();

    /** Mails a release to those who ask for the Digest; those in `choosing` choose before. */
    const mail = async (count: number, choosing: [reader: number, topics: string[]][]) => {
      for (const [reader, topics] of choosing) await ledger.choose(reader, topics, '');
      const sealing = aSealing(aRelease(count));
      const { key } = sealing.edition;
      const before = aSealing(aRelease(count - 1)).edition.publication;
      await ledger.seal([sealing]);
      await ledger.keepLetter(key, aLetter(count === 1 ? {} : { inReplyTo: before }));
      await ledger.queue(key, ['digest'], FRIDAY, FRIDAY);
      const worker = await ledger.enlist('a', FRIDAY + 60_000);
      const claims = await ledger.claim(worker, 9, FRIDAY);
      await ledger.record(worker, [], claims, FRIDAY);
      for (const claim of claims) sent.set(`${count} ${claim.subscriber}`, await messageTo(claim, FRIDAY));
      const verdict = { kind: 'accepted' as const, response: '250 Ok' };
      const all = claims.map((claim) => Object.assign({ verdict, notBefore: 0, attempt: true }, claim));
      await ledger.record(worker, all, [], FRIDAY);
    };
    await mail(1, [[3, []]]);
    await mail(2, [[2, []]]);
    await mail(3, [
      [2, ['digest']],
      [3, ['digest']],
    ]);

    const idOf = (which: string) => sent.get(which)?.messageId;
    const answers = (which: string) => {
      const message = sent.get(which);
      return message && [field(message, 'In-Reply-To'), field(message, 'References')];
    };
    expect([...sent.keys()]).toEqual(['1 1', '1 2', '2 1', '3 1', '3 2', '3 3']);
    expect(answers('1 1')).toEqual([undefined, undefined]);
    expect(answers('2 1')).toEqual([idOf('1 1'), idOf('1 1')]);
    expect(answers('3 1')).toEqual([idOf('2 1'), `${idOf('1 1')} ${idOf('2 1')}`]);
    expect(answers('3 2')).toEqual([idOf('1 2'), idOf('1 2')]);
    expect(answers('3 3')).toEqual([undefined, undefined]);
  });
});
