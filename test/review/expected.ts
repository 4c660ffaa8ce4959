import type { Finding } from '../../src/model/finding.ts';

/** A finding as an expected.txt has it: `file:line:column+length severity rule`. */
export function printed({ file, line, column, length, severity, rule }: Finding): string {
  return `${file}:${line}:${column}+${length} ${severity} ${rule}`;
}

/** Everything that a finding says, for the indented lines of an expected.txt. */
export function wordsOf({ what, fix, related = [] }: Finding): string {
  return [what, fix, ...related.map(({ file, line, column }) => `${file}:${line}:${column}`)].join(' ');
}

/** An expected.txt: a line for each finding, and below it, indented, what it must say. */
export function parseExpected(text: string): { finding: string; says: string[] }[] {
  const expected: { finding: string; says: string[] }[] = [];
  for (const line of text.split('\n').filter((line) => line.trim() !== '')) {
    if (line.startsWith(' ')) expected.at(-1)?.says.push(line.trim());
    else expected.push({ finding: line, says: [] });
  }
  return expected;
}
