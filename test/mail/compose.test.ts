import * as fc from 'fast-check';
import PostalMime, { type Email } from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { composeMessage } from '../../src/mail/compose.ts';
import { messageIdOf } from '../../src/mail/message-id.ts';
import { aLetter } from '../ledger/records.ts';
import { testNewsroom } from '../support/newsroom.ts';
import { FRIDAY } from '../support/shelf.ts';
import { aComposing } from './messages.ts';

const { mail } = testNewsroom();

function header(email: Email, name: string): string[] {
  return email.headers.filter(({ key }) => key === name).map(({ value }) => value);
}

/** The message's header names in order, as they stand in the bytes. */
function headerNames(bytes: Uint8Array): string[] {
  const head = Buffer.from(bytes).toString('latin1').split('\r\n\r\n', 1)[0] ?? '';
  return [...head.matchAll(/^([!-9;-~]+):/gm)].map((match) => (match[1] ?? '').toLowerCase()).toSorted();
}

const HEADERS =
  'auto-submitted content-language content-type date from list-archive list-help list-id list-unsubscribe ' +
  'list-unsubscribe-post message-id mime-version precedence reply-to subject to';

const unix = (text: string | undefined) => text?.replace(/\r\n?/g, '\n').trimEnd();
/** Words that somebody with bad intentions would try, among ordinary and odd ones. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 300 }),
  fc.constantFrom(
    'Digest\r\nBcc: everybody@example.org',
    'Digest\nTo: other@example.org\n\n<p>body</p>',
    'Digest\r\n\r\nbody',
    '=?UTF-8?Q?=0D=0ABcc:_x@example.org?=',
    '"Desk" <boss@example.org>, other@example.org',
    'a\u0000b\u2028c\ud800d\u202ee',
    `long ${'word '.repeat(100)}`,
    '\r\n.\r\nMAIL FROM:<x@example.org>',
  ),
);

describe('a composed message', () => {
  it('has the headers of a well-behaved bulk mail', async () => {
    const message = await composeMessage(aComposing());
    const email = await PostalMime.parse(message.bytes);
    expect(headerNames(message.bytes)).toEqual(HEADERS.split(' '));
    expect(email.from).toEqual({ name: 'Example County Police', address: 'digest@newsroom.example.gov' });
    expect(email.to).toEqual([{ name: '', address: 'reader17@example.org' }]);
    expect(email.replyTo).toEqual([{ name: '', address: 'media@newsroom.example.gov' }]);
    expect(email.subject).toBe('Information Digest No. 24');
    expect(Date.parse(email.date ?? '')).toBe(FRIDAY);
    expect(email.messageId).toBe(message.messageId);
    expect(header(email, 'list-id')).toEqual(['<digest.newsroom.example.gov>']);
    expect(header(email, 'list-unsubscribe')).toEqual([
      '<https://newsroom.example.gov/u/token17>, <mailto:leave@newsroom.example.gov?subject=unsubscribe%20token17>',
    ]);
    expect(header(email, 'list-unsubscribe-post')).toEqual(['List-Unsubscribe=One-Click']);
    expect(header(email, 'list-archive')).toEqual(['<https://newsroom.example.gov/archive.html>']);
    expect(header(email, 'auto-submitted')).toEqual(['auto-generated']);
    expect(header(email, 'precedence')).toEqual(['bulk']);
    expect(header(email, 'content-language')).toEqual(['en']);
  });

  it('travels in an envelope from the mailbox for bounces to the one reader', async () => {
    const { envelope, edition, subscriber } = await composeMessage(aComposing());
    expect(envelope).toEqual({ from: 'bounces@newsroom.example.gov', to: 'reader17@example.org' });
    expect({ edition, subscriber }).toEqual({ edition: 'digest/24@1', subscriber: 17 });
  });

  it('has the text first, then the HTML, both quoted-printable', async () => {
    const { bytes } = await composeMessage(aComposing());
    const source = Buffer.from(bytes).toString();
    expect(source).toContain('Content-Type: multipart/alternative');
    const parts = [
      ...source.matchAll(/^Content-Type: (text\/\w+); charset=utf-8\r\nContent-Transfer-Encoding: (.*)\r$/gm),
    ];
    expect(parts.map(([, type, encoding]) => `${type} ${encoding}`)).toEqual([
      'text/plain quoted-printable',
      'text/html quoted-printable',
    ]);
  });

  it('is the same, byte for byte, for the same arguments', async () => {
    const [one, other] = [await composeMessage(aComposing()), await composeMessage(aComposing())];
    expect(Buffer.compare(one.bytes, other.bytes)).toBe(0);
  });

  it('fills every slot, escaped in HTML and plain in text', async () => {
    const address = "o'neil@example.org";
    const { bytes } = await composeMessage(aComposing({ subscriber: { id: 1, address } }));
    const email = await PostalMime.parse(bytes);
    expect(unix(email.html)).toBe(
      '<h1>Digest</h1><p>For o&#39;neil@example.org. ' +
        '<a href="https://newsroom.example.gov/u/token17">Unsubscribe</a></p>',
    );
    expect(unix(email.text)).toBe(
      "DIGEST\n\nFor o'neil@example.org.\nUnsubscribe: https://newsroom.example.gov/u/token17",
    );
  });

  it('does not take what it fills in for another slot', async () => {
    const letter = aLetter({
      slots: { address: 'AA', preferences: 'reader17' },
      text: 'AA $& AA',
      html: '<p>AA</p>',
    });
    const { bytes } = await composeMessage(aComposing({ letter }));
    expect(unix((await PostalMime.parse(bytes)).text)).toBe('reader17@example.org $& reader17@example.org');
  });

  it('is not made when a slot has nothing to go in', async () => {
    const letter = aLetter({ slots: { confirm: '[[confirm]]' } });
    await expect(composeMessage(aComposing({ letter }))).rejects.toThrow('asks for "confirm"');
  });

  it('offers one-click only where https makes it safe', async () => {
    const links = { ...aComposing().links, unsubscribe: 'http://localhost:8080/u/token17' };
    const email = await PostalMime.parse((await composeMessage(aComposing({ links }))).bytes);
    expect(header(email, 'list-unsubscribe')[0]).toContain('<http://localhost:8080/u/token17>');
    expect(header(email, 'list-unsubscribe-post')).toEqual([]);
  });

  it('answers the first edition of the release that it updates, as that reader got it', async () => {
    const letter = aLetter({ inReplyTo: 'release/26-100' });
    const email = await PostalMime.parse((await composeMessage(aComposing({ letter }))).bytes);
    const first = messageIdOf('release/26-100@1', 17, mail.from.address);
    expect(email.inReplyTo).toBe(first);
    expect(email.references).toBe(first);
  });

  it('may be written in any script', async () => {
    const change = { from: { name: 'Policía del Condado', address: mail.from.address } };
    const letter = aLetter({ subject: 'Puente cerrado: 橋が閉まっています 🚧', language: 'es' });
    const email = await PostalMime.parse(
      (await composeMessage(aComposing({ letter, mail: { ...mail, ...change } }))).bytes,
    );
    expect(email.subject).toBe('Puente cerrado: 橋が閉まっています 🚧');
    expect(email.from?.name).toBe('Policía del Condado');
    expect(header(email, 'content-language')).toEqual(['es']);
  });
});

describe('a Message-ID', () => {
  it('is one for each edition and subscriber, under the sender’s domain, and shows neither', () => {
    const ids = ['digest/24@1', 'digest/24@2', 'release/26-101@1'].flatMap((edition) =>
      [1, 2, 11].map((subscriber) => messageIdOf(edition, subscriber, 'digest@newsroom.example.gov')),
    );
    expect(new Set(ids).size).toBe(9);
    expect(ids.every((id) => /^<[A-Za-z0-9_-]{32}@newsroom\.example\.gov>$/.test(id))).toBe(true);
  });
});

describe('whatever the officer or an attacker wrote', () => {
  it('the text and the HTML arrive as they were', async () => {
    const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 2000 });
    await fc.assert(
      fc.asyncProperty(words, words, async (text, html) => {
        const letter = aLetter({ text: `${text}.`, html: `<p>${html}</p>`, slots: {} });
        const email = await PostalMime.parse((await composeMessage(aComposing({ letter }))).bytes);
        expect(unix(email.text)).toBe(unix(`${text}.`));
        expect(unix(email.html)).toBe(unix(`<p>${html}</p>`));
      }),
      { numRuns: 60 },
    );
  });

  it('a text that holds the boundary of the message it was taken from arrives as it was', async () => {
    const boundary = /boundary="([^"]+)"/.exec(
      Buffer.from((await composeMessage(aComposing())).bytes).toString(),
    )?.[1];
    const text = `Before.\n--${boundary}\nContent-Type: text/html\n\n<p>Other</p>\n--${boundary}--\nAfter.`;
    const letter = aLetter({ text, html: `<pre>${text}</pre>`, slots: {} });
    const email = await PostalMime.parse((await composeMessage(aComposing({ letter }))).bytes);
    expect(boundary).toBeDefined();
    expect(unix(email.text)).toBe(text);
    expect(unix(email.html)).toBe(`<pre>${text}</pre>`);
  });

  it('the message goes to one reader, with no header that is not ours, in lines that every server takes', async () => {
    const plain = headerNames((await composeMessage(aComposing())).bytes);
    await fc.assert(
      fc.asyncProperty(hostile, hostile, hostile, async (subject, name, words) => {
        const letter = aLetter({
          subject,
          text: `${words}.`,
          html: `<p>${words}</p>`,
          language: words,
          slots: {},
        });
        const from = { name, address: mail.from.address };
        const { bytes, envelope } = await composeMessage(aComposing({ letter, mail: { ...mail, from } }));
        const email = await PostalMime.parse(bytes);
        const source = Buffer.from(bytes).toString('latin1');
        expect(envelope.to).toBe('reader17@example.org');
        expect(email.to).toEqual([{ name: '', address: 'reader17@example.org' }]);
        expect([email.cc, email.bcc]).toEqual([undefined, undefined]);
        expect(email.from?.address).toBe(mail.from.address);
        expect(headerNames(bytes).filter((one) => !plain.includes(one))).toEqual([]);
        expect(source).toMatch(/^[\t\r\n -~]*$/);
        expect(source.split('\r\n').every((line) => line.length <= 998 && !/[\r\n]/.test(line))).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    'reader@example.org\r\nBcc: other@example.org',
    'reader@example.org, other@example.org',
    'Reader <reader@example.org>',
    '"reader@example.org>, other"@example.org',
    'reader@exämple.org',
    '',
  ])('nothing is composed for %j', async (address) => {
    await expect(composeMessage(aComposing({ subscriber: { id: 1, address } }))).rejects.toThrow(
      /email|address/i,
    );
  });
});
