import * as fc from 'fast-check';

/** Text of ordinary and odd pieces: line ends of every kind, blanks before them, dots, long words, half characters. */
export const oddText: fc.Arbitrary<string> = textOf([]);

/** Odd text in which these words turn up too. */
export function textOf(words: readonly string[]): fc.Arbitrary<string> {
  const piece = fc.oneof(
    {
      weight: 2,
      arbitrary: fc.constantFrom('\r\n', '\n', '\r', ' ', '\t', '.', 'From ', '=', '=\r\n', 'x'.repeat(74)),
    },
    { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 100 }) },
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.constantFrom('\ud800', '\udc00', '\u2028', '\u0000', '--', '\r\n.\r\n', 'QUIT\r\n'),
    ...(words.length === 0 ? [] : [{ weight: 3, arbitrary: fc.constantFrom(...words) }]),
  );
  return fc.array(piece, { maxLength: 25 }).map((pieces) => pieces.join(''));
}

/** Quoted-printable read as RFC 2045 §6.7 says, strictly. */
export function decoded(bytes: Uint8Array): string {
  const joined = Buffer.from(bytes).toString('latin1').replaceAll('=\r\n', '');
  const raw = joined.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(raw, 'latin1').toString('utf8');
}
