import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quotedPiece, quotedPrintable } from '../../src/mail/quoted-printable.ts';
import { decoded, oddText } from './odd-text.ts';
import { unix } from './whole.ts';

const crlf = (text: string) => unix(text).replaceAll('\n', '\r\n');

describe('quoted-printable', () => {
  it.each([
    ['a plain word is as it was', 'word', 'word'],
    ['nothing is nothing', '', ''],
    ['every line end becomes CRLF', 'a\nb\rc\r\nd\n\r\ne', 'a\r\nb\r\nc\r\nd\r\n\r\ne'],
    ['what is not ASCII is written as its bytes', 'Policía 🚧', 'Polic=C3=ADa =F0=9F=9A=A7'],
    ['an equals sign is escaped', 'a=b', 'a=3Db'],
    ['a control character is escaped', 'a\u0000\u007f\u001bb', 'a=00=7F=1Bb'],
    ['a blank or tab at the end of a line is escaped', 'a \nb\t\r\nc  ', 'a=20\r\nb=09\r\nc =20'],
    ['a blank or tab within a line stays', 'a b\tc', 'a b\tc'],
    ['a dot at the beginning of a line is escaped', '.\n..\na.b', '=2E\r\n=2E.\r\na.b'],
    [
      '"From " at the beginning of a line is escaped',
      'From me\nFrom you\nFromage',
      '=46rom me\r\n=46rom you\r\nFromage',
    ],
    ['half a character becomes U+FFFD', 'a\ud800b\udc00', 'a=EF=BF=BDb=EF=BF=BD'],
    ['a long line is broken softly', 'x'.repeat(80), `${'x'.repeat(75)}=\r\nxxxxx`],
    ['a dot where a long line is broken is escaped', `${'x'.repeat(75)}.`, `${'x'.repeat(75)}=\r\n=2E`],
    [
      '"From " where a long line is broken is escaped',
      `${'x'.repeat(75)}From me`,
      `${'x'.repeat(75)}=\r\n=46rom me`,
    ],
    ['a character is not torn by a soft break', `${'x'.repeat(70)}🚧`, `${'x'.repeat(70)}=\r\n=F0=9F=9A=A7`],
  ])('%s', (_, text, expected) => {
    expect(quotedPrintable(text).toString('latin1')).toBe(expected);
  });

  it.each([
    ['a soft break, within a line', 'word', 'word=\r\n'],
    ['nothing, after a line end', 'word\n', 'word\r\n'],
    ['nothing, when it is empty', '', ''],
    ['a soft break after an escaped blank', 'word ', 'word=20=\r\n'],
    ['a soft break after a link', 'https://a.example/u/x-Y_0', 'https://a.example/u/x-Y_0=\r\n'],
    ['a soft break, however long it is', 'x'.repeat(76), `${'x'.repeat(75)}=\r\nx=\r\n`],
    ['a soft break when it begins with a dot', '.x', '=2Ex=\r\n'],
    ['a soft break when an equals sign stands in it', '/u?a=b', '/u?a=3Db=\r\n'],
  ])('a piece that another may follow ends in %s', (_, text, expected) => {
    expect(quotedPiece(text)).toBe(expected);
  });

  it('decodes to what it was, whatever it was', () => {
    fc.assert(
      fc.property(oddText, (text) => {
        expect(decoded(quotedPrintable(text))).toBe(crlf(text));
      }),
      { numRuns: 500 },
    );
  });

  it('may be joined from pieces, whatever stands in them', () => {
    fc.assert(
      fc.property(fc.array(oddText, { maxLength: 6 }), (texts) => {
        const joined = Buffer.from(texts.map(quotedPiece).join(''));
        expect(decoded(joined)).toBe(texts.map(crlf).join(''));
      }),
      { numRuns: 500 },
    );
  });

  it('has short lines of 7 bits, none of which begins with a dot or "From " or ends in a blank', () => {
    fc.assert(
      fc.property(fc.array(oddText, { maxLength: 6 }), oddText, (texts, last) => {
        const bytes = texts.map(quotedPiece).join('') + quotedPrintable(last).toString('latin1');
        const lines = bytes.split('\r\n');
        expect(lines.filter((line) => !/^(?!\.|From )[\t -~]{0,76}(?<![\t ])$/.test(line))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
