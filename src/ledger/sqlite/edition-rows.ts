import { z } from 'zod';
import { Edition } from '../../model/edition.ts';
import { Publication } from '../../model/publication.ts';
import type { Head } from '../ledger.ts';

/** JSON text, read; what it says is parsed by what follows. */
export const json = z.string().transform((text): unknown => JSON.parse(text));

/** A sealed edition with its content. */
export const EditionRow = Edition.extend({
  content: json.pipe(Publication),
  covers: json.pipe(Edition.shape.covers),
});

/** The columns of an EditionRow; what follows chooses which. */
export const EDITION = `
  SELECT editions.key, publication, revision, digest, public_at AS publicAt, sealed_at AS sealedAt, content, covers
  FROM editions JOIN bodies ON edition = editions.key`;

/** The head of a publication, of ledgers with and without fingerprints. */
export const HeadRow: z.ZodType<Head> = z.object({
  publication: z.string(),
  key: z.string(),
  revision: z.number(),
  digest: z.string(),
  program: z.string(),
  path: z.string(),
  publicAt: z.number(),
  sealedAt: z.number(),
  fingerprint: z
    .string()
    .nullable()
    .transform((text) => text ?? undefined),
});

/** The columns of a HeadRow. */
export const HEAD =
  'SELECT key, publication, revision, digest, program, path, public_at AS publicAt, sealed_at AS sealedAt, fingerprint FROM editions';
