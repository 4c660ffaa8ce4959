import { changesBetween } from './correction/correction.ts';
import { listedAt } from './edition-lists.ts';
import type { Ledger } from './ledger/ledger.ts';
import { addressOf } from './model/address.ts';
import { textOfHtml } from './model/copied-words.ts';
import { aloud, type Change, type Corrected } from './model/correction.ts';
import { listEditions, type Listed, type Standing } from './model/listed.ts';
import { printDateline } from './model/dateline.ts';
import { takenBack } from './model/recall.ts';
import { comparable, judgeCopy, partsOf, regionOf, type Judgement, type Part } from './record/record.ts';

export { isGood, type Judgement } from './record/record.ts';
export type { Listed } from './model/listed.ts';

/** A judgement with what only the newsroom's own ledger can tell. */
export type Checked = Judgement & {
  /** Of altered words: each place, the edition's words and the copy's, in capitals. Undefined when they are all others. */
  differs?: Change[] | undefined;
  /** Of a corrected edition: what was corrected since. */
  corrections?: Corrected[];
};

/** Checks a saved copy against a published list. */
export async function checkedByList(name: string, bytes: Uint8Array, source: string): Promise<Checked[]> {
  const parts = await partsOf(name, bytes);
  const numbers = parts.flatMap(({ text }) =>
    [...text.matchAll(/\b\d{2}-\d{1,4}\b/g)].map(([number]) => number),
  );
  return judgeCopy(parts, await listedAt(source, numbers));
}

/** Checks a saved copy against the newsroom's own ledger as it stands at an instant. */
export async function checkedByLedger(
  name: string,
  bytes: Uint8Array,
  ledger: Ledger,
  site: string,
  at: number,
): Promise<Checked[]> {
  const parts = await partsOf(name, bytes);
  const checked: Checked[] = [];
  for (const judgement of judgeCopy(parts, await ownEditions(ledger, site, at))) {
    checked.push({ ...judgement, ...(await told(ledger, judgement, parts)) });
  }
  return checked;
}

/** Every edition of every release that was out, as the public lists would have them. */
async function ownEditions(ledger: Ledger, site: string, at: number): Promise<Listed[]> {
  const heads = new Map((await ledger.heads()).map((head) => [head.publication, head]));
  const marked = Map.groupBy(await ledger.marks(), ({ publication }) => publication);
  const listed: Listed[] = [];
  for (const [publication, editions] of marked) {
    const head = heads.get(publication);
    if (!head) continue;
    const page = `${site}${addressOf(head.path)}`;
    const verb = takenBack(head.digest);
    const standing: Standing = verb ? { state: 'withdrawn', verb, page } : { state: 'current', page };
    listed.push(...listEditions(editions, standing));
  }
  const current = listed.filter(({ state }) => state === 'current');
  const expired = await expiredOf(ledger, current, at);
  return listed.map((one) =>
    expired.has(one) ? Object.assign({}, one, { state: 'expired' as const }) : one,
  );
}

const BATCH = 1000;

async function expiredOf(ledger: Ledger, current: readonly Listed[], at: number): Promise<Set<Listed>> {
  const expired = new Set<Listed>();
  for (let i = 0; i < current.length; i += BATCH) {
    const batch = new Map(current.slice(i, i + BATCH).map((one) => [keyOf(one), one]));
    for (const { key, content } of await ledger.editions([...batch.keys()])) {
      const one = batch.get(key);
      if (one && content.type === 'release' && (content.expiresAt ?? Infinity) <= at) expired.add(one);
    }
  }
  return expired;
}

function keyOf({ number, edition }: Listed): string {
  return `release/${number}@${edition}`;
}

async function told(
  ledger: Ledger,
  { verdict, edition, part }: Judgement,
  parts: readonly Part[],
): Promise<Pick<Checked, 'differs' | 'corrections'>> {
  if (!edition) return {};
  if (verdict === 'altered') {
    const copy = parts.find(({ name }) => name === part)?.text ?? '';
    return { differs: await differences(ledger, edition, copy) };
  }
  if (edition.state !== 'corrected' || edition.now === undefined) return {};
  const [now] = await ledger.editions([keyOf({ ...edition, edition: edition.now })]);
  const since = aloud(now?.content ?? {}).filter((correction) => correction.edition > edition.edition);
  return { corrections: since.toReversed() };
}

/** Where a copy has other words than an edition: compared with the form of it that is nearest. */
async function differences(ledger: Ledger, listed: Listed, copy: string): Promise<Change[] | undefined> {
  const [edition] = await ledger.editions([keyOf(listed)]);
  const forms = await ledger.forms(keyOf(listed));
  if (edition?.content.type !== 'release' || !forms) return undefined;
  const dateline = printDateline(edition.content);
  const candidates = [forms.text, textOfHtml(forms.html)].flatMap((text) => {
    const words = comparable(`${dateline} ${text}`);
    const region = regionOf(words, comparable(copy));
    return region.length === 0 ? [] : [changesBetween(words.join(' '), region.join(' '))];
  });
  return candidates.toSorted((a, b) => (a?.length ?? Infinity) - (b?.length ?? Infinity))[0];
}
