import { z } from 'zod';

/** Somebody's name as a person signs with it. */
export const PersonName = z
  .string()
  .min(2)
  .max(120)
  .regex(/^[^\p{Cc}]+$/u)
  .meta({ description: 'The name of a person, such as Lt. Aaron Schafer' });

/**
 * An approval, in the front matter of what was approved, so that it travels with the text. `newsdesk approve` writes it.
 * `digest` names everything that decides the bytes; `parts` name its pieces, only to say which of them changed.
 */
export const Approval = z.strictObject({
  by: PersonName.meta({ description: 'Who approved it' }),
  second: PersonName.optional().meta({ description: 'The second person, where the kind asks for two' }),
  at: z.iso.datetime({ offset: true }).meta({ description: 'When, written by newsdesk approve' }),
  digest: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .meta({ description: 'Names what was approved, written by newsdesk approve' }),
  parts: z
    .record(z.string(), z.string().regex(/^[0-9a-f]{12}$/))
    .meta({ description: 'Names the pieces of what was approved, written by newsdesk approve' }),
});
export type Approval = z.infer<typeof Approval>;

/** What an approval is about: the names of all pieces that decide the bytes, and of all of them together. */
export type Seal = Pick<Approval, 'digest' | 'parts'>;
