import type { Ledger } from '../ledger/ledger.ts';
import type { Return } from '../model/return.ts';

/** What came back within a day. */
export type ReturnsView = {
  counts: { kind: Return['kind']; count: number }[];
  /** What was said about us, the most frequent words first; `at` is when they were last said, epoch ms. */
  aboutUs: { words: string; count: number; at: number }[];
};

const DAY = 86_400_000;
/** Of what is about us, the newest are looked at. */
const LOOKED_AT = 500;
const SHOWN = 3;

/** Counts and words of the last day, for an instant of the machine's clock. */
export async function returnsView(ledger: Ledger, at: number): Promise<ReturnsView> {
  const since = at - DAY;
  const words = Map.groupBy(await ledger.returnsAboutUs(since, LOOKED_AT), (one) => saidOf(one));
  const aboutUs = [...words]
    .map(([said, all]) => ({ words: said, count: all.length, at: Math.max(...all.map((one) => one.at)) }))
    .toSorted((a, b) => b.count - a.count || b.at - a.at)
    .slice(0, SHOWN);
  return { counts: await ledger.returnCounts(since), aboutUs };
}

/** Words without what differs from one reader to the next: addresses, and numbers that servers give each message. */
function saidOf({ words }: Return): string {
  return words
    .replace(/\S*…@\S*/g, '…')
    .replace(/\b(?=\w*\d)(?=\w*[a-z])\w{8,}[-\w.]*/gi, '…')
    .slice(0, 200);
}
