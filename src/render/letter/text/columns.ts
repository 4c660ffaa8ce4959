import { columns, wrapped } from '../../markdown/columns.ts';

/** The width of a text part, columns. */
export const COLUMNS = 76;

/**
 * A paragraph in lines of at most 76 columns, each after `indent` (the first after `first`, which is as wide). A word
 * that is longer than a line stays whole: it may be an address.
 */
export function wrap(text: string, indent = '', first = indent): string {
  const lines = wrapped(text.replace(/\s+/g, ' ').trim(), COLUMNS - columns(indent));
  return lines.map((line, index) => (index === 0 ? first : indent) + line).join('\n');
}

type Part = string | null | undefined | false;

/** Blocks with a blank line between them; empty ones leave no trace. */
export function blocks(...parts: readonly Part[]): string {
  return parts.filter(isText).join('\n\n');
}

/** Lines one under the other; empty ones leave no trace. */
export function lines(...parts: readonly Part[]): string {
  return parts.filter(isText).join('\n');
}

/** A heading with a rule of `sign` below it, as wide as it is: not every script has capitals. */
export function heading(text: string, sign: string): string {
  const heading = wrap(text);
  return `${heading}\n${sign.repeat(Math.max(3, ...heading.split('\n').map(columns)))}`;
}

/** A rule across the whole width. */
export function rule(sign: string): string {
  return sign.repeat(COLUMNS);
}

function isText(part: Part): part is string {
  return typeof part === 'string' && part !== '';
}
