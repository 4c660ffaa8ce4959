import type { Rule } from '../rule.ts';
import { accessRules } from './access.ts';
import { bodyRules } from './body.ts';
import { fileRules } from './file.ts';
import { htmlRules } from './html.ts';
import { issueRules } from './issue.ts';
import { leftoverRules } from './leftovers.ts';
import { lengthRules } from './length.ts';
import { linkRules } from './links.ts';
import { chargeRules } from './fair-trial/charges.ts';
import { prejudiceRules } from './fair-trial/prejudice.ts';
import { nameRules } from './names.ts';
import { peopleRules } from './people.ts';
import { addressRules } from './privacy/addresses.ts';
import { contactRules } from './privacy/contacts.ts';
import { identifierRules } from './privacy/identifiers.ts';
import { medicalRules } from './privacy/medical.ts';
import { resolvedRules } from './resolved.ts';
import { minorRules } from './privacy/minors.ts';
import { victimRules } from './privacy/victims.ts';
import { forceRules } from './style/force.ts';
import { languageRules } from './style/language.ts';
import { reachRules } from './style/reach.ts';
import { sumRules } from './style/sums.ts';
import { weekdayRules } from './style/weekday.ts';
import { wordingRules } from './style/wording.ts';
import { timeRules } from './times.ts';

/** Checks of the front matter. They hold for every file, a withdrawn one too. */
export const FRONT_RULES: readonly Rule[] = [
  ...fileRules,
  ...nameRules,
  ...timeRules,
  ...resolvedRules,
  ...issueRules,
];

/** Checks of what would be printed. A withdrawn file prints none of its words, so nothing in them may stop its notice. */
export const TEXT_RULES: readonly Rule[] = [
  ...bodyRules,
  ...lengthRules,
  ...linkRules,
  ...accessRules,
  ...htmlRules,
  ...leftoverRules,
  ...identifierRules,
  ...contactRules,
  ...addressRules,
  ...minorRules,
  ...victimRules,
  ...medicalRules,
  ...chargeRules,
  ...prejudiceRules,
  ...forceRules,
  ...wordingRules,
  ...weekdayRules,
  ...sumRules,
  ...reachRules,
  ...languageRules,
  ...peopleRules,
];
