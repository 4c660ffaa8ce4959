import { copiedWords } from '../../model/copied-words.ts';
import { fingerprintsIn } from '../../model/fingerprint.ts';
import type { Listed } from '../../model/listed.ts';
import { findEditions, type Found } from './find.ts';
import type { Part } from './read.ts';

/**
 * What a part of a copy is.
 * - `genuine`: the words of an edition, with its headline; its state says whether they stand.
 * - `headline`: the text is an edition's, the headline is another one or is missing.
 * - `altered`: it says that it is an edition, and has other words.
 * - `unknown`: no edition has these words, and it does not say that it is one.
 */
export type Verdict = 'genuine' | 'headline' | 'altered' | 'unknown';

/** What one part of a copy is, of which edition, and between which words of the copy its text stands. */
export type Judgement = { part: string; verdict: Verdict; edition?: Listed; first?: string; last?: string };

/** How many words at each end show what was recognised. */
const SHOWN = 6;

/** Judges every part of a copy: one judgement for each release that is in it, or one that says that none is. */
export function judgeCopy(parts: readonly Part[], editions: readonly Listed[]): Judgement[] {
  return parts.flatMap((part) => judgePart(part, editions));
}

function judgePart({ name, text }: Part, editions: readonly Listed[]): Judgement[] {
  const words = copiedWords(text);
  const said = fingerprintsIn(text);
  const claimed = editions.filter(({ fingerprint }) => said.has(fingerprint));
  const byNumber = Map.groupBy(findEditions(words, editions), ({ edition }) => edition.number);
  const judgements = [...byNumber.values()].map((found): Judgement => {
    const { edition, form, from, headline } = best(found, said);
    const end = from + form.words;
    return {
      part: name,
      verdict: headline ? 'genuine' : 'headline',
      edition,
      first: words.slice(from, Math.min(end, from + SHOWN)).join(' '),
      last: words.slice(Math.max(from, end - SHOWN), end).join(' '),
    };
  });
  for (const edition of latest(claimed)) {
    if (!byNumber.has(edition.number)) judgements.push({ part: name, verdict: 'altered', edition });
  }
  return judgements.length > 0 ? judgements : [{ part: name, verdict: 'unknown' }];
}

/** Several editions may have the same words: the one that stands counts, then the one that the copy names, then the newest. */
function best(found: readonly Found[], said: ReadonlySet<string>): Found {
  const rank = ({ edition, headline }: Found) =>
    (headline ? 8 : 0) + (edition.state === 'corrected' ? 0 : 4) + (said.has(edition.fingerprint) ? 2 : 0);
  return found.reduce((a, b) =>
    rank(b) > rank(a) || (rank(b) === rank(a) && b.edition.edition > a.edition.edition) ? b : a,
  );
}

/** Of each release the newest of these editions. */
function latest(editions: readonly Listed[]): Listed[] {
  const newest = new Map<string, Listed>();
  for (const one of editions) {
    if (one.edition >= (newest.get(one.number)?.edition ?? 0)) newest.set(one.number, one);
  }
  return [...newest.values()];
}

/** True when the copy is what stands now, and nothing else. */
export function isGood(judgements: readonly Judgement[]): boolean {
  return judgements.every(({ verdict, edition }) => verdict === 'genuine' && edition?.state === 'current');
}
