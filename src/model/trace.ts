import { z } from 'zod';

/**
 * What files of cameras and editors tell beside what they show, most telling first. The words are those in which it is
 * reported; what it says (a position, a name) is never reported.
 */
const WORDS = {
  position: 'the GPS position',
  people: 'who is in the picture',
  author: 'author or copyright holder',
  place: 'names of places',
  device: 'serial numbers',
  history: 'earlier versions or editing history',
  thumbnail: 'an embedded thumbnail',
  attached: 'what is attached behind the picture',
  motion: 'all pictures but the first',
  words: 'title, description or keywords',
  comment: 'a comment',
  time: 'when it was made',
  camera: 'camera and settings',
  maker: 'notes of the camera’s maker',
  software: 'the program that made it',
  other: 'other data',
};

export type TraceKind = keyof typeof WORDS;

const isKind = (kind: string): kind is TraceKind => Object.hasOwn(WORDS, kind);
/** Every kind, most telling first. */
export const TRACE_KINDS: readonly TraceKind[] = Object.keys(WORDS).filter(isKind);

/** Something that a file tells beside what it shows; `bytes` is how large it is, where that says something. */
export const Trace = z.object({ kind: z.enum(TRACE_KINDS), bytes: z.int().min(0).optional() });
export type Trace = z.infer<typeof Trace>;

/** A file that is published without what it told. */
export const Stripped = z.object({ path: z.string(), traces: z.array(Trace) });
export type Stripped = z.infer<typeof Stripped>;

/** Traces in words: "the GPS position, serial numbers, an embedded thumbnail (5,120 bytes)". */
export function printTraces(traces: readonly Trace[]): string {
  return traces
    .map(({ kind, bytes }) =>
      bytes === undefined ? WORDS[kind] : `${WORDS[kind]} (${bytes.toLocaleString('en-US')} bytes)`,
    )
    .join(', ');
}
