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

/** A Mailing with the letter that it goes out as; without one when nobody is due to get it. */
export type Composed = { mailing: Mailing; letter?: Letter };

/**
 * Works out who gets what, and composes the letters that are not kept yet. Writes nothing, so that a broken template
 * stops a pass before anything of it is out. A publication without an audience costs no letter.
 */
export async function composeMail(
  ledger: Ledger,
  due: readonly Mailable[],
  compose: Compose,
): Promise<{ composed: Composed[]; findings: Finding[] }> {
  const composed: Composed[] = [];
  const findings: Finding[] = [];
  for (const mailable of due) {
    const { item: _, ...rest } = mailable;
    const { publication, topics, publicAt } = mailable;
    if (mailable.state === 'late') {
      const audience = await ledger.unserved(publication, topics, publicAt);
      if (audience > 0) composed.push({ mailing: { ...rest, audience, queued: 0 } });
      continue;
    }
    const mailing: Mailing = { ...rest, audience: await ledger.audience(topics, publicAt), queued: 0 };
    const kept = mailing.audience > 0 ? await ledger.letter(mailable.edition) : undefined;
    const made = mailing.audience > 0 && !kept ? await compose(mailable) : { letter: kept, findings: [] };
    findings.push(...made.findings);
    const { letter } = made;
    composed.push(letter ? { mailing: { ...mailing, subject: letter.subject }, letter } : { mailing });
  }
  return { composed, findings };
}

/** Keeps the letters and queues the deliveries. Safe to repeat: the first letter stays, and nobody is queued twice. */
export async function queueMail(
  ledger: Ledger,
  composed: readonly Composed[],
  at: number,
): Promise<Mailing[]> {
  const mailings: Mailing[] = [];
  for (const { mailing, letter } of composed) {
    mailings.push(letter ? { ...mailing, queued: await enqueue(ledger, mailing, letter, at) } : mailing);
  }
  return mailings;
}

async function enqueue(ledger: Ledger, mailing: Mailing, letter: Letter, at: number): Promise<number> {
  await ledger.keepLetter(mailing.edition, letter);
  const queued = await ledger.queue(mailing.edition, mailing.topics, mailing.publicAt, at);
  if (queued > 0) {
    await ledger.note({ at, what: 'queued', subject: mailing.edition, detail: `${queued} deliveries` });
  }
  return queued;
}
