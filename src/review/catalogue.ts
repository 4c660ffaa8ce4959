import { ACROSS_RULES } from './newsroom.ts';
import { OVERRIDE_LAPSED } from './overrides.ts';
import { PARITY } from './parity.ts';
import type { RuleInfo } from './rule.ts';
import { FRONT_RULES, TEXT_RULES } from './rules/rules.ts';

/** What `findingsOf` says of front matter that its schema refuses. */
const SCHEMA_RULES: readonly RuleInfo[] = [
  ['unknown-key', 'A key that Newsdesk does not know, usually a misspelt one'],
  ['missing-key', 'A key that must be there and is not'],
  ['empty', 'A key without a value'],
  ['type', 'A value of another type: a number for a text, a text for a list'],
  ['choice', 'A word that is not one of the few that may stand there'],
  ['form', 'A value that is not written in its form, such as a serial number'],
  ['too-much', 'A text or list that is longer, or a number that is larger, than allowed'],
  ['too-little', 'A text or list that is shorter, or a number that is smaller, than allowed'],
].map(([name = '', about = '']) => ({
  id: `front-matter/${name}`,
  severity: 'error',
  about,
  source: 'house rule',
}));

/** What is found when the file's own rules are done: of overrides, and of the forms. */
const LATER_RULES: readonly RuleInfo[] = [OVERRIDE_LAPSED, PARITY];

/** Every rule that a review can raise, in the order in which `newsdesk rules` prints them. */
export const CATALOGUE: readonly RuleInfo[] = [
  ...SCHEMA_RULES,
  ...[...FRONT_RULES, ...TEXT_RULES, ...ACROSS_RULES, ...LATER_RULES].map(
    ({ id, severity, about, source }) => ({
      id,
      severity,
      about,
      source,
    }),
  ),
];
