import type { Compiling, Recipient } from '../../src/mail/compile.ts';
import type { Handed, Message } from '../../src/mail/courier.ts';
import { messageIds } from '../../src/mail/message-id.ts';
import { aLetter } from '../ledger/records.ts';
import { testNewsroom } from '../support/newsroom.ts';

/** The Message-IDs of the tests' newsroom. */
export const messageIdOf = messageIds(Buffer.alloc(32, 7), testNewsroom().mail.from.address);

/** What compiling the tests' Digest takes. */
export function aCompiling(change: Partial<Compiling> = {}): Compiling {
  return {
    letter: aLetter(),
    edition: 'digest/24@1',
    mail: testNewsroom().mail,
    archive: 'https://newsroom.example.gov/archive.html',
    dkim: [],
    messageIdOf,
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

/** A message of about `size` bytes, in a few parts, to one reader, that no library made. */
export function aMessage(subscriber: number, size = 2000): Message {
  const to = `reader${subscriber}@example.org`;
  const line = `${'All quiet in the county. '.repeat(3)}\r\nA line with a dot.\r\n`;
  const body = Buffer.from(line.repeat(Math.ceil(size / line.length)));
  const middle = Math.floor(body.length / 2);
  const parts = [
    Buffer.from(`To: ${to}\r\nSubject: Digest\r\n\r\n`),
    body.subarray(0, middle),
    Buffer.alloc(0),
    body.subarray(middle),
  ];
  return {
    edition: 'digest/24@1',
    subscriber,
    messageId: `<message${subscriber}@newsroom.example.gov>`,
    envelope: { from: 'bounces@newsroom.example.gov', to },
    parts,
    size: Buffer.concat(parts).length,
  };
}

/** A message's bytes in one. */
export function bytesOf({ parts }: Message): Buffer {
  return Buffer.concat(parts);
}

/** What was said when a message was handed over; nothing when it was withheld. */
export function wordsOf(handed: Handed): string {
  return 'response' in handed ? handed.response : '';
}
