import type { Compiling, Recipient } from '../../src/mail/compile.ts';
import type { Message } from '../../src/mail/courier.ts';
import { aLetter } from '../ledger/records.ts';
import { testNewsroom } from '../support/newsroom.ts';

/** What compiling the tests' Digest takes. */
export function aCompiling(change: Partial<Compiling> = {}): Compiling {
  return {
    letter: aLetter(),
    edition: 'digest/24@1',
    mail: testNewsroom().mail,
    archive: 'https://newsroom.example.gov/archive.html',
    dkim: [],
    ...change,
  };
}

/** Subscriber 17 of the tests. */
export function aRecipient(change: Partial<Recipient> = {}): Recipient {
  return {
    id: 17,
    address: 'reader17@example.org',
    links: {
      unsubscribe: 'https://newsroom.example.gov/u/token17',
      preferences: 'https://newsroom.example.gov/p/token17',
      leaveByMail: 'mailto:leave@newsroom.example.gov?subject=unsubscribe%20token17',
    },
    ...change,
  };
}

/** A message of about `size` bytes, to one reader, that no library made. */
export function aMessage(subscriber: number, size = 2000): Message {
  const to = `reader${subscriber}@example.org`;
  const line = `${'All quiet in the county. '.repeat(3)}\r\n=2EA line that begins with a dot.\r\n`;
  const body = line.repeat(Math.ceil(size / line.length));
  const parts = [Buffer.from(`To: ${to}\r\nSubject: Digest\r\n\r\n`), Buffer.from(body)];
  return {
    edition: 'digest/24@1',
    subscriber,
    messageId: `<message${subscriber}@newsroom.example.gov>`,
    envelope: { from: 'bounces@newsroom.example.gov', to },
    parts,
    size: Buffer.concat(parts).length,
  };
}
