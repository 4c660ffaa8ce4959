import { hash } from 'node:crypto';
import { z } from 'zod';

/** SHA-256, hex. */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** Anything that JSON can say. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
/** An object that JSON.parse gave. It is passed on as it is: a copy could lose a field (`__proto__`) that a digest names. */
export const JsonObject = z.custom<{ [key: string]: Json }>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
);

/** What happened, to be recorded: `subject` is an edition (`release/26-123@2`) or a publication; `at` is epoch ms. */
export const Happening = z.object({
  at: z.int().min(0).max(8e15),
  what: z.string().min(1),
  subject: z.string(),
  body: JsonObject,
});
export type Happening = z.infer<typeof Happening>;

/** A link of the chain: `digest` names an entry, `chain` it and everything before it. */
export const RecordLink = z.object({ number: z.int().min(1), digest: Sha256, chain: Sha256 });
export type RecordLink = z.infer<typeof RecordLink>;

/** An entry of the record, numbered from 1 without a gap. */
export const RecordEntry = Happening.extend(RecordLink.shape);
export type RecordEntry = z.infer<typeof RecordEntry>;

/** What stands before the first link. */
export const NO_CHAIN = '0'.repeat(64);

/** JSON with the keys of every object in the order of their code units and no blanks: the same data, the same bytes. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item ?? null)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, field]) => `${JSON.stringify(key)}:${canonical(field)}`);
  return `{${fields.join(',')}}`;
}

/** Names an entry: SHA-256 over its number and everything that it says. */
export function entryDigest(number: number, { at, what, subject, body }: Happening): string {
  return sha256(canonical({ number, at, what, subject, body }));
}

/** Names an entry and everything before it: SHA-256 over the chain so far, the number and the entry's own digest. */
export function chainAfter(chain: string, number: number, digest: string): string {
  return sha256(`${chain} ${number} ${digest}`);
}

/** The entry that follows a link; the first one follows none. */
export function linked(
  before: Pick<RecordLink, 'number' | 'chain'> | undefined,
  happening: Happening,
): RecordEntry {
  const number = (before?.number ?? 0) + 1;
  const digest = entryDigest(number, happening);
  return { ...happening, number, digest, chain: chainAfter(before?.chain ?? NO_CHAIN, number, digest) };
}

/** SHA-256 of text (as UTF-8) or bytes, hex. */
export function sha256(data: string | Uint8Array): string {
  return hash('sha256', data);
}
