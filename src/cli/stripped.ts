import { printTraces, type Stripped } from '../model/trace.ts';
import { visible } from './excerpt.ts';

/** More photos than this are a number. */
const MOST_LINES = 12;

/** What photos tell and will be stripped of, a line each; empty when they tell nothing. For information: nothing to do. */
export function printStripped(stripped: readonly Stripped[]): string {
  if (stripped.length === 0) return '';
  const lines = stripped
    .slice(0, MOST_LINES)
    .map(({ path, traces }) => `  ${visible(path)}: ${printTraces(traces)}`);
  const more = stripped.length - lines.length;
  if (more > 0) lines.push(`  and ${more} more`);
  return `Stripped from photos before they go out:\n${lines.join('\n')}\n`;
}
