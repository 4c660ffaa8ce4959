import type { Ledger } from '../ledger/ledger.ts';
import type { Edition } from '../model/edition.ts';
import type { Standing } from './standing.ts';

/** Sealed content that the shelf needs: of what is kept or withdrawn, and every issue's (for what it covers). */
export async function sealedContents(
  ledger: Pick<Ledger, 'editions'>,
  standing: readonly Standing[],
): Promise<Map<string, Edition>> {
  const keys = standing.flatMap((one) => {
    if (one.state === 'held' || !one.head) return [];
    const fromLedger = one.state === 'kept' || one.state === 'withdrawn' || one.publication.type === 'issue';
    return fromLedger ? one.head.key : [];
  });
  return new Map((await ledger.editions(keys)).map((edition) => [edition.key, edition]));
}
