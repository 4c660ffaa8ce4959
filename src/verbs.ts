import { changesBetween, factChanges, wordsPrinted, type FactChange } from './correction/correction.ts';
import { lastWords } from './correcting.ts';
import type { Head } from './ledger/ledger.ts';
import { writeBlock, type SourceFile } from './load/load.ts';
import { Correction, type Change } from './model/correction.ts';
import type { Examined } from './model/examined.ts';
import { publicationKey, type Publication } from './model/publication.ts';
import { nearest } from './model/nearest.ts';
import { Recall, takenBack } from './model/recall.ts';
import { stampIn } from './model/when.ts';
import type { Press } from './press.ts';
import { readNewsroom, type Reading } from './reading/reading.ts';

/** A verb that cannot be carried out as things stand. `message` says what, `why` and `fix` the rest. */
export class VerbRefused extends Error {
  override readonly name = 'VerbRefused';
  readonly why: string;
  readonly fix: string;

  constructor(what: string, why: string, fix: string) {
    super(what);
    this.why = why;
    this.fix = fix;
  }
}

/** A file of the newsroom that is a publication, with the newest edition of it that went out. */
export type Subject = { file: SourceFile; publication: Publication; head?: Head; reading: Reading };

/** Finds what a verb is about; undefined when the newsroom has no such file. Rejects with VerbRefused. */
export async function subjectOf(press: Press, path: string, at: number): Promise<Subject | undefined> {
  const reading = await readNewsroom(press, at);
  const one: Examined<SourceFile> | undefined = reading.examined.find(({ file }) => file.path === path);
  if (!one) return undefined;
  const { publication, file } = one;
  if (!publication) {
    throw new VerbRefused(
      `${path} cannot be read as a release or an issue`,
      'Newsdesk cannot say which publication it is.',
      `Mend what newsdesk check ${path} says about its front matter. If it has to come off the pages this minute, move the file away: a notice takes its place at the next pass.`,
    );
  }
  const heads = await press.ledger.heads();
  const head = heads.find((known) => known.publication === publicationKey(publication));
  return { file, publication, reading, ...(head ? { head } : {}) };
}

/** What a correction changes, and the facts among it. `write` puts it into the file. */
export type Correcting = {
  edition: number;
  changes: Change[] | undefined;
  facts: FactChange[];
  write: () => boolean;
};

/** Looks at how a file differs from the edition that is out. Rejects with VerbRefused when there is nothing to correct. */
export async function correction(
  press: Press,
  { file, publication, head, reading }: Subject,
  { note, by, quiet }: { note: string; by: string; quiet: boolean },
  at: number,
): Promise<Correcting> {
  if (!head) {
    throw new VerbRefused(
      `${file.path} is not out, so there is nothing to correct`,
      'A correction is for those who have the wrong words.',
      'Edit the file; nobody has seen it.',
    );
  }
  const taken = takenBack(head.digest);
  if (taken === 'kill' || publication.recall?.verb === 'kill') {
    throw new VerbRefused(
      `${file.path} is killed, and a kill is for good`,
      'Nobody may use it, corrected or not.',
      'Write a new release under a new number.',
    );
  }
  // What is on hold was read by somebody: its words are those of the edition before.
  const sealed = await lastWords(press, head);
  const before = sealed ? wordsPrinted(sealed.edition.content, sealed.forms) : '';
  const after = wordsPrinted(publication, reading.forms(publication));
  // A hold that no pass has seen yet becomes an edition of its own first.
  const edition = head.revision + (publication.recall && !taken ? 2 : 1);
  const stamp = stampIn(at, press.newsroom.newsroom.zone);
  refuseUnwritable(Correction.safeParse({ edition, note, by, at: stamp }), 'correction');
  const others = (publication.corrections ?? []).filter((entry) => entry.edition !== edition);
  const entries = [...others, { edition, note, by, at: stamp, ...(quiet ? { quiet } : {}) }].map(
    ({ edition: number, note: words, by: name, at: when, quiet: isQuiet }) => {
      return { edition: number, note: words, by: name, at: when, quiet: isQuiet };
    },
  );
  return {
    edition,
    changes: changesBetween(before, after),
    facts: factChanges(before, after),
    write: () => writeBlock(press.root, { ...file, parts: publication.parts }, 'corrections', entries),
  };
}

/** Writes a hold or a kill into the file and halts its mail at once. Returns how many deliveries will not leave. */
export async function recall(
  press: Press,
  { file, publication, head }: Subject,
  { verb, reason, by }: Omit<Recall, 'at'>,
  at: number,
): Promise<number> {
  // With an edition that is still out a kill did not come to its end, and is given again.
  if (head ? takenBack(head.digest) === 'kill' : publication.recall?.verb === 'kill') {
    throw new VerbRefused(
      `${file.path} is killed already`,
      'A kill is for good; nothing can be added to it or taken from it.',
      'Write a new release under a new number.',
    );
  }
  const stamp = stampIn(at, press.newsroom.newsroom.zone);
  const value = { verb, reason, by, at: stamp };
  refuseUnwritable(Recall.safeParse(value), verb);
  const key = publicationKey(publication);
  const why = verb === 'kill' ? 'the publication was killed' : 'the publication is on hold';
  const stopped = (await press.ledger.takeBack(key, at)) + (await press.ledger.endFollowUps(key, why, at));
  if (!writeBlock(press.root, { ...file, parts: publication.parts }, 'recall', value))
    throw changed(file.path);
  await press.ledger.note({ at, what: verb, subject: key, detail: `by ${by}: ${reason}` });
  return stopped;
}

/** Takes a hold out of the file. Rejects with VerbRefused when there is none. */
export async function lift(
  press: Press,
  { file, publication }: Subject,
  by: string,
  at: number,
): Promise<void> {
  if (publication.recall?.verb !== 'hold') {
    throw new VerbRefused(
      `${file.path} is not on hold`,
      publication.recall ? 'It is killed, and a kill is for good.' : 'There is nothing to release.',
      'newsdesk status says how everything stands.',
    );
  }
  if (!writeBlock(press.root, { ...file, parts: publication.parts }, 'recall', undefined))
    throw changed(file.path);
  await press.ledger.note({ at, what: 'released', subject: publicationKey(publication), detail: `by ${by}` });
}

/**
 * Refuses what the front matter could not hold. A file that cannot be read any more would keep its last edition out, which
 * is the opposite of what a kill is for.
 */
function refuseUnwritable(
  { error }: { error?: { issues: readonly { path: readonly PropertyKey[] }[] } | undefined },
  verb: string,
): void {
  const [key] = error?.issues[0]?.path ?? [];
  if (key === undefined) return;
  if (key === 'by') {
    throw new VerbRefused(
      `Nobody could tell who asked for this ${verb}: --by has no name that can be written down`,
      'The record says who did what. Nothing was changed.',
      'Give a name of 2 to 120 characters in one line: --by "Lt. Aaron Schafer"',
    );
  }
  throw new VerbRefused(
    `The ${String(key)} of this ${verb} is empty or too long`,
    'The public reads it, in one paragraph. Nothing was changed.',
    `Give the command again with --${String(key)} and 1 to 500 characters.`,
  );
}

/**
 * What somebody means by a publication: its key, one of its editions, its number alone (`26-123`), or its file. `known` is
 * its key; without it, `guess` is the one that was most likely meant. What is out is found without reading a file.
 */
export async function publicationNamed(
  press: Press,
  typed: string,
  path: string,
  at: number,
): Promise<{ known?: string; guess?: string }> {
  const wanted = /^\d{2}-\d{1,4}$/.test(typed) ? `release/${typed}` : typed.replace(/@\d+$/, '');
  const heads = await press.ledger.heads();
  if (heads.some(({ publication }) => publication === wanted)) return { known: wanted };
  const { examined } = await readNewsroom(press, at);
  const keys = new Set(heads.map(({ publication }) => publication));
  for (const { file, publication } of examined) {
    const key = publication && publicationKey(publication);
    if (key !== undefined && (key === wanted || file.path === path)) return { known: key };
    if (key !== undefined) keys.add(key);
  }
  const fromFile = heads.find((head) => head.path === path)?.publication;
  if (fromFile !== undefined) return { known: fromFile };
  const guess = nearest(wanted, [...keys]);
  return guess === undefined ? {} : { guess };
}

/**
 * Releases that are out and update this one: the mails of those that are still on their way show its headline and summary,
 * as they were when those mails were made.
 */
export async function updatesOf(press: Press, { publication, reading }: Subject): Promise<string[]> {
  if (publication.type !== 'release') return [];
  const out = new Set((await press.ledger.heads()).map((head) => head.publication));
  const story = new Set([publication.number]);
  for (let size = 0; size < story.size;) {
    size = story.size;
    for (const { publication: other } of reading.examined)
      if (other?.type === 'release' && other.updates !== undefined && story.has(other.updates))
        story.add(other.number);
  }
  story.delete(publication.number);
  return [...story].map((number) => `release/${number}`).filter((key) => out.has(key));
}

function changed(path: string): VerbRefused {
  return new VerbRefused(
    `${path} was changed at this very moment`,
    'Nothing was written into it.',
    'Give the command again.',
  );
}
