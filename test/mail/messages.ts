import type { Composing } from '../../src/mail/compose.ts';
import type { Message } from '../../src/mail/courier.ts';
import { aLetter } from '../ledger/records.ts';
import { testNewsroom } from '../support/newsroom.ts';
import { FRIDAY } from '../support/shelf.ts';

/** What composing one message takes, for the tests' Digest. */
export function aComposing(change: Partial<Composing> = {}): Composing {
  return {
    letter: aLetter(),
    edition: 'digest/24@1',
    subscriber: { id: 17, address: 'reader17@example.org' },
    mail: testNewsroom().mail,
    archive: 'https://newsroom.example.gov/archive.html',
    links: {
      unsubscribe: 'https://newsroom.example.gov/u/token17',
      preferences: 'https://newsroom.example.gov/p/token17',
      leaveByMail: 'mailto:leave@newsroom.example.gov?subject=unsubscribe%20token17',
    },
    at: FRIDAY,
    ...change,
  };
}

/** A message of about `size` bytes, to one reader, that no library made. */
export function aMessage(subscriber: number, size = 2000): Message {
  const to = `reader${subscriber}@example.org`;
  const line = `${'All quiet in the county. '.repeat(3)}\r\n.A line that begins with a dot.\r\n`;
  const body = line.repeat(Math.ceil(size / line.length));
  return {
    edition: 'digest/24@1',
    subscriber,
    messageId: `<message${subscriber}@newsroom.example.gov>`,
    envelope: { from: 'bounces@newsroom.example.gov', to },
    bytes: Buffer.from(`To: ${to}\r\nSubject: Digest\r\n\r\n${body}`),
  };
}
