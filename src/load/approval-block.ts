import type { Approval } from '../model/approval.ts';

const KEY = /^approval[ \t]*:/;
/** A line that belongs to the key above it: indented, blank, or a remark. */
const WITHIN = /^([ \t]|#|$)/;

/**
 * The front matter without its approval, so that approving changes nothing of what was approved. Every other character
 * counts, remarks too.
 */
export function withoutApproval(yaml: string): string {
  const lines = yaml.split('\n');
  const { start, end } = blockIn(lines);
  return [...lines.slice(0, start), ...lines.slice(end)].join('\n');
}

/**
 * A Source's text (LF line ends) with this approval in place of any other, as the last key of its front matter; nothing
 * else is changed. `yaml` is its front matter as `splitFrontMatter` gives it, and begins right after the opening fence.
 */
export function withApproval(text: string, fence: number, yaml: string, approval: Approval): string {
  const kept = withoutApproval(yaml).replace(/\n*$/, '\n');
  return text.slice(0, fence) + kept + printed(approval).join('\n') + text.slice(fence + yaml.length);
}

function printed({ by, second, at, digest, parts }: Approval): string[] {
  return [
    'approval:',
    `  by: ${JSON.stringify(by)}`,
    ...(second === undefined ? [] : [`  second: ${JSON.stringify(second)}`]),
    `  at: ${JSON.stringify(at)}`,
    `  digest: ${JSON.stringify(digest)}`,
    '  parts:',
    ...Object.entries(parts).map(([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)}`),
  ];
}

function blockIn(lines: readonly string[]): { start: number; end: number } {
  const start = lines.findIndex((line) => KEY.test(line));
  if (start === -1) return { start: lines.length, end: lines.length };
  let end = start + 1;
  while (end < lines.length && WITHIN.test(lines[end] ?? '')) end += 1;
  // What is blank or a remark at the end belongs to what follows.
  while (end > start + 1 && /^(#|[ \t]*$)/.test(lines[end - 1] ?? '')) end -= 1;
  return { start, end };
}
