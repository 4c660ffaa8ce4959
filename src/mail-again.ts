import { followUpKey } from './model/edition.ts';
import type { Examined } from './model/examined.ts';
import type { Finding } from './model/finding.ts';
import type { Letter } from './model/letter.ts';
import type { Mailing } from './model/mailing.ts';
import { durationMs } from './model/duration.ts';
import { publicationKey } from './model/publication.ts';
import type { Shelf } from './model/shelf.ts';
import type { Press } from './press.ts';
import { followUps, sealFollowUp, type Again } from './publish/again.ts';
import type { Posting } from './publish/mailing.ts';
import { composeDigest, composeRecall, composeRelease, type LetterContext } from './render/letter/letter.ts';

/** What the second mails of a pass came to. */
export type MailedAgain = { mailings: Posting[]; findings: Finding[] };

const MINUTE = 60_000;
/**
 * Whoever was being served when something was corrected has had it by then, or never will. Counted anew for each program,
 * because what one that was killed had in hand is only found when another one looks.
 */
const STRAGGLERS = 30 * MINUTE;
const NO_FORMS = { html: '', text: '' };

/**
 * Mails corrections, holds, kills and the end of holds to everybody who had something of it, once the pages say so. Safe to
 * repeat: nobody is queued twice, and whoever was being served at the moment of the change is added afterwards.
 */
export async function mailAgain(
  press: Press,
  shelf: Shelf,
  examined: readonly Examined[],
  templates: Map<string, string>,
  at: number,
  { dryRun, agreed }: { dryRun: boolean; agreed: readonly string[] },
): Promise<MailedAgain> {
  const { ledger, newsroom } = press;
  const findings: Finding[] = [];
  const mailings: Posting[] = [];
  const since = at - durationMs(newsroom.delivery.lookBack);
  for (const one of [...(await followUps(ledger, shelf, since)), ...(await unseen(ledger, examined))]) {
    const mailing = await ledger.mailing(one.edition);
    const isOver = mailing !== undefined && at - Math.max(mailing.beganAt, press.openedAt) > STRAGGLERS;
    let queued = 0;
    let subject: string | undefined;
    if (!isOver && !dryRun) {
      const made = await letterFor(press, templates, one, at);
      findings.push(...made.findings);
      if (!made.letter) continue;
      subject = made.letter.subject;
      queued = await ledger.queueAgain(one.edition, one.publication, one.right, at);
      if (queued > 0)
        await ledger.note({ at, what: 'queued', subject: one.edition, detail: `${queued} deliveries` });
    }
    const posting = postingOf(one, await ledger.mailing(one.edition), queued, at);
    if (agreed.includes(posting.publication) && (await ledger.resumeMailing(one.edition, at))) {
      await ledger.note({ at, what: 'resumed', subject: one.edition, detail: 'a person said yes' });
    }
    if (posting.mailing) mailings.push({ ...posting, ...(subject === undefined ? {} : { subject }) });
  }
  return { mailings, findings };
}

/** Holds and kills of what was never public, but had gone out as an advance copy. */
async function unseen(ledger: Press['ledger'], examined: readonly Examined[]): Promise<Again[]> {
  const again: Again[] = [];
  for (const { publication: content } of examined) {
    if (!content?.recall) continue;
    const publication = publicationKey(content);
    const [out] = await ledger.editions([`${publication}@1`]);
    const advance = await ledger.mailing(followUpKey('advance', publication, 1));
    if (out || !advance) continue;
    const { verb, reason } = content.recall;
    const edition = followUpKey(verb, publication, 0);
    const banner = { kind: verb, text: reason, changes: [] };
    again.push({
      kind: verb,
      edition,
      publication,
      right: '',
      title: content.title,
      banner,
      shows: { notice: content },
    });
  }
  return again;
}

/** The letter that is kept for a follow-up, composed and sealed when there is none. */
async function letterFor(
  { ledger, newsroom, site }: Press,
  templates: Map<string, string>,
  again: Again,
  at: number,
): Promise<{ letter?: Letter; findings: Finding[] }> {
  const kept = await ledger.letter(again.edition);
  if (kept) return { letter: kept, findings: [] };
  const { shows, banner, publication } = again;
  const context: LetterContext = { newsroom, site, templates, banner };
  const forms = 'item' in shows ? await shows.item.forms() : NO_FORMS;
  const made =
    'notice' in shows
      ? await composeRecall(shows.notice, context)
      : 'release' in shows.item
        ? await composeRelease(shows.item, forms, context)
        : await composeDigest(shows.item, forms, context);
  if (!made.letter) return made;
  await sealFollowUp(ledger, again, forms, at);
  const letter = await ledger.keepLetter(again.edition, { ...made.letter, inReplyTo: publication });
  return { letter, findings: made.findings };
}

function postingOf(again: Again, mailing: Mailing | undefined, queued: number, at: number): Posting {
  const publication = again.edition.slice(0, again.edition.lastIndexOf('@'));
  const state = mailing?.state === 'late' || mailing?.state === 'stopped' ? 'late' : 'begun';
  return {
    edition: again.edition,
    publication,
    title: again.title,
    topics: [],
    publicAt: at,
    state,
    audience: queued,
    queued,
    ...(mailing ? { mailing } : {}),
  };
}
