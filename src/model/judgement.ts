import type { z } from 'zod';
import { nearest } from './nearest.ts';

const FORMAT_WHY = 'It is used exactly as it is written.';
const TYPE_WHY = 'Newsdesk does not guess what was meant.';
/** Which rule a value breaks, and the three things to say about it. */
export type Judgement = { rule: string; what: string; why: string; fix: string };

/** A schema's complaint about a value that is there, in words; `name` is the value's name, `hint` what belongs there. */
export function judged(
  issue: z.core.$ZodIssue,
  name: string,
  value: unknown,
  hint: string | undefined,
): Judgement {
  const is = `${name} is ${show(value)}`;
  switch (issue.code) {
    case 'invalid_type':
      return {
        rule: 'type',
        what: `${name} must be ${TYPES[issue.expected] ?? issue.expected}, but it is ${kindOf(value)}`,
        why: TYPE_WHY,
        fix: typeFix(issue.expected, value),
      };
    case 'invalid_value': {
      const choices = issue.values.map(String);
      const guess = typeof value === 'string' ? nearest(value, choices) : undefined;
      const all = `Write one of: ${choices.join(', ')}.`;
      const fix = guess ? `Did you mean "${guess}"? ${all}` : all;
      return { rule: 'choice', what: `${is}, which is not one of its choices`, why: TYPE_WHY, fix };
    }
    case 'too_big':
      return {
        rule: 'too-much',
        what: `${name} ${measure(value)}; the most is ${issue.maximum}`,
        why: BIG_WHY[issue.origin] ?? BOUNDS_WHY,
        fix: `Bring it down to ${issue.maximum}.`,
      };
    case 'too_small':
      return {
        rule: 'too-little',
        what: `${name} ${measure(value)}; the least is ${issue.minimum}`,
        why: BOUNDS_WHY,
        fix: `Bring it up to ${issue.minimum}.`,
      };
    case 'invalid_format': {
      const [noun, example] = FORMATS[issue.format] ?? [
        'in the form that it must have',
        `Write it to match ${issue.pattern ?? issue.format}.`,
      ];
      return {
        rule: 'form',
        what: `${is}, which is not ${noun}`,
        why: FORMAT_WHY,
        fix: hint ? belongs(hint).trim() : example,
      };
    }
    default: {
      const told = issue.message !== 'Invalid input';
      const fix = hint ? belongs(hint).trim() : 'Compare it with the sample files.';
      return {
        rule: 'form',
        what: told ? `${name}: ${issue.message}` : `${is}, which cannot be used`,
        why: FORMAT_WHY,
        fix,
      };
    }
  }
}

/** A schema's description as the end of an advice. */
export function belongs(hint: string | undefined): string {
  return hint === undefined ? '' : ` What belongs there: ${hint.replace(/\.$/, '')}.`;
}

const BOUNDS_WHY = 'Newsdesk works within these bounds only.';
const BIG_WHY: Record<string, string> = {
  string: 'A longer text is cut off in lists, feeds and mail programs.',
};
const TYPES: Record<string, string> = {
  string: 'a text',
  number: 'a whole number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a table of keys',
  record: 'a table of keys',
};
const FORMATS: Record<string, [noun: string, fix: string]> = {
  date: ['a date of the calendar', 'Write year, month and day: 2026-11-13.'],
  email: ['an e-mail address', 'Write one plain address, such as media@newsroom.example.gov.'],
  url: ['a web address', 'Write the whole address, beginning with https://.'],
};

function typeFix(expected: string, value: unknown): string {
  const scalar = typeof value !== 'object';
  const text = show(value).replace(/^"|"$/g, '');
  if (expected === 'string')
    return scalar ? `Put it in quotes: "${text}".` : 'Write one text on the line of the key.';
  if (expected === 'array')
    return scalar ? `Write a list: [${text}].` : 'Write a list: one line with "- " for each entry.';
  if (expected === 'boolean') return 'Write true or false, without quotes.';
  if (expected === 'object' || expected === 'record')
    return 'Write its keys on the lines below it, indented.';
  return /^\d+$/.test(text) ? `Write it without quotes: ${text}.` : 'Write a whole number, without quotes.';
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a table of keys';
  return typeof value === 'string' ? `the text ${show(value)}` : show(value);
}

function measure(value: unknown): string {
  if (typeof value === 'string') return `has ${value.length} characters`;
  return Array.isArray(value) ? `has ${value.length} entries` : `is ${show(value)}`;
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
