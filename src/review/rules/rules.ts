import type { Rule } from '../rule.ts';
import { accessRules } from './access.ts';
import { bodyRules } from './body.ts';
import { fileRules } from './file.ts';
import { htmlRules } from './html.ts';
import { issueRules } from './issue.ts';
import { leftoverRules } from './leftovers.ts';
import { lengthRules } from './length.ts';
import { linkRules } from './links.ts';
import { nameRules } from './names.ts';
import { timeRules } from './times.ts';

/** Checks of the front matter. They hold for every file, a withdrawn one too. */
export const FRONT_RULES: readonly Rule[] = [...fileRules, ...nameRules, ...timeRules, ...issueRules];

/** Checks of what would be printed. A withdrawn file prints none of its words, so nothing in them may stop its notice. */
export const TEXT_RULES: readonly Rule[] = [
  ...bodyRules,
  ...lengthRules,
  ...linkRules,
  ...accessRules,
  ...htmlRules,
  ...leftoverRules,
];
