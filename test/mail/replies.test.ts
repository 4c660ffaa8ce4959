import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Gather } from '../../src/mail/direct/gather.ts';
import { readOffer } from '../../src/mail/direct/offer.ts';
import { lineOf, Replies } from '../../src/mail/direct/replies.ts';
import { oneLine } from '../../src/util/mask.ts';

/** Everything that is found in these pieces, up to the first nonsense. */
function found(pieces: string[]): string[] {
  const replies = new Replies();
  const all: string[] = [];
  for (const piece of pieces) {
    replies.add(piece);
    for (let what = replies.next(); what !== 'none'; what = replies.next()) {
      all.push(what === 'reply' ? `${replies.code} ${replies.text}` : 'nonsense');
      if (what === 'nonsense') return all;
    }
  }
  return replies.begun ? [...all, 'begun'] : all;
}

const line = fc.constantFrom('250 Ok', '250-Ok', '250', '354 Go', '550-5.1.1 No', '550 No', 'Hm.', '25', '');
const said = fc.array(line, { maxLength: 6 }).map((lines) => lines.map((one) => `${one}\r\n`).join(''));

describe('replies', () => {
  it.each([
    ['250 Ok\r\n', ['250 250 Ok']],
    ['250-One\r\n250-Two\r\n250 Three\r\n', ['250 250-One\n250-Two\n250 Three']],
    ['250\r\n', ['250 250']],
    ['250 Ok\n354 Go\r\n', ['250 250 Ok', '354 354 Go']],
    ['250 Ok\r', ['begun']],
    ['250-Ok\r\n', ['begun']],
    ['250-Ok\r\n251 Ok\r\n', ['nonsense']],
    ['199 Ok\r\n', ['nonsense']],
    ['600 Ok\r\n', ['nonsense']],
    ['\r\n', ['nonsense']],
    ['x'.repeat(20_000), ['nonsense']],
    ['250-x\r\n'.repeat(5000), ['nonsense']],
  ])('in %j', (bytes, replies) => {
    expect(found([bytes])).toEqual(replies);
  });

  it('are the same however they are cut', () => {
    fc.assert(
      fc.property(said, fc.array(fc.nat(40)), (bytes, cuts) => {
        const places = [0, ...cuts.filter((cut) => cut < bytes.length), bytes.length].toSorted(
          (a, b) => a - b,
        );
        const pieces = places.slice(1).map((end, at) => bytes.slice(places[at], end));
        expect(found(pieces)).toEqual(found([bytes]));
      }),
    );
  });

  it('are shown as any other program’s words are', () => {
    const words = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary-ascii' }),
      fc.string({ minLength: 290, maxLength: 310 }),
    );
    fc.assert(
      fc.property(words, (text) => {
        expect(lineOf(text)).toBe(oneLine(text));
      }),
    );
  });
});

describe('what a server offers', () => {
  it.each([
    ['250 mail.example', { pipelining: false, size: undefined }],
    ['250-mail.example\n250-PIPELINING\n250 SIZE 1000', { pipelining: true, size: 1000 }],
    ['250-mail.example\n250-pipelining\n250 size', { pipelining: true, size: 0 }],
    ['250-PIPELINING\n250 SIZE lots', { pipelining: false, size: 0 }],
  ])('in %j', (reply, offer) => {
    expect(readOffer(reply)).toEqual(offer);
  });
});

describe('a message’s parts', () => {
  it('come out as they are, so many at a time that a write has a bounded size', () => {
    const part = fc.uint8Array({ maxLength: 50 }).map((bytes) => Buffer.from(bytes));
    const some = fc.uint8Array({ minLength: 2000, maxLength: 5000 }).map((bytes) => Buffer.from(bytes));
    const huge = fc.nat(600_000).map((length) => Buffer.alloc(length, 'x'));
    const gather = new Gather();
    fc.assert(
      fc.property(
        fc.array(fc.oneof({ weight: 4, arbitrary: part }, some, huge), { maxLength: 12 }),
        (parts) => {
          const whole = Buffer.concat(parts);
          const envelope = { from: '', to: '' };
          gather.start({ edition: '', subscriber: 1, messageId: '', envelope, parts, size: whole.length });
          const written: Buffer[] = [];
          while (gather.left) {
            const pieces = gather.next();
            expect(pieces.every(({ buffer }) => parts.some((part) => part.buffer === buffer))).toBe(true);
            written.push(Buffer.concat(pieces));
          }
          expect(Buffer.concat(written).equals(whole)).toBe(true);
          expect(written.every(({ length }) => length <= 262_144)).toBe(true);
        },
      ),
    );
  });
});
