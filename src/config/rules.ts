import { nearest } from '../model/nearest.ts';
import { safePattern } from '../model/pattern.ts';
import { RULE_IDS } from '../model/rules.ts';
import type { KeyPath } from '../model/source.ts';
import { error, idsAt, textAt, valueAt, type Remark } from './remarks.ts';

const WHY_ID = 'A setting for a rule that does not exist would change nothing, without a word.';
const WHY_PATTERN = 'It runs over every text, and a careless pattern can take minutes on one line.';
const PATTERN_FIX =
  'Write it shorter: at most two "*" or "+", none inside another, no look-ahead and no back-reference. A list of "words" is often enough.';

/** What a schema cannot say about the checks that newsdesk.yaml sets. */
export function ruleSettings(data: unknown): Remark[] {
  return [...checks(data), ...own(data)];
}

function checks(data: unknown): Remark[] {
  const remarks: Remark[] = [];
  for (const id of idsAt(data, ['rules', 'checks'])) {
    const path = ['rules', 'checks', id];
    if (!RULE_IDS.some((known) => known === id)) remarks.push(unknown(id, path));
    const patterns = valueAt(data, [...path, 'patterns']);
    if (!Array.isArray(patterns)) continue;
    for (const index of patterns.keys()) remarks.push(...pattern(data, [...path, 'patterns', index]));
  }
  return remarks;
}

function unknown(id: string, path: KeyPath): Remark {
  const guess = nearest(id, RULE_IDS);
  const own = /^X\d/.test(id) ? ' A rule of your own stands below "own:".' : '';
  const fix = guess ? `Did you mean "${guess}"?` : '`newsdesk rules` lists them.';
  return error('rule', path, `There is no rule "${id}"`, WHY_ID, `${fix}${own}`, 'key');
}

function pattern(data: unknown, path: KeyPath): Remark[] {
  const text = textAt(data, path);
  const read = text === undefined ? undefined : safePattern(text);
  if (!read || !('problem' in read)) return [];
  return [error('pattern', path, `The pattern ${read.problem}`, WHY_PATTERN, PATTERN_FIX)];
}

function own(data: unknown): Remark[] {
  const rules = valueAt(data, ['rules', 'own']);
  if (!Array.isArray(rules)) return [];
  const remarks: Remark[] = [];
  const ids = new Map<string, number>();
  const kinds = idsAt(data, ['kinds']);
  for (const index of rules.keys()) {
    const path = ['rules', 'own', index];
    const id = textAt(data, [...path, 'id']);
    if (id !== undefined) {
      const first = ids.get(id);
      if (first !== undefined) {
        const why = 'People write the id down and switch the rule by it.';
        remarks.push(
          error(
            'rule-twice',
            [...path, 'id'],
            `Two rules have the id "${id}"`,
            why,
            'Give one of them another.',
          ),
        );
      } else ids.set(id, index);
    }
    remarks.push(...pattern(data, [...path, 'pattern']));
    if (['words', 'pattern'].every((key) => valueAt(data, [...path, key]) === undefined)) {
      const why = 'It would never find anything.';
      remarks.push(
        error(
          'rule-empty',
          path,
          'The rule has neither "words" nor a "pattern"',
          why,
          'Add "words:" with a list.',
        ),
      );
    }
    const named = valueAt(data, [...path, 'kinds']);
    if (!Array.isArray(named)) continue;
    for (const at of named.keys()) {
      const kind = textAt(data, [...path, 'kinds', at]);
      if (kind === undefined || kinds.includes(kind)) continue;
      const guess = nearest(kind, kinds);
      const fix = guess ? `Did you mean "${guess}"?` : `Use one of: ${kinds.join(', ')}.`;
      const why = 'The rule would never look at a release.';
      remarks.push(error('reference', [...path, 'kinds', at], `There is no kind "${kind}"`, why, fix));
    }
  }
  return remarks;
}
