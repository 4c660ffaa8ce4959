import { z } from 'zod';

/**
 * The slots that are filled for each subscriber; nothing else differs between two copies of one edition. `confirm` is
 * the address that a confirmation mail asks to open; no other letter has it.
 */
export const SlotName = z.enum(['unsubscribe', 'preferences', 'address', 'confirm']);
export type SlotName = z.infer<typeof SlotName>;

/**
 * The mail form of an edition. `html` and `text` hold a marker where a slot goes; `slots` says which marker stands for
 * which slot. Markers come from the letter's own content, so that no author can write one by accident or on purpose.
 */
export const Letter = z.object({
  subject: z.string(),
  html: z.string(),
  text: z.string(),
  slots: z.partialRecord(SlotName, z.string()),
  language: z.string(),
  /** Message key that this letter answers to (an update to its release): a publication key, or absent. */
  inReplyTo: z.string().optional(),
  /** Topics whose subscribers get it; one mail each however many match. */
  topics: z.array(z.string()),
});
export type Letter = z.infer<typeof Letter>;
