import { z } from 'zod';

/** Every rule of the trade that newsdesk.yaml may set, with its families first where they have several rules. */
export const RULE_IDS = [
  'P01',
  'P02',
  'P03',
  'P04',
  'P05',
  'P06',
  'P06/victim',
  'P06/other',
  'P07',
  'P08',
  'P09',
  'P10',
  'P11',
  'F01',
  'F02',
  'F03',
  'F04',
  'F05',
  'F06',
  'S01',
  'S02',
  'S02/jargon',
  'S02/grade',
  'S02/capitals',
  'S02/weekday',
  'S02/order',
  'S02/counts',
  'S03',
  'S03/tips',
  'S03/report',
  'S03/contact',
  'S04',
  'S04/text',
  'S04/report',
  'C01',
  'C02',
  'A01',
  'A01/alt',
  'A01/link-text',
  'A01/heading',
  'A01/table',
  'A01/language',
  'L01',
  'people',
  'people/unlisted',
  'people/unmentioned',
] as const;

const Phrase = z.string().min(2).max(200);
const Why = z.string().min(10).max(400);

/** What newsdesk.yaml says of one built-in rule. */
export const RuleSetting = z.strictObject({
  severity: z
    .enum(['error', 'warning', 'off'])
    .optional()
    .meta({ description: 'error, warning or off; the rule’s own when absent' }),
  /** Further words that the rule finds. */
  words: z.array(Phrase).max(500).optional(),
  /** Words, numbers, addresses or names that it passes over. */
  allow: z.array(Phrase).max(500).optional(),
  /** Further patterns that the rule finds: regular expressions, in any case, without assertions. */
  patterns: z.array(z.string()).max(50).optional(),
  /** S02/grade: the school grade that a text may ask for. */
  grade: z.number().min(4).max(20).optional(),
  /** F05: days after an arrest without a charge at which its record closes. */
  days: z.int().min(1).max(365).optional(),
});
export type RuleSetting = z.infer<typeof RuleSetting>;

/** A rule of the newsroom's own. */
export const OwnRule = z.strictObject({
  id: z
    .string()
    .regex(/^X\d{2}$/)
    .meta({ description: 'X and two digits, such as X01' }),
  words: z.array(Phrase).min(1).max(500).optional(),
  pattern: z.string().optional(),
  severity: z.enum(['error', 'warning']).default('warning'),
  about: z.string().min(5).max(200).optional(),
  why: Why,
  fix: Why,
  /** The kinds of release that it looks at; all when absent. */
  kinds: z.array(z.string()).optional(),
});
export type OwnRule = z.infer<typeof OwnRule>;

/** The checks, as newsdesk.yaml sets them. */
export const RuleSettings = z.strictObject({
  checks: z.record(z.string(), RuleSetting).default({}),
  own: z.array(OwnRule).max(99).default([]),
});
export type RuleSettings = z.infer<typeof RuleSettings>;

/** The setting of a rule: its own before its family's, key by key. */
export function settingOf(settings: RuleSettings, id: string): RuleSetting {
  const family = id.includes('/') ? settings.checks[id.slice(0, id.indexOf('/'))] : undefined;
  const own = settings.checks[id];
  return family && own ? { ...family, ...own } : (own ?? family ?? {});
}
