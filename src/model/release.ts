import { z } from 'zod';
import { Approval, PersonName } from './approval.ts';
import { Corrected, Correction } from './correction.ts';
import { Recall } from './recall.ts';
import { Resolution, Resolved } from './resolution.ts';
import { CheckedOverride, Override } from './override.ts';
import { Person } from './person.ts';
import { Stripped } from './trace.ts';

/** A serial number: two digits of the year, a count, never reused: `26-123`. */
export const ReleaseNumber = z.string().regex(/^\d{2}-\d{1,4}$/);
export type ReleaseNumber = z.infer<typeof ReleaseNumber>;

/** A language tag that the newsroom writes in (BCP 47, the short forms): `en`, `es`, `zh-Hant`. */
export const Language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/);

/** A photograph as named in the front matter; `file` is relative to the Markdown file's folder. */
export const Photo = z.strictObject({
  file: z.string().min(1).meta({ description: 'Path from this file’s folder: photos/bridge.jpg' }),
  alt: z.string().min(1).meta({ description: 'What the photo shows, for those who cannot see it' }),
  caption: z.string().min(1).optional(),
  credit: z.string().min(1).optional(),
  shows: z
    .array(z.string().min(1))
    .optional()
    .meta({ description: 'Who can be recognised in it: names as "people" has them, or roles' }),
  booking: z.boolean().optional().meta({ description: 'true for a booking photo; it needs a reason' }),
  reason: z.string().min(1).optional().meta({ description: 'Why a booking photo is shown' }),
});
export type Photo = z.infer<typeof Photo>;

/** SHA-256, hex, of a Source's two halves: its front matter without the approval, and its text. */
export const Parts = z.object({ front: z.string(), text: z.string() });
export type Parts = z.infer<typeof Parts>;

/** How a checked publication is handled on its way out. */
export const Handled = {
  author: z.string().optional(),
  urgent: z.boolean().optional(),
  approval: Approval.optional(),
  /** It is on hold, or killed. */
  recall: Recall.optional(),
  /** What was corrected, by edition. */
  corrections: z.array(Corrected).optional(),
  /** When the time to stop it is over, epoch ms; it is not out before. Absent while it is not approved. */
  heldUntil: z.number().optional(),
  /** What its pictures told and were stripped of, for the record; absent before it is sealed, and when they told nothing. */
  stripped: z.array(Stripped).optional(),
};

/** `draft` is being written; `ready` may go out at its minute; `withdrawn` leaves a notice under its address. */
export const Status = z.enum(['draft', 'ready', 'withdrawn']);

/**
 * The front matter of a press release as the officer writes it. Dates and times are wall-clock strings in the
 * newsroom's zone (`2026-11-13` or `2026-11-13 14:30`); nothing here is transformed, so that the same schema is also
 * the editor's JSON Schema.
 */
export const ReleaseFrontMatter = z.strictObject({
  title: z.string().min(1).max(160).meta({ description: 'The headline; 90 characters or fewer read best' }),
  number: ReleaseNumber.meta({ description: 'Serial number, never reused: "26-123"' }),
  kind: z.string().meta({ description: 'One of the kinds in newsdesk.yaml' }),
  status: Status.optional().meta({ description: 'draft, ready (the default) or withdrawn' }),
  release: z.string().meta({
    description:
      '"immediate", or the minute an embargo ends, with its zone: 2026-11-24 09:00 America/Chicago',
  }),
  date: z
    .string()
    .meta({ description: 'Date of the release, with a time when it matters: 2026-11-13 14:30' }),
  dateline: z.string().min(1).meta({ description: 'CLAYTON, Mo.' }),
  summary: z
    .string()
    .min(1)
    .max(400)
    .meta({ description: 'One or two sentences for lists, feeds and previews' }),
  areas: z.array(z.string()).optional().meta({ description: 'Areas in newsdesk.yaml that this concerns' }),
  report: z.string().min(1).optional().meta({ description: 'Report (CARE) number' }),
  unit: z.string().optional().meta({ description: 'One of the units in newsdesk.yaml' }),
  contact: z.string().optional().meta({ description: 'One of the contacts in newsdesk.yaml' }),
  photos: z.array(Photo).optional(),
  people: z
    .array(Person)
    .optional()
    .meta({ description: 'Whom the release is about, for the checks; never printed' }),
  overrides: z.array(Override).optional().meta({
    description: 'Findings that somebody decided not to heed, each with the words, a reason and a name',
  }),
  audience: z
    .array(z.string())
    .optional()
    .meta({ description: 'Who gets it by mail: [subscribers] (the default) or [none]' }),
  updates: ReleaseNumber.optional().meta({ description: 'Number of the release that this one updates' }),
  expires: z
    .string()
    .optional()
    .meta({ description: 'When it stops being current: a notice takes its place' }),
  resolved: Resolution.optional().meta({
    description: 'The case ended: its words take the place of the text, and the photos go',
  }),
  language: Language.optional().meta({ description: 'Language of the text; the newsroom’s own when absent' }),
  author: PersonName.optional().meta({ description: 'Who wrote it' }),
  urgent: z.boolean().optional().meta({
    description: 'true: it goes out at once after two people approved it, without the time to stop it',
  }),
  approval: Approval.optional().meta({ description: 'Written by newsdesk approve' }),
  recall: Recall.optional().meta({ description: 'Written by newsdesk hold or newsdesk kill' }),
  corrections: z.array(Correction).optional().meta({ description: 'Written by newsdesk correct' }),
});
export type ReleaseFrontMatter = z.infer<typeof ReleaseFrontMatter>;

/** A link or an image in the body that points into the newsroom itself, kept for the cross-file checks. */
export const Reference = z.object({
  kind: z.enum(['link', 'image']),
  /** Path from the newsroom's folder, without fragment: `releases/2026-11-13-bridge-closed.md`. */
  target: z.string(),
  line: z.int(),
  column: z.int(),
  length: z.int(),
});
export type Reference = z.infer<typeof Reference>;

/** A person's name as a text prints it, and where. `age` tells two persons of nearly one name apart. */
export const PrintedName = z.object({
  name: z.string(),
  age: z.int().optional(),
  line: z.int(),
  column: z.int(),
  length: z.int(),
});
export type PrintedName = z.infer<typeof PrintedName>;

/** A photo with its path from the newsroom's folder. */
export const PlacedPhoto = Photo.extend({ path: z.string() });
export type PlacedPhoto = z.infer<typeof PlacedPhoto>;

/**
 * A checked press release: every reference to newsdesk.yaml resolves, every time is an instant. Plain data without the
 * body's text; the text's forms are made once and kept apart (Forms).
 */
export const Release = z.object({
  type: z.literal('release'),
  path: z.string(),
  /** Names the Source's words: everything in the file but its approval. SHA-256, hex. */
  digest: z.string(),
  parts: Parts,
  number: ReleaseNumber,
  slug: z.string(),
  title: z.string(),
  kind: z.string(),
  status: Status,
  /** The calendar date as written, `YYYY-MM-DD`, in the newsroom's zone. */
  date: z.string(),
  /** The first instant at which it may be public, epoch ms: the embargo's end, or `date` for an immediate one. */
  publicAt: z.number(),
  /** True when `release:` is a time, not `immediate`. */
  embargoed: z.boolean(),
  expiresAt: z.number().optional(),
  /** How its case ended; unless `keep` is true, no field here has words of before. */
  resolved: Resolved.optional(),
  dateline: z.string(),
  summary: z.string(),
  /** First sentence of the body as plain text, for shortened digests. */
  lead: z.string(),
  areas: z.array(z.string()),
  report: z.string().optional(),
  unit: z.string().optional(),
  contact: z.string().optional(),
  photos: z.array(PlacedPhoto),
  audience: z.array(z.string()),
  updates: ReleaseNumber.optional(),
  language: z.string(),
  words: z.int(),
  references: z.array(Reference),
  ...Handled,
  /** Full names that the text prints, each as first written, for the checks across files. */
  names: z.array(PrintedName).optional(),
  /** Overrides of the front matter, listed wherever somebody approves or looks back. */
  overrides: z.array(CheckedOverride).optional(),
  /** An arrest is told of and no charge: its record closes when no charge follows (RSMo 610.100). */
  uncharged: z.boolean().optional(),
});
export type Release = z.infer<typeof Release>;
