import type { Body } from '../model/body.ts';
import type { Finding, Severity } from '../model/finding.ts';
import type { Newsroom } from '../model/newsroom.ts';
import type { Source, Spot } from '../model/source.ts';
import type { Address } from './addresses.ts';
import type { Front } from './front.ts';
import type { Outline } from './outline.ts';
import type { Prose } from './prose/prose.ts';
import type { Settings } from './settings.ts';
import type { Spots } from './spots.ts';
import type { Story } from './story/story.ts';
import type { Times } from './times.ts';
import { quote } from './words.ts';

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

/**
 * What a check hands back: the place and what is wrong there. The rule's id, severity and reason are added to it.
 * `words` are those that it marks, where they can be overridden.
 */
export type Mark = { at: Spot; what: string; fix: string; words?: string };

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
  /** Every word that is printed, as one plain text. */
  prose: Prose;
  /** Who and what the text is about. */
  story: Story;
  /** What newsdesk.yaml says to the checks. */
  settings: Settings;
  /** Every link and picture of the text, those in raw HTML too. */
  addresses: readonly Address[];
  /** The instant of a wall-clock time in a zone, the newsroom's own when none is given, epoch ms. */
  instant: (wall: string, zone?: string) => number | undefined;
};

/** What most checks return. */
export const NOTHING: readonly Mark[] = [];

/** Findings of one rule in one file, at most: whoever reads more of them has stopped reading. */
export const MOST = 200;

/** A mark on a stretch of the prose, pinned to the words in the file. */
export function marked(context: Context, start: number, end: number, what: string, fix: string): Mark {
  const words = context.prose.text.slice(start, end).replace(/\s+/g, ' ').trim();
  return { at: context.prose.at(start, end), words, what, fix };
}

/**
 * Runs one rule over one file, as newsdesk.yaml sets it: off, with another severity, with further words, without those
 * that it allows. Of very many findings the first are handed back, and the last of those says so.
 */
export function apply(rule: Rule, context: Context): Finding[] {
  const { settings } = context;
  const { severity = rule.severity } = settings.of(rule.id);
  if (severity === 'off') return [];
  const marks = [...rule.check(context), ...furtherMarks(rule, context)].filter(
    ({ words }) => words === undefined || !settings.allows(rule.id, words),
  );
  return findingsOf(marks, { ...rule, severity }, context.source.path);
}

/** What newsdesk.yaml adds to a rule. */
function furtherMarks(rule: Rule, context: Context): Mark[] {
  return marksOf(context.settings.more(rule.id), context, (words) => ({
    what: `${quote(words)} is among the words of ${rule.id} in newsdesk.yaml`,
    fix: 'Write it another way.',
  }));
}

/** Marks on all that some patterns find, paragraph by paragraph. */
export function marksOf(
  patterns: readonly RegExp[],
  context: Context,
  say: (words: string) => { what: string; fix: string },
): Mark[] {
  if (patterns.length === 0) return [];
  const marks: Mark[] = [];
  for (const pattern of patterns) {
    for (const { 0: words, index } of context.prose.text.matchAll(pattern)) {
      const { what, fix } = say(words);
      if (words.trim() !== '') marks.push(marked(context, index, index + words.length, what, fix));
    }
  }
  return marks;
}

/** Marks as findings of a rule, at most MOST of them. */
export function findingsOf(
  marks: readonly Mark[],
  rule: Pick<Rule, 'id' | 'severity' | 'why'>,
  file: string,
): Finding[] {
  const more = marks.length - MOST;
  return marks.slice(0, MOST).map(({ at, what, fix, words }, index) => {
    const finding: Finding = {
      file,
      line: at.line,
      column: at.column,
      length: at.length,
      rule: rule.id,
      severity: rule.severity,
      what: more > 0 && index === MOST - 1 ? `${what}, and ${more} more like it are in this file` : what,
      why: rule.why,
      fix,
    };
    if (words !== undefined) finding.words = words;
    return finding;
  });
}
