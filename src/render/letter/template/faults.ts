import type { Finding } from '../../../model/finding.ts';
import { Html } from '../../../model/html.ts';
import { nearest } from '../../../model/nearest.ts';
import { templateName, templatePath, type Templates } from '../context.ts';
import type { Engine } from './liquid.ts';
import type { Origin, Traced } from './trace.ts';
import { tagFaults } from './tags.ts';

export const NOTHING_GOES_OUT = 'No mail goes out as long as its template is broken.';

/** What liquidjs says when a template cannot be parsed or rendered. */
type LiquidFault = Error & {
  token?: { input: string; getPosition: () => [line: number, column: number]; file?: string };
  originalError?: Error & { variableName?: string };
};

/** A Liquid error as a finding at the template's line. `view` helps to guess the variable that was meant. */
export function liquidFinding(
  error: unknown,
  templates: Templates,
  engine: Engine,
  view: object | undefined,
): Finding {
  const fault = error as LiquidFault;
  const [line, column] = fault.token?.getPosition() ?? [1, 1];
  const input = fault.token?.input;
  const named = templatePath(fault.token?.file ?? '');
  const file = [...templates].find(([, source]) => source === input)?.[0] ?? named;
  const message = (fault.originalError?.message ?? fault.message).replace(/, file:.*|, line:\d.*/s, '');
  const place = { file, line, column, length: 0, severity: 'error' as const };
  const variable = fault.originalError?.variableName;
  if (variable !== undefined) return { ...place, ...variableFault(variable, view) };
  return { ...place, ...syntaxFault(message, engine, templates) };
}

function variableFault(variable: string, view: object | undefined): Pick<Finding, 'rule' | 'what' | 'why' | 'fix'> {
  const parts = variable.split('.');
  const last = parts.at(-1) ?? variable;
  const guess = nearest(last, [...keysIn(view)].filter((key) => key !== last));
  return {
    rule: 'template/variable',
    what: `The template prints "${variable}", which there is not.`,
    why: NOTHING_GOES_OUT,
    fix: guess
      ? `Did you mean "${[...parts.slice(0, -1), guess].join('.')}"?`
      : 'Use one of the values that the comment at the top of the template lists.',
  };
}

function syntaxFault(
  message: string,
  engine: Engine,
  templates: Templates,
): Pick<Finding, 'rule' | 'what' | 'why' | 'fix'> {
  const base = { rule: 'template/syntax', why: NOTHING_GOES_OUT };
  const quoted = /"([^"]*)"/.exec(message)?.[1] ?? '';
  const filter = /^undefined filter: (\S+)/.exec(message)?.[1];
  if (filter === 'raw') {
    const what = 'The filter "raw" is not used here.';
    return { ...base, what, fix: 'Leave it out: HTML that is safe prints as it is, everything else is always escaped.' };
  }
  if (filter !== undefined) {
    return { ...base, what: `There is no filter "${filter}".`, fix: didYouMean(nearest(filter, engine.filters)) };
  }
  if (message.startsWith('tag ') && message.endsWith('not found')) {
    return { ...base, what: `There is no tag {% ${quoted} %}.`, fix: didYouMean(nearest(quoted, engine.tags)) };
  }
  if (message.includes('Failed to lookup')) {
    return { ...base, rule: 'template/missing', what: `There is no template "${quoted}".`, fix: partialFix(quoted, templates) };
  }
  return { ...base, what: `The template cannot be read: ${message}.`, fix: 'Compare the line with the templates that came with Newsdesk.' };
}

/** What to do about a partial that does not exist. */
export function partialFix(name: string, templates: Templates): string {
  const guess = nearest(name, [...templates.keys()].map(templateName));
  return guess ? `Did you mean "${guess}"?` : `Add the file ${templatePath(name)}, or take the line out.`;
}

/** What is wrong with the tags of a rendered template, each at the line of the template that wrote the tag. */
export function tagFindings(traced: Traced, templates: Templates): Finding[] {
  return tagFaults(traced.text).map(({ offset, tag, what, fix }) => ({
    ...placeOfTag(traced.at(offset), tag, templates),
    rule: 'template/mjml',
    severity: 'error',
    what,
    why: NOTHING_GOES_OUT,
    fix,
  }));
}

/** The place of a tag in the template's line, or of the whole line when the tag is made up of parts. */
export function placeOfTag(
  { file, line }: Origin,
  tag: string,
  templates: Templates,
): Pick<Finding, 'file' | 'line' | 'column' | 'length'> {
  const source = templates.get(file) ?? '';
  const written = source.split('\n')[line - 1] ?? '';
  const column = written.search(new RegExp(`</?${tag}`, 'i'));
  return column === -1
    ? { file, line, column: 1, length: written.length }
    : { file, line, column: column + 1, length: tag.length + 1 };
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
