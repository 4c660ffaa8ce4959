import type { Ledger } from '../ledger/ledger.ts';
import type { Finding } from '../model/finding.ts';
import type { Letter } from '../model/letter.ts';
import { publicationKey } from '../model/publication.ts';
import type { Shelf, ShelvedIssue, ShelvedRelease } from '../model/shelf.ts';
import { topicsOf } from '../model/topic.ts';

/** A publication on the shelf that is meant to go out by mail. */
export type Mailable = {
  edition: string;
  publication: string;
  title: string;
  topics: string[];
  publicAt: number;
  item: ShelvedRelease | ShelvedIssue;
  /** `late`: its minute passed longer ago than the limit, so a person must say yes. */
  state: 'due' | 'late';
};

/**
 * What became of one Mailable in this pass. `queued` are deliveries that are new; the audience of a late one are those who
 * have no delivery of it yet.
 */
export type Mailing = Omit<Mailable, 'item'> & { audience: number; queued: number; subject?: string };

/** Turns a Mailable into its letter, or says what is wrong with a template. */
export type Compose = (mailable: Mailable) => Promise<{ letter?: Letter; findings: Finding[] }>;

/** The times that decide whether a publication is still mailed. All in ms; `began` is an instant. */
export type MailTimes = {
  lateness: number;
  /** When this ledger sealed its first edition: what was due before that is the archive and is never offered. */
  began: number;
};

/**
 * Which publications on the shelf go out by mail now, and which are too late to go without a person's yes (`agreed`
 * holds the publications that got one). Issues first: the Digest is the promise with a time on it.
 */
export function mailables(shelf: Shelf, times: MailTimes, agreed: ReadonlySet<string>): Mailable[] {
  const result: Mailable[] = [];
  const items: (ShelvedRelease | ShelvedIssue)[] = [
    ...shelf.issues.filter((issue) => issue.state === 'current'),
    ...shelf.releases.filter((release): release is ShelvedRelease => release.state === 'current'),
  ];
  for (const item of items) {
    const content = 'release' in item ? item.release : item.issue;
    const publication = publicationKey(content);
    const isAgreed = agreed.has(publication);
    const isLate = shelf.at - item.publicAt > times.lateness;
    const isArchive = times.began - item.publicAt > times.lateness;
    const topics = topicsOf(content);
    if (topics.length === 0 || (isArchive && !isAgreed)) continue;
    const state = isLate && !isAgreed ? 'late' : 'due';
    const { edition, publicAt } = item;
    result.push({ edition, publication, title: content.title, topics, publicAt, item, state });
  }
  return result;
}

/**
 * Gives every due publication its letter and its deliveries. Safe to repeat: the letter that was kept first stays, and
 * nobody is queued twice. A publication without an audience costs no letter. With `dryRun` nothing is kept.
 */
export async function queueMail(
  ledger: Ledger,
  due: readonly Mailable[],
  compose: Compose,
  at: number,
  dryRun: boolean,
): Promise<{ mailings: Mailing[]; findings: Finding[] }> {
  const mailings: Mailing[] = [];
  const findings: Finding[] = [];
  for (const mailable of due) {
    const { item: _, ...rest } = mailable;
    const { publication, topics, publicAt } = mailable;
    if (mailable.state === 'late') {
      const audience = await ledger.unserved(publication, topics, publicAt);
      if (audience > 0) mailings.push({ ...rest, audience, queued: 0 });
      continue;
    }
    const audience = await ledger.audience(topics, publicAt);
    const mailing: Mailing = { ...rest, audience, queued: 0 };
    if (audience > 0) {
      const kept = await ledger.letter(mailable.edition);
      const composed = kept ? { letter: kept, findings: [] } : await compose(mailable);
      findings.push(...composed.findings);
      if (composed.letter) {
        mailing.subject = composed.letter.subject;
        if (!dryRun) mailing.queued = await enqueue(ledger, mailable, composed.letter, at);
      }
    }
    mailings.push(mailing);
  }
  return { mailings, findings };
}

async function enqueue(ledger: Ledger, mailable: Mailable, letter: Letter, at: number): Promise<number> {
  await ledger.keepLetter(mailable.edition, letter);
  const queued = await ledger.queue(mailable.edition, mailable.topics, mailable.publicAt, at);
  if (queued > 0) {
    await ledger.note({ at, what: 'queued', subject: mailable.edition, detail: `${queued} deliveries` });
  }
  return queued;
}
