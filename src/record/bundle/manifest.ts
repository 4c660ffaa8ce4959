import { z } from 'zod';
import { RecordLink, Sha256 } from '../../model/record.ts';

/** What a bundle says of itself, in `bundle.json`. Times are epoch ms. */
export const Manifest = z.strictObject({
  format: z.literal('newsdesk record 1'),
  newsroom: z.string(),
  zone: z.string().refine(isZone),
  /** What was asked for: a publication or an edition, or two days, both included. */
  asked: z.union([
    z.strictObject({ about: z.string() }),
    z.strictObject({ from: z.string(), to: z.string() }),
  ]),
  /** To the second. */
  at: z.int().min(0).max(8e15).multipleOf(1000),
  /** How many entries it tells in full. */
  entries: z.int(),
  /** The end of the whole record when the bundle was made; absent when nothing was recorded. */
  head: RecordLink.optional(),
  /** Every other file of the bundle with its SHA-256. */
  files: z.record(z.string(), Sha256),
});
export type Manifest = z.infer<typeof Manifest>;

/** The names of the files of a bundle. */
export const FILES = {
  manifest: 'bundle.json',
  readme: 'README.txt',
  page: 'index.html',
  entries: 'record.jsonl',
  chain: 'chain.txt',
  deliveries: 'deliveries.json',
  addresses: 'addresses.csv',
} as const;

/** How many were told of an edition when the bundle was made, by how it ended. */
export const Told = z.strictObject({
  edition: z.string(),
  state: z.string(),
  beganAt: z.int().min(0).max(8e15),
  deliveries: z.record(z.string(), z.int()),
});
export type Told = z.infer<typeof Told>;

/** `release/26-123@2` → `artefacts/release-26-123@2`, a name that every disk takes. */
export function artefactFolder(edition: string): string {
  return `artefacts/${edition.replace('/', '-')}`;
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).format(0) !== '';
  } catch {
    return false;
  }
}
