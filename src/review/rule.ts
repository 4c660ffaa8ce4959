import type { Body } from '../model/body.ts';
import type { Finding, Severity } from '../model/finding.ts';
import type { IssueFrontMatter } from '../model/issue.ts';
import type { Newsroom } from '../model/newsroom.ts';
import type { ReleaseFrontMatter } from '../model/release.ts';
import type { KeyPath, Source, Spot } from '../model/source.ts';
import type { Address } from './addresses.ts';
import type { Outline } from './outline.ts';
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

/** The fields of the front matter that are of the right type: all of them when the schema accepted it. */
export type Front =
  ({ type: 'release' } & Partial<ReleaseFrontMatter>) | ({ type: 'issue' } & Partial<IssueFrontMatter>);

/** Everything a check of one file may look at. */
export type Context = {
  source: Source;
  newsroom: Newsroom;
  front: Front;
  times: Times;
  body: Body;
  outline: Outline;
  /** Every link and picture of the text, those in raw HTML too. */
  addresses: readonly Address[];
  /** Where a key or a value of the front matter stands; costly, so only for what is marked. */
  locate: (path: KeyPath, what: 'key' | 'value') => Spot;
  /** Where words stand within a value of the front matter; the whole value when they are not found. */
  locateWords: (path: KeyPath, words: string) => Spot;
  /** Where a stretch of the body stands, by its offset in `source.body`. */
  spot: (offset: number, length: number) => Spot;
  /** The instant of a wall-clock time in the newsroom's zone, epoch ms; undefined when there is no such time. */
  instant: (wall: string) => number | undefined;
};

/** What most checks return. */
export const NOTHING: readonly Mark[] = [];

/** Runs one rule over one file. */
export function apply(rule: Rule, context: Context): Finding[] {
  const marks = rule.check(context);
  if (marks.length === 0) return [];
  return marks.map(({ at, what, fix }) => ({
    file: context.source.path,
    line: at.line,
    column: at.column,
    length: at.length,
    rule: rule.id,
    severity: rule.severity,
    what,
    why: rule.why,
    fix,
  }));
}
