import { inReadingOrder, type Finding } from '../model/finding.ts';
import type { Newsroom } from '../model/newsroom.ts';
import type { Publication } from '../model/publication.ts';
import { applyAcross, roomOf, type AcrossRule, type NewsroomTools } from './across/across.ts';
import { continuityRules } from './across/continuity.ts';
import { fileRules } from './across/files.ts';
import { insideRules } from './across/inside.ts';
import { numberingRules } from './across/issues.ts';
import { mentionRules } from './across/mentions.ts';
import { spellingRules } from './across/spelling.ts';
import { twiceRules } from './across/twice.ts';
import { updateRules } from './across/updates.ts';

export type { NewsroomTools } from './across/across.ts';

/** The checks that need more than one file. */
export const ACROSS_RULES: readonly AcrossRule[] = [
  ...twiceRules,
  ...mentionRules,
  ...updateRules,
  ...spellingRules,
  ...fileRules,
  ...insideRules,
  ...numberingRules,
  ...continuityRules,
];

/**
 * Checks all publications together, drafts too, and hands back every finding in reading order. A finding stands in the
 * file that has to change: what is wrong with a draft is never told of another file. The work grows linearly with the
 * number of publications.
 */
export function reviewNewsroom(
  publications: readonly Publication[],
  newsroom: Newsroom,
  tools: NewsroomTools,
): Finding[] {
  const room = roomOf(publications, newsroom, tools);
  return inReadingOrder(ACROSS_RULES.flatMap((rule) => applyAcross(rule, room)));
}
