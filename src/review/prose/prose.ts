import type { KeyPath, Source, Spot } from '../../model/source.ts';
import type { Front } from '../front.ts';
import type { Spots } from '../spots.ts';
import { readMarkdown, readPlain } from './reader.ts';
import type { Track } from './track.ts';

/**
 * Every word that a publication prints, as one plain text: first the texts of the front matter, then the body, a line
 * for each paragraph, item and cell. Quotes, blanks, dashes and digits are in their plainest form. The checks of what
 * is written are patterns over it; a place in it leads back to the words in the file.
 */
export type Prose = {
  text: string;
  /** Where the body begins. */
  body: number;
  /** Where a stretch of the text stands in the file. */
  at: (start: number, end: number) => Spot;
  /** Where a stretch of the body stands in `source.body`. */
  within: (start: number, end: number) => { start: number; end: number };
  /** The key of the front matter that a place belongs to; undefined in the body. */
  keyAt: (offset: number) => KeyPath | undefined;
  /** The sentence, item or cell around a place, as offsets. */
  sentence: (offset: number) => { start: number; end: number };
};

type Part = { start: number; track: Track; path?: KeyPath; value: string };

/** Reads a source once. Nothing in it is remembered beyond the file. */
export function proseOf(source: Source, front: Front, spots: Spots): Prose {
  const parts: Part[] = [];
  let text = '';
  const add = (track: Track, value: string, path?: KeyPath): void => {
    parts.push({ start: text.length, track, value, ...(path && { path }) });
    text += `${track.text}\n`;
  };
  for (const { path, value } of printedFields(front)) add(readPlain(value), value, path);
  add(readMarkdown(source.body), source.body);
  const body = parts.at(-1)?.start ?? 0;
  const partAt = (offset: number): Part | undefined => parts.findLast(({ start }) => start <= offset);
  const within = (start: number, end: number): { start: number; end: number } => {
    const part = partAt(start);
    return part ? part.track.source(start - part.start, end - part.start) : { start: 0, end: 0 };
  };
  return {
    text,
    body,
    within,
    keyAt: (offset) => partAt(offset)?.path,
    at: (start, end) => {
      const part = partAt(start);
      const place = within(start, end);
      if (part?.path) return spots.locateWords(part.path, part.value.slice(place.start, place.end));
      return spots.spot(place.start, place.end - place.start);
    },
    sentence: (offset) => sentenceAt(text, offset),
  };
}

/** The texts of the front matter that are printed. */
function printedFields(front: Front): { path: KeyPath; value: string }[] {
  const fields: { path: KeyPath; value: string | undefined }[] = [
    { path: ['title'], value: front.title },
    { path: ['summary'], value: front.summary },
  ];
  if (front.type === 'issue') {
    front.omit?.forEach(({ reason }, index) =>
      fields.push({ path: ['omit', index, 'reason'], value: reason }),
    );
  } else {
    fields.push({ path: ['resolved', 'words'], value: front.resolved?.words });
    front.photos?.forEach(({ alt, caption, credit, reason }, index) => {
      fields.push({ path: ['photos', index, 'alt'], value: alt });
      fields.push({ path: ['photos', index, 'caption'], value: caption });
      fields.push({ path: ['photos', index, 'credit'], value: credit });
      fields.push({ path: ['photos', index, 'reason'], value: reason });
    });
  }
  return fields.flatMap(({ path, value }) => (value ? { path, value } : []));
}

/** Longest stretch that is looked at around a place. */
const AROUND = 500;
const END = /[.!?]["')\]]*\s+(?=["'([]?\p{Lu})/gu;
const ABBREVIATED =
  /(?:\b(?:Mr|Mrs|Ms|Dr|St|Sgt|Lt|Capt|Det|Ofc|Cpl|Col|Maj|Jr|Sr|No|Ave|Blvd|Rd|Apt|Mo|Ill|Jan|Feb|Aug|Sept|Oct|Nov|Dec|[A-Z])|[ap]\.m)$/;

function sentenceAt(text: string, offset: number): { start: number; end: number } {
  let start = Math.max(text.lastIndexOf('\n', offset - 1) + 1, offset - AROUND);
  const lineEnd = text.indexOf('\n', offset);
  let end = Math.min(lineEnd === -1 ? text.length : lineEnd, offset + AROUND);
  const line = text.slice(start, end);
  const base = start;
  for (const stop of line.matchAll(END)) {
    if (ABBREVIATED.test(line.slice(Math.max(0, stop.index - 5), stop.index))) continue;
    const at = base + stop.index + stop[0].length;
    if (at <= offset) start = at;
    else {
      end = base + stop.index + 1;
      break;
    }
  }
  return { start, end };
}
