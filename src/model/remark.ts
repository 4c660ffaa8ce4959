import type { z } from 'zod';
import { inReadingOrder, type Finding } from './finding.ts';
import { belongs, judged, type Judgement } from './judgement.ts';
import { nearest } from './nearest.ts';
import type { KeyPath, Spot } from './source.ts';

export { nearest };

/** What findingsOf needs to know about the file whose data a schema refused. */
export type RemarkContext = {
  file: string;
  /** The data that was checked, for naming the value in the remark. */
  data: unknown;
  locate: (path: KeyPath, what: 'key' | 'value') => Spot;
  /** The keys that are allowed at a path (`keysAt` of schema.ts). */
  knownKeys: (path: KeyPath) => string[];
  /** What belongs there, in words (`describeAt` of schema.ts). */
  describe?: (path: KeyPath, what: 'key' | 'value') => string | undefined;
  /** First part of every rule id; `front-matter` when absent. */
  rulePrefix?: string;
};

type Remark = Judgement & {
  path: KeyPath;
  at: 'key' | 'value';
  /** For a misspelt key: the key that was most likely meant. It is not reported as missing as well. */
  meant?: KeyPath;
};

const UNKNOWN_WHY =
  'A misspelt key would be lost without a word, so every key must be one that Newsdesk knows.';

/** A schema's issues as findings in reading order, each at its key or value, at most one for each place. */
export function findingsOf(issues: readonly z.core.$ZodIssue[], context: RemarkContext): Finding[] {
  const remarks = new Map<string, Remark>();
  for (const remark of issues.flatMap((issue) => remarksOn(issue, context))) {
    const place = JSON.stringify(remark.path);
    if (!remarks.has(place)) remarks.set(place, remark);
  }
  const meant = new Set([...remarks.values()].map((remark) => JSON.stringify(remark.meant)));
  for (const place of remarks.keys()) if (meant.has(place)) remarks.delete(place);
  return inReadingOrder([...remarks.values()].map((remark) => toFinding(remark, context)));
}

/** A path in words: `"alt" in entry 2 of "photos"`. */
export function nameOf(path: KeyPath): string {
  let name = '';
  let join = '';
  for (const part of path.toReversed()) {
    name += `${join}${typeof part === 'number' ? `entry ${part + 1}` : `"${part}"`}`;
    join = typeof part === 'number' ? ' of ' : ' in ';
  }
  return name === '' ? 'the file' : name;
}

function toFinding({ rule, path, at, what, why, fix }: Remark, context: RemarkContext): Finding {
  const id = `${context.rulePrefix ?? 'front-matter'}/${rule}`;
  return { file: context.file, ...context.locate(path, at), rule: id, severity: 'error', what, why, fix };
}

function remarksOn(issue: z.core.$ZodIssue, context: RemarkContext): Remark[] {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey([...path, key], context));
  const value = valueAt(context.data, path);
  const hint = context.describe?.(path, 'value');
  if (issue.code === 'invalid_key') return [badKey(path, context)];
  if (value === undefined) return [missing(path, hint)];
  if (value === null || value === '') return [empty(path, hint)];
  return [{ path, at: 'value', ...judged(issue, nameOf(path), value, hint) }];
}

function unknownKey(path: KeyPath, context: RemarkContext): Remark {
  const parent = path.slice(0, -1);
  const known = context.knownKeys(parent);
  const taken = valueAt(context.data, parent);
  const free = known.filter((key) => !(isTable(taken) && Object.hasOwn(taken, key)));
  const guess = nearest(String(path.at(-1)), free);
  return {
    rule: 'unknown-key',
    path,
    at: 'key',
    what: `${nameOf(path)} is not a key that Newsdesk knows`,
    why: UNKNOWN_WHY,
    fix: guess
      ? `Did you mean "${guess}"?`
      : `Remove it, or use one of: ${(free.length > 0 ? free : known).join(', ')}.`,
    ...(guess && { meant: [...parent, guess] }),
  };
}

function badKey(path: KeyPath, context: RemarkContext): Remark {
  const hint = context.describe?.(path, 'key');
  return {
    rule: 'key-form',
    path,
    at: 'key',
    what: `${nameOf(path)} is not a name that can be used here`,
    why: 'Other files and public addresses refer to it by this name.',
    fix: hint ? `Use ${hint}.` : 'Use lower-case letters, digits and hyphens, beginning with a letter.',
  };
}

function missing(path: KeyPath, hint: string | undefined): Remark {
  return {
    rule: 'missing-key',
    path,
    at: 'key',
    what: `${nameOf(path)} is missing`,
    why: 'Nothing can be published without it.',
    fix: `Add "${path.at(-1)}:".${belongs(hint)}`,
  };
}

function empty(path: KeyPath, hint: string | undefined): Remark {
  return {
    rule: 'empty',
    path,
    at: 'key',
    what: `${nameOf(path)} is empty`,
    why: 'A key without a value says nothing.',
    fix: `Write its value, or remove the line if it may be left out.${belongs(hint)}`,
  };
}

function valueAt(data: unknown, path: KeyPath): unknown {
  let here = data;
  for (const part of path) here = isTable(here) && Object.hasOwn(here, part) ? here[part] : undefined;
  return here;
}

function isTable(value: unknown): value is Record<string | number, unknown> {
  return typeof value === 'object' && value !== null;
}
