import * as fc from 'fast-check';
import PostalMime, { type Email } from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { compileLetter, type Compiling, type Recipient } from '../../src/mail/compile.ts';
import type { Message } from '../../src/mail/courier.ts';
import { messageIds } from '../../src/mail/message-id.ts';
import { aLetter } from '../ledger/records.ts';
import { testNewsroom } from '../support/newsroom.ts';
import { FRIDAY } from '../support/shelf.ts';
import { aCompiling, aRecipient, messageIdOf } from './messages.ts';

const { mail } = testNewsroom();

const HEADERS =
  'auto-submitted content-language content-type date feedback-id from list-archive list-help list-id list-unsubscribe ' +
  'list-unsubscribe-post message-id mime-version precedence reply-to subject to';

type Read = { message: Message; bytes: Buffer; email: Email };

/** The tests' Digest for subscriber 17, and what a mail program reads in it. */
async function copy(compiling: Partial<Compiling> = {}, recipient: Partial<Recipient> = {}): Promise<Read> {
  const compiled = await compileLetter(aCompiling(compiling));
  const message = await compiled.messageTo(aRecipient(recipient), FRIDAY);
  const bytes = Buffer.concat(message.parts);
  return { message, bytes, email: await PostalMime.parse(bytes) };
}

function ownAddress(id: number): string {
  return `bounces+of-${id}@newsroom.example.gov`;
}

function header(email: Email, name: string): string[] {
  return email.headers.filter(({ key }) => key === name).map(({ value }) => value);
}

/** The message's header names, sorted, as they stand in the bytes. */
function headerNames(bytes: Buffer): string[] {
  const head = bytes.toString('latin1').split('\r\n\r\n', 1)[0] ?? '';
  return [...head.matchAll(/^([!-9;-~]+):/gm)].map((match) => (match[1] ?? '').toLowerCase()).toSorted();
}

const unix = (text: string | undefined) => text?.replace(/\r\n?/g, '\n').trimEnd();

describe('a compiled letter', () => {
  it('has the headers of a well-behaved bulk mail', async () => {
    const { message, bytes, email } = await copy();
    expect(headerNames(bytes)).toEqual(HEADERS.split(' '));
    expect(email.from).toEqual({ name: 'Example County Police', address: 'digest@newsroom.example.gov' });
    expect(email.to).toEqual([{ name: '', address: 'reader17@example.org' }]);
    expect(email.replyTo).toEqual([{ name: '', address: 'media@newsroom.example.gov' }]);
    expect(email.subject).toBe('Information Digest No. 24');
    expect(header(email, 'date')).toEqual(['Fri, 20 Nov 2026 16:00:00 +0000']);
    expect(email.messageId).toBe(message.messageId);
    expect(header(email, 'list-id')).toEqual(['<digest.newsroom.example.gov>']);
    expect(header(email, 'list-unsubscribe')).toEqual([
      '<https://newsroom.example.gov/u/token17>, <mailto:leave@newsroom.example.gov?subject=unsubscribe%20token17>',
    ]);
    expect(header(email, 'list-unsubscribe-post')).toEqual(['List-Unsubscribe=One-Click']);
    expect(header(email, 'list-help')).toEqual(['<mailto:media@newsroom.example.gov?subject=help>']);
    expect(header(email, 'list-archive')).toEqual(['<https://newsroom.example.gov/archive.html>']);
    expect(header(email, 'auto-submitted')).toEqual(['auto-generated']);
    expect(header(email, 'precedence')).toEqual(['bulk']);
    expect(header(email, 'content-language')).toEqual(['en']);
    expect(header(email, 'feedback-id')).toEqual(['24-1:digest:newsdesk:newsroomexample']);
  });

  it('travels in an envelope from the mailbox for bounces to the one reader', async () => {
    const { envelope, edition, subscriber } = (await copy()).message;
    expect(envelope).toEqual({ from: 'bounces@newsroom.example.gov', to: 'reader17@example.org' });
    expect({ edition, subscriber }).toEqual({ edition: 'digest/24@1', subscriber: 17 });
  });

  it('comes back to an address of its own, where it has one', async () => {
    expect((await copy({ returnPath: ownAddress })).message.envelope.from).toBe(
      'bounces+of-17@newsroom.example.gov',
    );
  });

  it('has the text first, then the HTML, both quoted-printable', async () => {
    const source = (await copy()).bytes.toString();
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
    const [one, other] = [await copy(), await copy()];
    expect(one.bytes.equals(other.bytes)).toBe(true);
  });

  it('gives one subscriber nothing of another', async () => {
    const compiled = await compileLetter(aCompiling());
    const make = (id: number) =>
      compiled.messageTo(aRecipient({ id, address: `reader${id}@example.org` }), FRIDAY);
    const alone = await (await compileLetter(aCompiling())).messageTo(aRecipient(), FRIDAY);
    const among = [await make(16), await make(17), await make(18)][1];
    expect(among).toEqual(alone);
  });

  it('shares what is the same between copies instead of copying it', async () => {
    const compiling = aCompiling();
    const { letter } = compiling;
    const html = letter.html.replace('<h1>', `<p>${'One more lane is closed. '.repeat(200)}</p><h1>`);
    const compiled = await compileLetter({ ...compiling, letter: { ...letter, html } });
    const one = await compiled.messageTo(aRecipient({ id: 1 }), FRIDAY);
    const other = await compiled.messageTo(aRecipient({ id: 2 }), FRIDAY);
    const shared = one.parts.filter((part) => other.parts.includes(part));
    const own = one.parts.filter((part) => !shared.includes(part));
    expect(Buffer.concat(shared).toString()).toContain('One more lane is closed');
    expect(Buffer.concat(own).toString()).not.toContain('One more lane');
  });

  it('is there at once when no thread has to sign it', async () => {
    const compiled = await compileLetter(aCompiling());
    expect(compiled.messageTo(aRecipient(), FRIDAY)).not.toBeInstanceOf(Promise);
  });

  it('fills every slot, escaped in HTML and plain in text', async () => {
    const { email } = await copy({}, { id: 1, address: "o'neil@example.org" });
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
    expect(unix((await copy({ letter })).email.text)).toBe('reader17@example.org $& reader17@example.org');
  });

  it('is not made when a slot has nothing to go in', async () => {
    const compiled = await compileLetter(
      aCompiling({ letter: aLetter({ slots: { confirm: '[[confirm]]' } }) }),
    );
    expect(() => compiled.messageTo(aRecipient(), FRIDAY)).toThrow('asks for "confirm"');
  });

  it('is not compiled when a slot has no marker', async () => {
    const letter = aLetter({ slots: { address: '' } });
    await expect(compileLetter(aCompiling({ letter }))).rejects.toThrow('slot without a marker');
  });

  it('offers one-click only where https makes it safe', async () => {
    const links = { ...aRecipient().links, unsubscribe: 'http://localhost:8080/u/token17' };
    const { email } = await copy({}, { links });
    expect(header(email, 'list-unsubscribe')[0]).toContain('<http://localhost:8080/u/token17>');
    expect(header(email, 'list-unsubscribe-post')).toEqual([]);
  });

  it.each([
    ['no URL', 'leave here', /URL/],
    ['too long for a line', `https://newsroom.example.gov/${'u'.repeat(1000)}`, /too long/],
  ])('is not made with a link to leave that is %s', async (_, unsubscribe, words) => {
    await expect(copy({}, { links: { ...aRecipient().links, unsubscribe } })).rejects.toThrow(words);
  });

  it('answers what it updates in the editions that the reader got, and nothing when they got none', async () => {
    const letter = aLetter({ inReplyTo: 'release/26-100' });
    const had = ['release/26-99@1', 'release/26-100@2'];
    const { bytes, email } = await copy({ letter }, { had });
    const [first, second] = had.map((edition) => messageIdOf(edition, 17));
    expect(email.inReplyTo).toBe(second);
    expect(email.references).toBe(`${first} ${second}`);
    expect(headerNames((await copy({ letter })).bytes)).toEqual(HEADERS.split(' '));
    expect(headerNames(bytes)).toEqual([...HEADERS.split(' '), 'in-reply-to', 'references'].toSorted());
  });

  it('may be written in any script', async () => {
    const from = { name: 'Policía del Condado', address: mail.from.address };
    const letter = aLetter({ subject: 'Puente cerrado: 橋が閉まっています 🚧', language: 'es' });
    const { email } = await copy({ letter, mail: { ...mail, from } });
    expect(email.subject).toBe('Puente cerrado: 橋が閉まっています 🚧');
    expect(email.from?.name).toBe('Policía del Condado');
    expect(header(email, 'content-language')).toEqual(['es']);
  });

  it('bears a label before its subject', async () => {
    expect((await copy({ label: '[Test]' })).email.subject).toBe('[Test] Information Digest No. 24');
  });
});

describe('a diverted copy', () => {
  it('goes to one other address, and says whose it is', async () => {
    const { message, email, bytes } = await copy({ divertTo: 'rehearsal@newsroom.example.gov' });
    expect(message.envelope.to).toBe('rehearsal@newsroom.example.gov');
    expect(email.to).toEqual([{ name: '', address: 'rehearsal@newsroom.example.gov' }]);
    expect(header(email, 'x-newsdesk-meant-for')).toEqual(['reader17@example.org']);
    expect(headerNames(bytes)).toEqual([...HEADERS.split(' '), 'x-newsdesk-meant-for'].toSorted());
    expect(unix(email.text)).toContain('For reader17@example.org.');
  });

  it('is not made for an address that no mail can be sent to, nor sent to one', async () => {
    const bad = 'reader@example.org, other@example.org';
    await expect(copy({ divertTo: bad })).rejects.toThrow(/email/i);
    await expect(copy({ divertTo: 'ok@example.org' }, { address: bad })).rejects.toThrow(/email/i);
  });
});

describe('a Message-ID', () => {
  it('is one for each edition and subscriber, under the sender’s domain, shows neither, and is made with a key', () => {
    const keys = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
    const ids = keys.flatMap((key) => {
      const idOf = messageIds(key, 'digest@newsroom.example.gov');
      return ['digest/24@1', 'digest/24@2', 'release/26-101@1'].flatMap((edition) =>
        [1, 2, 11].map((subscriber) => idOf(edition, subscriber)),
      );
    });
    expect(new Set(ids).size).toBe(18);
    expect(ids.every((id) => /^<[A-Za-z0-9_-]{22}@newsroom\.example\.gov>$/.test(id))).toBe(true);
  });
});

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
    'x'.repeat(3000),
    `é ${'"'.repeat(2000)}`,
    '\r\n.\r\nMAIL FROM:<x@example.org>',
  ),
);

describe('whatever the officer or an attacker wrote', () => {
  it('a text that holds the boundary of the message it was taken from arrives as it was', async () => {
    const boundary = /boundary="([^"]+)"/.exec((await copy()).bytes.toString())?.[1];
    const text = `Before.\n--${boundary}\nContent-Type: text/html\n\n<p>Other</p>\n--${boundary}--\nAfter.`;
    const { email } = await copy({ letter: aLetter({ text, html: `<pre>${text}</pre>`, slots: {} }) });
    expect(boundary).toBeDefined();
    expect(unix(email.text)).toBe(text);
    expect(unix(email.html)).toBe(`<pre>${text}</pre>`);
  });

  it('a link that holds the boundary of its own message arrives as it was', async () => {
    const letter = aLetter({ text: '[[preferences]]', html: '', slots: { preferences: '[[preferences]]' } });
    const boundary = /boundary="([^"]+)"/.exec((await copy({ letter })).bytes.toString())?.[1];
    const preferences = `--${boundary}--\nAfter.`;
    const { email } = await copy({ letter }, { links: { ...aRecipient().links, preferences } });
    expect(unix(email.text)).toBe(preferences);
  });

  it('the message goes to one reader, with no header that is not ours, in lines that every server takes', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, hostile, hostile, async (subject, name, words) => {
        const letter = aLetter({ subject, text: words, html: `<p>${words}</p>`, language: words, slots: {} });
        const from = { name, address: mail.from.address };
        const { message, bytes, email } = await copy({ letter, mail: { ...mail, from }, label: words });
        const source = bytes.toString('latin1');
        expect(message.envelope.to).toBe('reader17@example.org');
        expect(email.to).toEqual([{ name: '', address: 'reader17@example.org' }]);
        expect([email.cc, email.bcc]).toEqual([undefined, undefined]);
        expect(email.from?.address).toBe(mail.from.address);
        expect(headerNames(bytes).filter((one) => !HEADERS.split(' ').includes(one))).toEqual([]);
        expect(source.split('\r\n').filter((line) => !/^(?!\.)[\t -~]{0,998}$/.test(line))).toEqual([]);
        expect(source.endsWith('\r\n')).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    'reader@example.org\r\nBcc: other@example.org',
    'reader@example.org, other@example.org',
    'Reader <reader@example.org>',
    '"reader@example.org>, other"@example.org',
    'reader@exämple.org',
    `${'r'.repeat(65)}@example.org`,
    '',
  ])('nothing is made for %j', async (address) => {
    await expect(copy({}, { address })).rejects.toThrow(/email|address|invalid/i);
  });
});
