import { z } from 'zod';
import { Severity } from './finding.ts';

/** The id of a rule, or of a family of rules: `P06/victim`, `P06`, `X01`. */
const RuleName = z
  .string()
  .regex(/^([A-Z]\d{2}|people)(\/[a-z-]+)?$/)
  .meta({ description: 'the id that the finding names, such as P06/victim' });

/** An officer's decision that a finding does not hold here. It counts for exactly these words and no others. */
export const Override = z.strictObject({
  rule: RuleName,
  words: z
    .string()
    .min(1)
    .meta({ description: 'The words that the finding marks, exactly as the text has them' }),
  reason: z.string().min(10).meta({ description: 'Why the words may stand, in a sentence' }),
  basis: z.string().min(1).meta({ description: 'The legal basis: "RSMo 610.100.5"' }),
  by: z.string().min(1).meta({ description: 'Who decided: rank and name' }),
});
export type Override = z.infer<typeof Override>;

/**
 * An override as the review found it. `applied` silences a finding; `lapsed` matches none, because its words changed or
 * because nothing is wrong with them any more.
 */
export const CheckedOverride = Override.extend({
  state: z.enum(['applied', 'lapsed']),
  /** What the findings that it silences would have been; absent for a lapsed one. */
  severity: Severity.optional(),
  line: z.int(),
});
export type CheckedOverride = z.infer<typeof CheckedOverride>;
