import type { Ledger } from '../ledger/ledger.ts';
import type { Had } from '../ledger/mailings.ts';
import type { Newsroom } from '../model/newsroom.ts';
import { printWhen } from '../model/when.ts';

/** What a certificate is about. `at` is the moment of the kill, epoch ms. */
export type Killed = { publication: string; by: string; reason: string; at: number; notSent: number };

/** How it ended for the readers of something that was killed. */
export type Reach = {
  /** Readers who have, or may have, a copy that cannot be recalled. */
  readers: number;
  uncertain: number;
  /** Their copies, by edition. */
  byEdition: Map<string, number>;
  first?: number;
  last?: number;
};

const PAGE = 1000;

/**
 * The certificate of a kill as lines of text, a page of readers at a time: what was killed, when and by whom, and who had
 * which edition since when. Whole addresses stand in it: it is for the desk alone. What it comes to is
 * counted in `reach` as it goes.
 */
export async function* certificate(
  ledger: Pick<Ledger, 'whoHad'>,
  killed: Killed,
  newsroom: Newsroom,
  reach: Reach,
): AsyncGenerator<string> {
  const { zone, language } = newsroom.newsroom;
  const when = (at: number) => printWhen(at, zone, language, 'moment');
  const { publication, by, reason, at, notSent } = killed;
  yield [
    `Certificate of a kill: ${publication}`,
    `Killed on ${when(at)} by ${by}: ${reason}`,
    'Pages, fragments, feed items and photos were replaced by notices; their addresses answer 410 (Gone).',
    `Mail that had not left and never will: ${notSent}`,
    '',
    'Copies that cannot be recalled, by reader:',
    '',
  ].join('\n');
  for (let after = 0; ;) {
    const copies = await ledger.whoHad(publication, after, PAGE);
    const last = copies.at(-1);
    if (!last) break;
    yield copies.map((copy) => `${lineOf(copy, when)}\n`).join('');
    count(copies, reach);
    after = last.subscriber;
  }
  yield `\n${reach.readers} readers, ${reach.uncertain} of them uncertain. All were told by mail, unless they left the list.\n`;
}

export function newReach(): Reach {
  return { readers: 0, uncertain: 0, byEdition: new Map() };
}

const HOW = {
  accepted: 'taken by the server',
  uncertain: 'perhaps taken',
  handing: 'was being handed over at the moment of the kill',
} satisfies Record<Had['state'], string>;

function lineOf({ address, edition, state, endedAt }: Had, when: (at: number) => string): string {
  const time = endedAt === null ? 'at a time that was not noted' : when(endedAt);
  return `${address}  ${edition}  ${HOW[state]}${state === 'handing' ? '' : ` ${time}`}`;
}

function count(copies: readonly Had[], reach: Reach): void {
  for (const own of Map.groupBy(copies, ({ subscriber }) => subscriber).values()) {
    reach.readers += 1;
    if (own.every(({ state }) => state !== 'accepted')) reach.uncertain += 1;
    for (const { edition, endedAt } of own) {
      reach.byEdition.set(edition, (reach.byEdition.get(edition) ?? 0) + 1);
      if (endedAt === null) continue;
      reach.first = Math.min(reach.first ?? endedAt, endedAt);
      reach.last = Math.max(reach.last ?? endedAt, endedAt);
    }
  }
}
