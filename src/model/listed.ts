import { z } from 'zod';
import { EditionMarks, Fingerprint } from './fingerprint.ts';
import { takenBack, type TakeBack } from './recall.ts';
import { ReleaseNumber } from './release.ts';

/** An edition of a release as it was sealed. `digest` says whether it has words, or was taken back; times are epoch ms. */
export type Marked = {
  key: string;
  publication: string;
  revision: number;
  digest: string;
  publicAt: number;
  sealedAt: number;
  marks?: EditionMarks | undefined;
};

/**
 * How an edition stands.
 * - `current`: these words stand.
 * - `expired`: they stood until their day was over.
 * - `corrected`: a later edition took their place.
 * - `killed`, `on hold`, `withdrawn`: nobody is to use them.
 */
export const ListedState = z.enum(['current', 'expired', 'corrected', 'killed', 'on hold', 'withdrawn']);
export type ListedState = z.infer<typeof ListedState>;

/** An edition that was out, as the public list of editions has it. */
export const Listed = z.object({
  number: ReleaseNumber,
  edition: z.int().min(1),
  state: ListedState,
  /** The edition that stands now, of a corrected one. */
  now: z.int().optional(),
  fingerprint: Fingerprint,
  /** Address of its page. */
  page: z.string(),
  ...EditionMarks.shape,
});
export type Listed = z.infer<typeof Listed>;

/** `editions/2026.json`: every edition of the releases of one year. */
export const EditionList = z.object({ newsroom: z.string(), year: z.string(), editions: z.array(Listed) });
export type EditionList = z.infer<typeof EditionList>;

/** `editions.json`: where the lists are. */
export const EditionLists = z.object({ newsroom: z.string(), years: z.record(z.string(), z.string()) });
export type EditionLists = z.infer<typeof EditionLists>;

/** How the newest edition of a release stands, and where its page is. */
export type Standing = { state: 'current' | 'expired' | 'withdrawn'; verb?: TakeBack; page: string };

/** The editions of one release that had words, oldest first, and how each of them stands. */
export function listEditions(editions: readonly Marked[], { state, verb, page }: Standing): Listed[] {
  const worded = editions.filter(({ digest, marks }) => marks && !takenBack(digest));
  const last = worded.at(-1);
  const stateOf = (one: Marked): ListedState => {
    if (state === 'withdrawn') return verb === undefined ? 'withdrawn' : STATES[verb];
    return one === last ? state : 'corrected';
  };
  return worded.flatMap((one): Listed[] => {
    const fingerprint = one.marks?.forms[0]?.whole;
    if (!one.marks || fingerprint === undefined) return [];
    const stands = stateOf(one);
    return [
      {
        number: numberOf(one.publication),
        edition: one.revision,
        state: stands,
        ...(stands === 'corrected' && last ? { now: last.revision } : {}),
        fingerprint,
        page,
        ...one.marks,
      },
    ];
  });
}

/** `release/26-123` → `26-123`. */
function numberOf(publication: string): string {
  return publication.slice(publication.indexOf('/') + 1);
}

const STATES: Readonly<Record<TakeBack, ListedState>> = {
  withdrawn: 'withdrawn',
  hold: 'on hold',
  kill: 'killed',
};

/** The year whose list has a release: that of its number, which never changes. `26-123` → `2026`. */
export function yearOf(number: string): string {
  return `20${number.slice(0, 2)}`;
}

/** `Release 26-123, edition 2, fingerprint K7QF-3M2X`, as everything that goes out says it. */
export function editionLine(number: string, edition: number, fingerprint: Fingerprint): string {
  return `Release ${number}, edition ${edition}, fingerprint ${fingerprint}`;
}
