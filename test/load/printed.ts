import type { Finding } from '../../src/model/finding.ts';

/** A finding without its file and words: `line:column+length severity rule`. */
export function printed({ line, column, length, severity, rule }: Finding): string {
  return `${line}:${column}+${length} ${severity} ${rule}`;
}
