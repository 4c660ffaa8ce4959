import { addressOf } from '../model/address.ts';
import { aloud } from '../model/correction.ts';
import type { Edition } from '../model/edition.ts';
import type { Issue } from '../model/issue.ts';
import type { Newsroom } from '../model/newsroom.ts';
import type { Publication } from '../model/publication.ts';
import { takenBack } from '../model/recall.ts';
import type { Amendment } from '../model/shelf.ts';
import type { Head, Ledger } from '../ledger/ledger.ts';
import type { Standing } from './standing.ts';
import { withdrawnReleases } from './withdrawn.ts';

type Editions = ReadonlyMap<string, Edition>;

const DAY = 86_400_000;

/**
 * Everything that was corrected aloud, held, killed or withdrawn of the releases, oldest first, each at the instant at which
 * that went out. Only what is sealed counts: so an issue that is due in this very pass is seen by the pass as it was by
 * whoever approved it. What was taken back says nothing of its corrections any more.
 */
export async function amendments(
  ledger: Pick<Ledger, 'editions'>,
  standings: readonly Standing[],
  editions: Editions,
): Promise<Amendment[]> {
  const corrected = standings.flatMap((one) => correctionsOf(one, editions));
  const times = await sealedAt(ledger, corrected);
  const corrections = corrected.map(({ amendment }) =>
    Object.assign(amendment, { at: times.get(amendment.edition) ?? amendment.at }),
  );
  const notices = withdrawnReleases({ standings: standings.filter(isSealed), editions });
  const takenBackOnes = notices.map(({ edition, verb, number, address, reason, modifiedAt }): Amendment => {
    const common = { edition, number, address, at: modifiedAt };
    return Object.assign(common, { kind: verb }, reason === undefined ? {} : { reason });
  });
  return [...corrections, ...takenBackOnes].toSorted(
    (a, b) => a.at - b.at || (a.edition < b.edition ? -1 : 1),
  );
}

type Corrected = { amendment: Extract<Amendment, { kind: 'correction' }>; head: Head };

function correctionsOf(one: Standing, editions: Editions): Corrected[] {
  if (one.state !== 'out' && one.state !== 'expired' && one.state !== 'kept') return [];
  const { head } = one;
  const publication = one.state === 'kept' ? editions.get(one.head.key)?.content : one.publication;
  if (publication?.type !== 'release' || !head) return [];
  const { number, title, language, path } = publication;
  return aloud(publication)
    .filter(({ edition }) => edition <= head.revision)
    .map(({ edition, note, at }) => ({
      head,
      amendment: {
        kind: 'correction',
        edition: `${head.publication}@${edition}`,
        number,
        title,
        language,
        note,
        address: addressOf(path),
        at: Date.parse(at),
      },
    }));
}

/** When editions went out; the newest of each is in its head, so that few have to be looked up. */
async function sealedAt(
  ledger: Pick<Ledger, 'editions'>,
  corrected: readonly Corrected[],
): Promise<Map<string, number>> {
  const times = new Map(corrected.map(({ head }) => [head.key, head.sealedAt]));
  const older = corrected.map(({ amendment }) => amendment.edition).filter((key) => !times.has(key));
  if (older.length === 0) return times;
  for (const { key, sealedAt: at } of await ledger.editions(older)) times.set(key, at);
  return times;
}

/** What is taken back in this pass has no edition yet that says so. */
function isSealed(one: Standing): boolean {
  return one.state === 'withdrawn' && one.head !== undefined && takenBack(one.head.digest) === one.verb;
}

/**
 * The amendments that an issue tells of: from the minute of the issue before it, that one included, up to its own, which is
 * left to the next. `issues` are all that are meant to go out; the first one looks back as far as to the issue that would
 * have been before it.
 */
export function amendedIn(
  issue: Issue,
  issues: readonly Issue[],
  all: readonly Amendment[],
  { digest }: Newsroom,
): Amendment[] {
  const before = issues.filter(({ status, publicAt }) => status !== 'draft' && publicAt < issue.publicAt);
  const first = issue.publicAt - digest.cadence.every * DAY;
  const from = before.length === 0 ? first : Math.max(...before.map(({ publicAt }) => publicAt));
  return all.filter(({ at }) => at >= from && at < issue.publicAt);
}

/** Every issue that is out, was out or will be. */
export function issuesAmong(standings: readonly Standing[], editions: Editions): Issue[] {
  return standings.flatMap((one): Issue[] => {
    const publication: Publication | undefined =
      one.publication ??
      (one.state === 'held' || !one.head ? undefined : editions.get(one.head.key)?.content);
    return publication?.type === 'issue' ? [publication] : [];
  });
}
