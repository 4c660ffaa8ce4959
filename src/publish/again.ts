import type { Ledger } from '../ledger/ledger.ts';
import type { Banner } from '../model/banner.ts';
import { aloud } from '../model/correction.ts';
import { followUpKey, type FollowUp } from '../model/edition.ts';
import type { Forms } from '../model/publication.ts';
import { publicationKey, type Publication } from '../model/publication.ts';
import type { Shelf, ShelvedIssue, ShelvedRelease } from '../model/shelf.ts';

/** A second mail about something that is out, was out, or will be: to whom it went before. */
export type Again = {
  kind: FollowUp;
  /** Its own edition: `correction/release-26-123.2@1`. */
  edition: string;
  /** What it is about, and the edition of it that needs no second mail. */
  publication: string;
  right: string;
  title: string;
  banner: Banner;
  /** What the mail shows: the text as it is now, or only a notice about it. */
  shows: { item: ShelvedRelease | ShelvedIssue } | { notice: Publication };
};

/** Which second mails there have to be, of what changed at or after an instant. The ledger says who was held before. */
export async function followUps(ledger: Ledger, shelf: Shelf, since: number): Promise<Again[]> {
  const again: Again[] = [];
  for (const item of [...shelf.releases, ...shelf.issues]) {
    if (item.state !== 'current' || item.modifiedAt < since || revisionOf(item.edition) === 1) continue;
    const found = await textAgain(ledger, item);
    if (found) again.push(found);
  }
  for (const item of [...shelf.releases, ...shelf.issues]) {
    if (item.state !== 'withdrawn' || item.modifiedAt < since) continue;
    const { edition, verb, reason } = item;
    if (verb !== 'hold' && verb !== 'kill') continue;
    const [sealed] = await ledger.editions([edition]);
    if (!sealed) continue;
    const { publication, content } = sealed;
    again.push({
      kind: verb,
      edition: followUpKey(verb, publication, revisionOf(edition)),
      publication,
      right: edition,
      title: content.title,
      banner: { kind: verb, text: reason ?? '', changes: [] },
      shows: { notice: content },
    });
  }
  return again;
}

/** A correction that is told, or the text once more after a hold. */
async function textAgain(ledger: Ledger, item: ShelvedRelease | ShelvedIssue): Promise<Again | undefined> {
  const { edition } = item;
  const content = 'release' in item ? item.release : item.issue;
  const publication = publicationKey(content);
  const revision = revisionOf(edition);
  const common = { publication, right: edition, title: content.title, shows: { item } };
  const correction = aloud(content).find((one) => one.edition === revision);
  if (correction) {
    const { note, changes = [] } = correction;
    const banner = { kind: 'correction' as const, text: note, changes };
    return {
      ...common,
      kind: 'correction',
      edition: followUpKey('correction', publication, revision),
      banner,
    };
  }
  const wasHeld = await ledger.mailing(followUpKey('hold', publication, revision - 1));
  if (!wasHeld) return undefined;
  const banner = { kind: 'lifted' as const, text: '', changes: [] };
  return { ...common, kind: 'lifted', edition: followUpKey('lifted', publication, revision), banner };
}

function revisionOf(edition: string): number {
  return Number(edition.slice(edition.lastIndexOf('@') + 1));
}

/** Keeps the letter of a follow-up under a sealed edition of its own, as the first one that was composed. */
export async function sealFollowUp(
  ledger: Ledger,
  { edition, shows }: Pick<Again, 'edition' | 'shows'>,
  forms: Forms,
  at: number,
): Promise<void> {
  const content =
    'notice' in shows ? shows.notice : 'release' in shows.item ? shows.item.release : shows.item.issue;
  const publication = edition.slice(0, edition.lastIndexOf('@'));
  const digest = `${content.digest} ${edition}`;
  const sealing = {
    key: edition,
    publication,
    revision: 1,
    digest,
    publicAt: at,
    sealedAt: at,
    content,
    covers: [],
  };
  await ledger.seal([{ edition: sealing, forms, program: '' }]);
}
