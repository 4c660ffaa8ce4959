import { verifyToken, type Keys } from './tokens.ts';

/** Of one text; a hostile one may hold thousands of words that look like a token. */
const CANDIDATES = 50;

/**
 * Whose copy an address speaks of, when a return path of ours (VERP, `bounces+TOKEN@example.gov`) is anywhere in the
 * text: what mail systems wrap around it (SRS, BATV, `prvs=`) or do to its letters (capitals) makes no difference, because
 * a token proves itself. `mailing` is its number; 0 is a mail that belongs to no edition.
 */
export function returnPathIn(keys: Keys, text: string): { subscriber: number; mailing: number } | undefined {
  let tried = 0;
  for (const [token] of text.matchAll(/(?<![A-Za-z0-9])[A-Za-z2-7]{26}(?![A-Za-z0-9])/g)) {
    const content = verifyToken(keys, 'bounce', token);
    if (content) return { subscriber: content.subject, mailing: content.detail };
    tried += 1;
    if (tried >= CANDIDATES) return undefined;
  }
  return undefined;
}
