import { gather } from './calendar/calendar.ts';
import type { Head, Ledger } from './ledger/ledger.ts';
import type { Coverage } from './model/coverage.ts';
import type { Examined } from './model/examined.ts';
import type { Edition } from './model/edition.ts';
import type { Phase } from './model/phase.ts';
import type { Publication } from './model/publication.ts';
import type { Shelf } from './model/shelf.ts';
import { developShown } from './developing.ts';
import type { Press } from './press.ts';
import { amendedIn, amendments, issuesAmong } from './publish/amended.ts';
import { headsFor, sealAll, type Sealed } from './publish/seal.ts';
import { buildShelf } from './publish/shelf.ts';
import { sealedContents } from './publish/contents.ts';
import { standings, type Standing } from './publish/standing.ts';
import { sealWithdrawals } from './publish/withdrawal.ts';
import type { Reading } from './reading/reading.ts';

/** What stands where at an instant, and the shelf of it; new editions are sealed unless it is a dry run. */
export type Laid = { standing: Standing[]; sealed: string[]; shelf: Shelf };

/** From what was read to the shelf. `phase` says of each publication whether it is out. */
export async function layOut(
  press: Press,
  reading: Reading,
  heads: readonly Head[],
  examined: readonly Examined[],
  phase: (publication: Publication) => Phase,
  at: number,
  dryRun: boolean,
): Promise<Laid> {
  const { ledger, newsroom, site, chrome } = press;
  const before = standings(examined, heads, phase, at);
  const editions = await sealedContents(ledger, before);
  const standing = await sealWithdrawals(ledger, before, editions, at, dryRun);
  if (!dryRun) await takeBack(ledger, standing, at);
  const coverage = coverageOf(press, standing, editions, at);
  const amended = await amendments(ledger, standing, editions);
  const issues = issuesAmong(standing, editions);
  const tools = { asset: reading.asset, coverage, forms: formsOf(reading), program: chrome };
  const sealing = headsFor(standing, tools, at);
  const sealed = dryRun ? keysOf(sealing) : await sealAll(ledger, sealing, tools, at, press.progress);

  const shown = standing.flatMap((one): Publication[] => {
    if (one.state === 'out') return [one.publication];
    const content = one.state === 'kept' ? editions.get(one.head.key)?.content : undefined;
    return content ? [content] : [];
  });
  await developShown(press, reading, shown, !dryRun);
  const { asset, readFile } = reading;
  const forms = (publication: Publication, head: { key: string }) =>
    reading.freshForms(publication) ??
    ledger.forms(head.key).then((kept) => kept ?? reading.forms(publication));
  const shelf = buildShelf({
    at,
    newsroom,
    site,
    chrome,
    sealed: sealing,
    standings: standing,
    editions,
    coverage,
    amended: (issue) => amendedIn(issue, issues, amended, newsroom),
    asset,
    readFile,
    developed: press.photos.developed,
    readPhoto: (photo, size) => press.photos.read(photo, size, readFile),
    forms,
    marks: (publications) => ledger.marks(publications),
  });
  return { standing, sealed, shelf };
}

function coverageOf(
  press: Press,
  standing: readonly Standing[],
  editions: ReadonlyMap<string, Edition>,
  at: number,
): Map<string, Coverage> {
  const publications = standing.flatMap((one): Publication[] => {
    if (one.state === 'out' || one.state === 'expired') return [one.publication];
    const content = one.state === 'held' ? undefined : one.head && editions.get(one.head.key)?.content;
    if (!content) return [];
    return one.state === 'withdrawn' ? [{ ...content, status: 'withdrawn' }] : [content];
  });
  const issues = publications.filter((publication) => publication.type === 'issue');
  const releases = publications.filter((publication) => publication.type === 'release');
  const sealed = new Map([...editions.values()].map((edition) => [edition.publication, edition.covers]));
  const coverages = gather(issues, releases, sealed, press.newsroom, at);
  return new Map(coverages.map((coverage) => [coverage.issue, coverage]));
}

function formsOf(reading: Reading) {
  return (standing: Sealed['standing']) => reading.forms(standing.publication);
}

function keysOf(sealing: readonly Sealed[]): string[] {
  return sealing.filter(({ fresh }) => fresh).map(({ head }) => head.key);
}

/** What waits to be mailed of a withdrawn publication does not leave any more. */
async function takeBack(ledger: Ledger, standing: readonly Standing[], at: number): Promise<void> {
  for (const one of standing) {
    if (one.state === 'withdrawn' && one.head) await ledger.takeBack(one.key, at);
  }
}
