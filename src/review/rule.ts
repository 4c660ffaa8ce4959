import type { Body } from '../model/body.ts';
import type { Finding, Severity } from '../model/finding.ts';
import type { Newsroom } from '../model/newsroom.ts';
import type { Source, Spot } from '../model/source.ts';
import type { Address } from './addresses.ts';
import type { Front } from './front.ts';
import type { Outline } from './outline.ts';
import type { Spots } from './spots.ts';
import type { Times } from './times.ts';

/** What `newsdesk rules` prints of a rule. */
export type RuleInfo = {
  /** Never changes once it was printed: people search for it and write it down. */
  id: string;
  severity: Severity;
  /** What it finds, in one line. */
  about: string;
  /** Where it comes from: a law, a standard, a practice, or the house. */
  source: string;
};

/** What a check hands back: the place and the words. The rule's id, severity and reason are added to it. */
export type Mark = { at: Spot; what: string; fix: string };

/** A check of one file. `why` is why it matters, printed with every finding. */
export type Rule = RuleInfo & { why: string; check: (context: Context) => readonly Mark[] };

/** Everything a check of one file may look at. */
export type Context = Spots & {
  source: Source;
  newsroom: Newsroom;
  front: Front;
  times: Times;
  body: Body;
  outline: Outline;
  /** Every link and picture of the text, those in raw HTML too. */
  addresses: readonly Address[];
  /** The instant of a wall-clock time in the newsroom's zone, epoch ms; undefined when there is no such time. */
  instant: (wall: string) => number | undefined;
};

/** What most checks return. */
export const NOTHING: readonly Mark[] = [];

/** Findings of one rule in one file, at most: whoever reads more of them has stopped reading. */
export const MOST = 200;

/** Runs one rule over one file. Of very many findings the first are handed back, and the last of those says so. */
export function apply(rule: Rule, context: Context): Finding[] {
  const marks = rule.check(context);
  if (marks.length === 0) return [];
  const more = marks.length - MOST;
  return marks.slice(0, MOST).map(({ at, what, fix }, index) => ({
    file: context.source.path,
    line: at.line,
    column: at.column,
    length: at.length,
    rule: rule.id,
    severity: rule.severity,
    what: more > 0 && index === MOST - 1 ? `${what}, and ${more} more like it are in this file` : what,
    why: rule.why,
    fix,
  }));
}
