import { z } from 'zod';
import { Approval, PersonName } from './approval.ts';
import { Correction } from './correction.ts';
import { Recall } from './recall.ts';
import { Handled, Parts, Reference, ReleaseNumber, Status } from './release.ts';
import { CheckedOverride, Override } from './override.ts';

/** The front matter of an issue of the Information Digest, as the officer writes it. */
export const IssueFrontMatter = z.strictObject({
  issue: z.int().min(1).meta({ description: 'Issue number, counted: each one more than the last' }),
  status: Status.optional().meta({ description: 'draft, ready (the default) or withdrawn' }),
  date: z
    .string()
    .meta({ description: 'Date it goes out, one of the dates that `newsdesk calendar` prints' }),
  title: z.string().min(1).max(160),
  summary: z
    .string()
    .min(1)
    .max(400)
    .meta({ description: 'The line that mail programs show beside the subject' }),
  lead: ReleaseNumber.optional().meta({ description: 'Number of the release that opens the issue' }),
  omit: z
    .array(z.strictObject({ number: ReleaseNumber, reason: z.string().min(1) }))
    .optional()
    .meta({ description: 'Releases left out on purpose, each with the reason; the issue says so' }),
  covers: z.array(ReleaseNumber).optional().meta({
    description: 'The numbers this issue covers, stated once it went out; checked for gaps and repeats',
  }),
  sections: z
    .array(z.string())
    .optional()
    .meta({ description: 'Order of the sections, by kind; the rest follow in newsdesk.yaml’s order' }),
  author: PersonName.optional().meta({ description: 'Who wrote it' }),
  approval: Approval.optional().meta({ description: 'Written by newsdesk approve' }),
  recall: Recall.optional().meta({ description: 'Written by newsdesk hold or newsdesk kill' }),
  corrections: z.array(Correction).optional().meta({ description: 'Written by newsdesk correct' }),
  overrides: z.array(Override).optional().meta({
    description: 'Findings that somebody decided not to heed, each with the words, a reason and a name',
  }),
});
export type IssueFrontMatter = z.infer<typeof IssueFrontMatter>;

/** A checked issue of the Information Digest. Its releases are gathered by the calendar, not kept here. */
export const Issue = z.object({
  type: z.literal('issue'),
  path: z.string(),
  /** Names the Source's words: everything in the file but its approval. SHA-256, hex. */
  digest: z.string(),
  parts: Parts,
  issue: z.int(),
  status: Status,
  /** `YYYY-MM-DD` in the newsroom's zone. */
  date: z.string(),
  /** The minute it goes out, epoch ms: `date` at the cadence's time of day. */
  publicAt: z.number(),
  title: z.string(),
  summary: z.string(),
  lead: ReleaseNumber.optional(),
  omit: z.array(z.object({ number: ReleaseNumber, reason: z.string() })),
  covers: z.array(ReleaseNumber).optional(),
  sections: z.array(z.string()),
  language: z.string(),
  references: z.array(Reference),
  ...Handled,
  overrides: z.array(CheckedOverride).optional(),
});
export type Issue = z.infer<typeof Issue>;
