import { composer } from './composer.ts';
import type { Examined } from './model/examined.ts';
import { blocks, type Finding } from './model/finding.ts';
import type { Letter } from './model/letter.ts';
import { followUpKey } from './model/edition.ts';
import { publicationKey } from './model/publication.ts';
import type { Release } from './model/release.ts';
import { printWhen } from './model/when.ts';
import type { MailedAgain } from './mail-again.ts';
import { asIfOut } from './preview.ts';
import type { Press } from './press.ts';
import { sealFollowUp } from './publish/again.ts';
import type { Posting } from './publish/mailing.ts';
import type { Reading } from './reading/reading.ts';

/** Whom an advance copy goes to: nobody can ask for it on the public site. */
const VETTED = ['embargo'];

/**
 * Mails what is under embargo, and says so in `audience: [embargo]`, to those who agreed to keep embargoes: once for each
 * text that was approved, under a banner that names its end. Photos are left out, since their addresses are not public yet.
 */
export async function mailAdvance(
  press: Press,
  reading: Reading,
  examined: readonly Examined[],
  at: number,
  { dryRun }: { dryRun: boolean },
): Promise<MailedAgain> {
  const mailings: Posting[] = [];
  const findings: Finding[] = [];
  for (const { publication, waiting, findings: own } of examined) {
    if (publication?.type !== 'release' || waiting || own.some(blocks) || !isAdvance(publication, at))
      continue;
    const made = await advanceOf(press, reading, publication, at, dryRun);
    findings.push(...made.findings);
    mailings.push(...made.mailings);
  }
  return { mailings, findings };
}

function isAdvance(release: Release, at: number): boolean {
  const { audience, embargoed, publicAt, heldUntil = 0, status, recall } = release;
  return (
    audience.includes('embargo') &&
    embargoed &&
    status === 'ready' &&
    !recall &&
    heldUntil <= at &&
    at < publicAt
  );
}

async function advanceOf(
  press: Press,
  reading: Reading,
  release: Release,
  at: number,
  dryRun: boolean,
): Promise<MailedAgain> {
  const { ledger } = press;
  const publication = publicationKey(release);
  const { edition, isNew } = await advanceEdition(press, release);
  const audience = await ledger.audience(VETTED, at);
  const posting: Posting = {
    edition,
    publication: edition.slice(0, edition.lastIndexOf('@')),
    title: release.title,
    topics: VETTED,
    publicAt: at,
    state: isNew ? 'due' : 'begun',
    audience: isNew ? audience : 0,
    queued: 0,
  };
  if (!isNew || dryRun || audience === 0) return { mailings: isNew ? [posting] : [], findings: [] };
  const made = await letterOf(press, reading, release, at);
  if (!made.letter) return { mailings: [], findings: made.findings };
  await ledger.endFollowUps(publication, 'a newer advance copy takes its place', at);
  await sealFollowUp(ledger, { edition, shows: { notice: release } }, { html: '', text: '' }, at);
  await ledger.keepLetter(edition, made.letter);
  const queued = await ledger.queue(edition, VETTED, at, at);
  await ledger.note({ at, what: 'queued', subject: edition, detail: `${queued} advance copies` });
  return { mailings: [{ ...posting, queued, subject: made.letter.subject }], findings: made.findings };
}

/** The edition of the advance copy of this very text, or of the next one. */
async function advanceEdition(
  { ledger }: Press,
  release: Release,
): Promise<{ edition: string; isNew: boolean }> {
  for (let count = 1; ; count += 1) {
    const edition = followUpKey('advance', publicationKey(release), count);
    const [sealed] = await ledger.editions([edition]);
    if (!sealed) return { edition, isNew: true };
    const [later] = await ledger.editions([followUpKey('advance', publicationKey(release), count + 1)]);
    if (!later && sealed.content.digest === release.digest) return { edition, isNew: false };
  }
}

async function letterOf(
  press: Press,
  reading: Reading,
  release: Release,
  at: number,
): Promise<{ letter?: Letter; findings: Finding[] }> {
  const shelved = await asIfOut(press, reading, release, at);
  if (!shelved || !('release' in shelved.item)) return { findings: [] };
  const { zone } = press.newsroom.newsroom;
  const end = `${printWhen(release.publicAt, zone, release.language, 'date')}, ${printWhen(release.publicAt, zone, release.language, 'time')}`;
  const banner = { kind: 'advance' as const, text: end, changes: [] };
  const item = { ...shelved.item, photos: [] };
  const mailable = {
    edition: item.edition,
    publication: publicationKey(release),
    title: release.title,
    topics: VETTED,
    publicAt: at,
    item,
    state: 'due' as const,
  };
  return composer(press, shelved.shelf, reading.templates, banner)(mailable);
}
