import type { Finding } from '../model/finding.ts';
import type { CheckedOverride, Override } from '../model/override.ts';
import type { Context, RuleInfo } from './rule.ts';
import { quote } from './words.ts';

export const OVERRIDE_LAPSED: RuleInfo & { why: string } = {
  id: 'override/lapsed',
  severity: 'warning',
  about: 'An override whose words are not there any more, or need none',
  source: 'house rule',
  why: 'An override counts for the words that somebody looked at, and for no others.',
};

/**
 * The findings with those marked that an override of the front matter names, and every override with what came of it.
 * An override holds for one rule (or its family) and exactly its words: after any change of them it has lapsed.
 */
export function overridden(
  findings: readonly Finding[],
  context: Context,
): { findings: Finding[]; overrides: CheckedOverride[] } {
  const { overrides } = context.front;
  if (overrides === undefined || overrides.length === 0) return { findings: [...findings], overrides: [] };
  const lines = context.source.text.split('\n');
  const checked = overrides.map((override, index): CheckedOverride => {
    const state = concernsReport(override, context) ? 'applied' : 'lapsed';
    return Object.assign({}, override, {
      state,
      line: context.locate(['overrides', index], 'value').line,
    } as const);
  });
  const decided = findings.map((finding) => {
    const words = wordsOf(finding, lines);
    const found = checked.find((override) => holdsFor(override, finding.rule, words));
    if (!found) return finding;
    found.state = 'applied';
    if (found.severity !== 'error') found.severity = finding.severity;
    const { reason, basis, by } = found;
    return { ...finding, overridden: { reason, basis, by } };
  });
  const lapsed = checked.flatMap((override, index) =>
    override.state === 'lapsed' ? lapse(override, index, context) : [],
  );
  return { findings: [...decided, ...lapsed], overrides: checked };
}

/** S04/report is found across files; here it is enough that the name still stands in this one. */
function concernsReport({ rule, words }: Override, { story, front }: Context): boolean {
  if (front.type !== 'release' || !/^S04(?:\/report)?$/.test(rule)) return false;
  return story.people.some(({ name }) => name === words) || story.names.some(({ name }) => name === words);
}

function wordsOf({ words, line, column, length }: Finding, lines: readonly string[]): string {
  return words ?? (lines[line - 1] ?? '').slice(column - 1, column - 1 + length);
}

function holdsFor(override: Override, rule: string, words: string): boolean {
  const sameRule = rule === override.rule || rule.startsWith(`${override.rule}/`);
  return sameRule && oneLine(words) === oneLine(override.words);
}

/** Words on one line with plain quotes and dashes: how they were typed does not change what they say. */
function oneLine(words: string): string {
  return words
    .normalize('NFC')
    .replace(/[’‘]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/[\u2010-\u2013]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
}

function lapse(override: CheckedOverride, index: number, { locate, source }: Context): Finding {
  const { id, severity, why } = OVERRIDE_LAPSED;
  return {
    file: source.path,
    ...locate(['overrides', index, 'words'], 'value'),
    rule: id,
    severity,
    what: `${override.rule} finds nothing on ${quote(override.words)}`,
    why,
    fix: 'Remove the override. If the words have changed, whoever may decide looks at the new ones and writes a new one.',
  };
}
