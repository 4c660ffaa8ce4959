import { changesBetween, factChanges, wordsPrinted, type FactChange } from './correction/correction.ts';
import type { Head } from './ledger/ledger.ts';
import { writeBlock, type SourceFile } from './load/load.ts';
import type { Change } from './model/correction.ts';
import type { Examined } from './model/examined.ts';
import { publicationKey, type Publication } from './model/publication.ts';
import { takenBack, type Recall } from './model/recall.ts';
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
      `Mend what newsdesk check ${path} says about its front matter.`,
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
  if (!head || takenBack(head.digest)) {
    throw new VerbRefused(
      `${file.path} is not out, so there is nothing to correct`,
      'A correction is for those who have the wrong words.',
      'Edit the file; nobody has seen it.',
    );
  }
  const [sealed] = await press.ledger.editions([head.key]);
  const forms = (await press.ledger.forms(head.key)) ?? { html: '', text: '' };
  const before = sealed ? wordsPrinted(sealed.content, forms) : '';
  const after = wordsPrinted(publication, reading.forms(publication));
  const edition = head.revision + 1;
  const stamp = stampIn(at, press.newsroom.newsroom.zone);
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
  if (head && takenBack(head.digest) === 'kill') {
    throw new VerbRefused(
      `${file.path} is killed already`,
      'A kill is for good; nothing can be added to it or taken from it.',
      'Write a new release under a new number.',
    );
  }
  const key = publicationKey(publication);
  const why = verb === 'kill' ? 'the publication was killed' : 'the publication is on hold';
  const stopped = (await press.ledger.takeBack(key, at)) + (await press.ledger.endFollowUps(key, why, at));
  const stamp = stampIn(at, press.newsroom.newsroom.zone);
  const value = { verb, reason, by, at: stamp };
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

function changed(path: string): VerbRefused {
  return new VerbRefused(
    `${path} was changed at this very moment`,
    'Nothing was written into it.',
    'Give the command again.',
  );
}
