import { phaseOf } from './calendar/calendar.ts';
import type { Finding } from './model/finding.ts';
import type { Letter } from './model/letter.ts';
import { publicationKey, type Publication } from './model/publication.ts';
import type { Shelf, ShelvedIssue, ShelvedRelease } from './model/shelf.ts';
import { topicsOf } from './model/topic.ts';
import { layOut } from './layout.ts';
import { composer } from './composer.ts';
import { brokenPhotos, developShown } from './developing.ts';
import { strippedFrom } from './model/shown.ts';
import type { Stripped } from './model/trace.ts';
import type { Press } from './press.ts';
import { readNewsroom, type Reading } from './reading/reading.ts';

/** What would go out of one file if it were out now. */
export type Preview = {
  /** Findings of the file, and of composing its letter. */
  findings: Finding[];
  /** What its pictures tell, and will be stripped of. */
  stripped: Stripped[];
  /** The edition that it would be, its letter, and who would get it; absent when the file is no sound publication. */
  mail?: { edition: string; title: string; letter: Letter; topics: string[]; audience: number };
};

/**
 * The letter of one file as it stands, whatever its status and its minute: a draft, or something under embargo, as if it
 * were out at `at`. Writes nothing. Undefined when the newsroom has no such file.
 */
export async function preview(press: Press, path: string, at: number): Promise<Preview | undefined> {
  const reading = await readNewsroom(press, at);
  const one = reading.examined.find(({ file }) => file.path === path);
  if (!one) return undefined;
  const findings = reading.findings.filter(
    ({ file }) => file === path || !/^(releases|digest)\/./.test(file),
  );
  const { publication } = one;
  if (!publication) return { findings, stripped: [] };
  const stripped = strippedFrom(publication, reading.asset);
  const shelved = await asIfOut(press, reading, publication, at);
  findings.push(...brokenPhotos(press, reading, [publication]));
  if (!shelved) return { findings, stripped };
  const { shelf, item } = shelved;
  const key = publicationKey(publication);
  const topics = topicsOf(publication);
  const { title, publicAt } = publication;
  const mailable = {
    edition: item.edition,
    publication: key,
    title,
    topics,
    publicAt,
    item,
    state: 'due' as const,
  };
  const made = await composer(press, shelf, reading.templates)(mailable);
  const all = [...findings, ...made.findings];
  if (!made.letter) return { findings: all, stripped };
  const audience = await press.ledger.audience(topics, publicAt);
  return {
    findings: all,
    stripped,
    mail: { edition: item.edition, title, letter: made.letter, topics, audience },
  };
}

/** A publication as it would stand on the shelf if it were out at this instant, whatever its status and its minute. */
export async function asIfOut(
  press: Press,
  reading: Reading,
  publication: Publication,
  at: number,
): Promise<{ shelf: Shelf; item: ShelvedRelease | ShelvedIssue } | undefined> {
  const { path } = publication;
  const ready: Publication = { ...publication, status: 'ready' };
  await developShown(press, reading, [ready], true);
  press.photos.save();
  // Findings of the file itself do not keep it out here: they are shown beside the copy.
  const examined = reading.examined.map((other) =>
    other.file.path === path
      ? Object.assign({}, other, { publication: ready, findings: [] })
      : Object.assign({}, other, {
          findings: reading.findings.filter(({ file }) => file === other.file.path),
        }),
  );
  const phase = (any: Publication) =>
    any.path === path ? { phase: 'out' as const, since: any.publicAt } : phaseOf(any, at);
  const heads = await press.ledger.heads();
  const { shelf } = await layOut(press, reading, heads, examined, phase, at, true);
  const key = publicationKey(publication);
  const item = [...shelf.issues, ...shelf.releases].find(
    (shelved) => shelved.state !== 'withdrawn' && shelved.edition.startsWith(`${key}@`),
  );
  return item && item.state !== 'withdrawn' ? { shelf, item } : undefined;
}
