import type { Finding, Severity } from '../model/finding.ts';
import type { KeyPath } from '../model/source.ts';

type Words = Pick<Finding, 'what' | 'why' | 'fix'>;

/** A finding about a file, or about the environment, as a whole. */
export function about(file: string, rule: string, words: Words, severity: Severity = 'error'): Finding {
  return { file, line: 1, column: 1, length: 0, rule, severity, ...words };
}

/** A finding about newsdesk.yaml that is still pinned to a path of its data. */
export type Remark = Words & Pick<Finding, 'rule' | 'severity'> & { path: KeyPath; at: 'key' | 'value' };

/** An error at the value (or the key) of a path. */
export function error(
  rule: string,
  path: KeyPath,
  what: string,
  why: string,
  fix: string,
  at: Remark['at'] = 'value',
): Remark {
  return { rule: `config/${rule}`, severity: 'error', path, at, what, why, fix };
}

/** Data that is a table of keys; lists are not. */
export function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What stands at a path of data that no schema has seen yet. */
export function valueAt(data: unknown, path: KeyPath): unknown {
  let here = data;
  for (const part of path) {
    if (Array.isArray(here)) here = here[Number(part)];
    else here = isTable(here) && Object.hasOwn(here, part) ? here[part] : undefined;
  }
  return here;
}

/** The text at a path, if it is one. */
export function textAt(data: unknown, path: KeyPath): string | undefined {
  const value = valueAt(data, path);
  return typeof value === 'string' ? value : undefined;
}

/** The keys of the table at a path. */
export function idsAt(data: unknown, path: KeyPath): string[] {
  const table = valueAt(data, path);
  return isTable(table) ? Object.keys(table) : [];
}
