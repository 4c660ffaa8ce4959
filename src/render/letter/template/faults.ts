import type { Finding } from '../../../model/finding.ts';
import { Html } from '../../../model/html.ts';
import { nearest } from '../../../model/nearest.ts';
import { templateName, templatePath, type Templates } from '../context.ts';
import { TAKEN_AWAY, type Engine } from './liquid.ts';
import { NOTHING_GOES_OUT, onTag, type Remark } from './remark.ts';
import { tagFaults } from './tags.ts';
import type { Traced } from './trace.ts';

/** What liquidjs says when a template cannot be parsed or rendered. */
interface LiquidFault extends Error {
  token?: {
    input: string;
    begin: number;
    end: number;
    getPosition: () => [line: number, column: number];
    file?: string;
  };
  originalError?: LiquidCause;
}

interface LiquidCause extends Error {
  variableName?: string;
}

/** A Liquid error as a finding at the template's line. `view` helps to guess the variable that was meant. */
export function liquidFinding(
  error: unknown,
  templates: Templates,
  engine: Engine,
  view: object | undefined,
): Finding {
  const fault: LiquidFault = error instanceof Error ? error : new Error(String(error));
  const { token } = fault;
  const [line, column] = token?.getPosition() ?? [1, 1];
  const input = token?.input;
  const [written = ''] = token ? token.input.slice(token.begin, token.end).split('\n', 1) : [];
  const named = templatePath(token?.file ?? '');
  const file = [...templates].find(([, source]) => source === input)?.[0] ?? named;
  const message = (fault.originalError?.message ?? fault.message).replace(/, file:.*|, line:\d.*/s, '');
  const place = { file, line, column, length: written.length, severity: 'error' as const };
  const variable = fault.originalError?.variableName;
  if (variable !== undefined) return { ...place, ...variableFault(variable, view) };
  return { ...place, ...syntaxFault(message, engine, templates) };
}

function variableFault(variable: string, view: object | undefined): Remark {
  const parts = variable.split('.');
  const last = parts.at(-1) ?? variable;
  const guess = nearest(
    last,
    [...keysIn(view)].filter((key) => key !== last),
  );
  return {
    rule: 'template/variable',
    what: `The template prints "${variable}", which there is not.`,
    why: NOTHING_GOES_OUT,
    fix: guess
      ? `Did you mean "${[...parts.slice(0, -1), guess].join('.')}"?`
      : 'Use one of the values that the comment at the top of the template lists.',
  };
}

function syntaxFault(message: string, engine: Engine, templates: Templates): Remark {
  const base = { rule: 'template/syntax', why: NOTHING_GOES_OUT };
  const quoted = /"([^"]*)"/.exec(message)?.[1] ?? '';
  const filter = /^undefined filter: (\S+)/.exec(message)?.[1];
  const instead = filter === undefined ? undefined : TAKEN_AWAY[filter];
  if (instead !== undefined)
    return { ...base, what: `The filter "${filter}" is not used here.`, fix: instead };
  if (filter !== undefined) {
    return {
      ...base,
      what: `There is no filter "${filter}".`,
      fix: didYouMean(nearest(filter, engine.filters)),
    };
  }
  if (message.startsWith('tag ') && message.endsWith('not found')) {
    return {
      ...base,
      what: `There is no tag {% ${quoted} %}.`,
      fix: didYouMean(nearest(quoted, engine.tags)),
    };
  }
  if (message.includes('Failed to lookup')) {
    return {
      ...base,
      rule: 'template/missing',
      what: `There is no template "${quoted}".`,
      fix: partialFix(quoted, templates),
    };
  }
  if (message.endsWith('limit exceeded')) {
    return {
      ...base,
      what: 'The template does not come to an end.',
      fix: 'Let its loops run over fewer things.',
    };
  }
  return {
    ...base,
    what: `The template cannot be read: ${message}.`,
    fix: 'Compare the line with the templates that came with Newsdesk.',
  };
}

/** What to do about a partial that does not exist. */
export function partialFix(name: string, templates: Templates): string {
  const guess = nearest(name, [...templates.keys()].map(templateName));
  return guess ? `Did you mean "${guess}"?` : `Add the file ${templatePath(name)}, or take the line out.`;
}

/** What is wrong with the tags of a rendered template, each at the line of the template that wrote the tag. */
export function tagFindings(traced: Traced, templates: Templates): Finding[] {
  return tagFaults(traced.text).map((fault) => onTag(traced.at(fault.offset), fault.tag, templates, fault));
}

function didYouMean(guess: string | undefined): string {
  return guess ? `Did you mean "${guess}"?` : 'See https://liquidjs.com for those that there are.';
}

/** Every key in a view, however deep. */
function keysIn(value: unknown): Set<string> {
  const keys = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || value instanceof Html) return;
    if (Array.isArray(value)) {
      if (value.length > 0) visit(value[0]);
      return;
    }
    for (const [key, inner] of Object.entries(value)) {
      keys.add(key);
      visit(inner);
    }
  };
  visit(value);
  return keys;
}
