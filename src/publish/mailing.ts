import type { Ledger } from '../ledger/ledger.ts';
import { breakerWords, type BreakerLimits } from '../model/breaker.ts';
import type { Finding } from '../model/finding.ts';
import type { Letter } from '../model/letter.ts';
import type { Mailing } from '../model/mailing.ts';
import { publicationKey } from '../model/publication.ts';
import type { Shelf, ShelvedIssue, ShelvedRelease } from '../model/shelf.ts';
import { topicsOf } from '../model/topic.ts';

/**
 * What a pass has to do about the mail of one publication.
 * - `due`: it has to be queued.
 * - `late`: its minute passed, or its mailing began, longer ago than the limit; a person must say yes.
 * - `corrected`: a newer edition takes the place of the one that is going out.
 * - `agreed`: a mailing that was stopped or late may go on, a person says.
 * - `begun`: nothing; it was queued before.
 */
export type PostingState = 'due' | 'late' | 'corrected' | 'agreed' | 'begun';

/** A publication on the shelf that is meant to go out by mail, with the mailing of it that there is. */
export type Mailable = {
  edition: string;
  publication: string;
  title: string;
  topics: string[];
  publicAt: number;
  item: ShelvedRelease | ShelvedIssue;
  state: PostingState;
  mailing?: Mailing;
};

/**
 * What became of one Mailable in this pass: how many it is for (not counted again for what was queued before), how many
 * deliveries are new, and its subject where its letter was composed.
 */
export type Posting = Omit<Mailable, 'item'> & {
  audience: number;
  queued: number;
  subject?: string;
  /** Why it waits for a person although it is due, or would. */
  held?: string;
};

/** Turns a Mailable into its letter, or says what is wrong with a template. */
export type Compose = (mailable: Mailable) => Promise<{ letter?: Letter; findings: Finding[] }>;

/** The times that decide whether a publication is still mailed. All in ms; `began` is an instant. */
export type MailTimes = {
  lateness: number;
  /** What was public longer ago than this is not looked for. */
  lookBack: number;
  /** When this ledger sealed its first edition: what was due before that is the archive and is never offered. */
  began: number;
};

/**
 * What there is to do about mail. Issues first: the Digest is the promise with a time on it. `agreed` holds the publications
 * that a person said yes to. What has a mailing is never queued again, whatever the clock says.
 */
export function mailables(
  shelf: Shelf,
  times: MailTimes,
  mailings: readonly Mailing[],
  agreed: ReadonlySet<string>,
): Mailable[] {
  const known = new Map(
    mailings
      .filter(({ state }) => state !== 'superseded' && state !== 'cancelled')
      .map((mailing) => [mailing.publication, mailing]),
  );
  const result: Mailable[] = [];
  const items: (ShelvedRelease | ShelvedIssue)[] = [
    ...shelf.issues.filter((issue) => issue.state === 'current'),
    ...shelf.releases.filter((release): release is ShelvedRelease => release.state === 'current'),
  ];
  for (const item of items) {
    const content = 'release' in item ? item.release : item.issue;
    const publication = publicationKey(content);
    const mailing = known.get(publication);
    const isAgreed = agreed.has(publication);
    const state = mailing ? stateOf(mailing, item, isAgreed) : newState(shelf.at, item, times, isAgreed);
    if (state === undefined) continue;
    const topics = topicsOf(content);
    if (topics.length === 0) continue;
    const { edition, publicAt } = item;
    const { title } = content;
    result.push({
      edition,
      publication,
      title,
      topics,
      publicAt,
      item,
      state,
      ...(mailing ? { mailing } : {}),
    });
  }
  return result;
}

function stateOf(mailing: Mailing, { edition }: { edition: string }, isAgreed: boolean): PostingState {
  const { state } = mailing;
  if (state === 'done') return 'begun';
  if (isAgreed && state !== 'open') return 'agreed';
  if (mailing.edition !== edition) return 'corrected';
  return state === 'late' ? 'late' : 'begun';
}

/** Undefined for what is not looked for: the archive, and what is too long ago. */
function newState(
  at: number,
  { publicAt }: { publicAt: number },
  { lateness, lookBack, began }: MailTimes,
  isAgreed: boolean,
): PostingState | undefined {
  if (isAgreed) return 'due';
  if (began - publicAt > lateness || at - publicAt > lookBack) return undefined;
  return at - publicAt > lateness ? 'late' : 'due';
}

/** A Posting with the letter that it goes out as; without one when nothing has to go out. */
export type Composed = { posting: Posting; letter?: Letter };

/**
 * Works out who gets what, and composes the letters that are not kept yet. Writes nothing, so that a broken template
 * stops a pass before anything of it is out. A publication without an audience costs no letter.
 */
export async function composeMail(
  ledger: Ledger,
  mailables: readonly Mailable[],
  limits: BreakerLimits,
  compose: Compose,
): Promise<{ composed: Composed[]; findings: Finding[] }> {
  const composed: Composed[] = [];
  const findings: Finding[] = [];
  for (const mailable of mailables) {
    const { item: _, ...rest } = mailable;
    const posting: Posting = { ...rest, audience: await audienceOf(ledger, mailable), queued: 0 };
    const { state, audience, edition } = posting;
    if (state === 'due') {
      const held = breakerWords(audience, await ledger.audienceBefore(posting.topics), limits);
      if (held !== undefined) posting.held = held;
    }
    if (state === 'late' || state === 'begun' || audience === 0) {
      if (state !== 'late' || audience > 0) composed.push({ posting });
      continue;
    }
    const kept = await ledger.letter(edition);
    const made = kept ? { letter: kept, findings: [] } : await compose(mailable);
    findings.push(...made.findings);
    const { letter } = made;
    composed.push(letter ? { posting: { ...posting, subject: letter.subject }, letter } : { posting });
  }
  return { composed, findings };
}

/**
 * How many a Mailable still is for; those of a mailing are the ones who wait, or who would if the server put them off.
 * Not counted for what needs nothing.
 */
async function audienceOf(ledger: Ledger, { state, mailing, topics, publicAt }: Mailable): Promise<number> {
  if (state === 'begun') return 0;
  if (!mailing || mailing.audience === 0) return ledger.audience(topics, publicAt);
  if (state === 'corrected' && !(await ledger.isUnderWay(mailing.edition))) return 0;
  const { waiting, handing } = await ledger.tally(mailing.edition);
  return waiting + handing;
}
