import { instantOf } from './calendar/calendar.ts';
import type { Config } from './config/config.ts';
import type { Ledger } from './ledger/ledger.ts';
import { DeliveryState } from './model/delivery.ts';
import type { Newsroom } from './model/newsroom.ts';
import { canonical, sha256, type Happening, type RecordEntry, type RecordLink } from './model/record.ts';
import {
  artefactPath,
  chainFaults,
  entryFaults,
  makeBundle,
  namedBy,
  verifyBundle,
} from './record/record.ts';
import { openLedger } from './open-ledger.ts';
import type { Fault, Kept, Manifest, Told, Verified } from './record/record.ts';

export { nameOf } from './record/record.ts';
export type { Fault, Manifest, Verified } from './record/record.ts';

/** What a person asks for: a publication or an edition, or two days of the newsroom, both included. */
export type Asked = Manifest['asked'];

const PAGE = 5000;
const DAY = 86_400_000;
const SECOND = 1000;

/**
 * The files of a bundle, by path: everything recorded of what was asked for, with what was published and how many were
 * told. Addresses are in it only when `addresses` says so. The same ledger, question and instant give the same bytes.
 */
export async function bundleOf(
  ledger: Ledger,
  { newsroom }: Newsroom,
  asked: Asked,
  at: number,
  addresses: boolean,
): Promise<Map<string, string>> {
  const { name, zone } = newsroom;
  const entries = await entriesOf(ledger, asked, zone);
  const subjects = new Set(entries.map(({ subject }) => subject));
  const mailings = (await ledger.mailings(0)).filter(({ edition }) => subjects.has(edition));
  const reached: Told[] = [];
  for (const { edition, state, beganAt } of mailings.toReversed()) {
    reached.push({ edition, state, beganAt, deliveries: await ledger.tally(edition) });
  }
  return makeBundle({
    newsroom: name,
    zone,
    asked,
    at: Math.floor(at / SECOND) * SECOND,
    links: await linksOf(ledger),
    entries,
    kept: await keptOf(ledger, entries),
    reached,
    ...(addresses ? { addresses: await addressesOf(ledger, reached) } : {}),
  });
}

/** Records what a person decided outside a pass, in the newsroom's ledger. */
export async function recordDecision(config: Pick<Config, 'paths'>, happening: Happening): Promise<void> {
  const ledger = await openLedger(config);
  try {
    await ledger.append([happening]);
  } finally {
    await ledger.close();
  }
}

/** Checks a bundle by itself, and, with a ledger, that its links are those of the newsroom's own record. */
export async function verifiedBundle(files: ReadonlyMap<string, string>, ledger?: Ledger): Promise<Verified> {
  const verified = verifyBundle(files);
  if (!ledger || !verified.manifest) return verified;
  const { head } = verified.manifest;
  const own = head && (await ledger.recordLinks(head.number - 1, 1))[0];
  const checked = [...verified.checked, 'its last link against the record of this newsroom'];
  if (canonical(own ?? null) === canonical(head ?? null)) return { ...verified, checked };
  const what = 'the record of this newsroom has another link there: this bundle does not come from it';
  return { ...verified, checked, faults: [...verified.faults, { where: `link ${head?.number ?? 0}`, what }] };
}

/** Checks the newsroom's own record: every link, every entry, and every text that they name. */
export async function verifiedLedger(ledger: Ledger): Promise<Verified> {
  const links = await linksOf(ledger);
  const faults: Fault[] = [];
  let entries = 0;
  let artefacts = 0;
  for (let after = 0; ;) {
    const some = await ledger.recordEntries({}, after, PAGE / 10);
    const last = some.at(-1);
    if (!last) break;
    faults.push(...entryFaults(some, links, 'the record'));
    const kept = await keptOf(ledger, some);
    for (const named of some.flatMap(namedBy)) {
      artefacts += 1;
      if (isKept(kept.get(named.edition), named)) continue;
      const what = `is not in the ledger any more as entry ${named.entry} names it`;
      faults.push({ where: artefactPath(named).replace('artefacts/', `${named.edition}: `), what });
    }
    entries += some.length;
    after = last.number;
  }
  const checked = [`${links.length} links`, `${entries} entries`, `${artefacts} texts that they name`];
  return { checked, faults: [...chainFaults(links, 'the record'), ...faults] };
}

function isKept(kept: Kept | undefined, { what, digest }: ReturnType<typeof namedBy>[number]): boolean {
  if (!kept) return false;
  const texts =
    what === 'content'
      ? [kept.content]
      : what === 'letter'
        ? [kept.letter ?? '']
        : kept.forms.map((form) => form[what]);
  return texts.some((text) => sha256(text) === digest);
}

async function linksOf(ledger: Ledger): Promise<RecordLink[]> {
  const links: RecordLink[] = [];
  for (;;) {
    const some = await ledger.recordLinks(links.length, PAGE);
    if (some.length === 0) return links;
    links.push(...some);
  }
}

async function entriesOf(ledger: Ledger, asked: Asked, zone: string): Promise<RecordEntry[]> {
  const filter =
    'about' in asked ? asked : { from: dayOf(asked.from, zone), until: dayOf(nextDay(asked.to), zone) };
  const entries: RecordEntry[] = [];
  for (;;) {
    const some = await ledger.recordEntries(filter, entries.at(-1)?.number ?? 0, PAGE);
    if (some.length === 0) return entries;
    entries.push(...some);
  }
}

function dayOf(date: string, zone: string): number {
  return instantOf(date, zone) ?? 0;
}

function nextDay(date: string): string {
  return new Date(Date.parse(date) + DAY).toISOString().slice(0, 10);
}

async function keptOf(ledger: Ledger, entries: readonly RecordEntry[]): Promise<Map<string, Kept>> {
  const kept = new Map<string, Kept>();
  for (const edition of new Set(entries.flatMap(namedBy).map((named) => named.edition))) {
    const one = await ledger.archived(edition);
    if (one) kept.set(edition, one);
  }
  return kept;
}

/** Who was told, a line each. */
async function addressesOf(ledger: Ledger, reached: readonly Told[]): Promise<string> {
  const lines = ['edition,address,state\n'];
  for (const { edition } of reached) {
    for (const state of DeliveryState.options) {
      const some = await ledger.deliveries(edition, state, 2 ** 31);
      for (const { address } of some) lines.push(`${edition},"${address.replaceAll('"', '""')}",${state}\n`);
    }
  }
  return lines.join('');
}
