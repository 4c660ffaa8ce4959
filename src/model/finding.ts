import { z } from 'zod';

/** How much a finding matters: an `error` stops the publication it is about, a `warning` never does. */
export const Severity = z.enum(['error', 'warning']);
export type Severity = z.infer<typeof Severity>;

/** A place in a file. Lines and columns start at 1; columns and length count UTF-16 units of the line. */
export const Place = z.object({
  file: z.string(),
  line: z.int().min(1),
  column: z.int().min(1),
  length: z.int().min(0),
});
export type Place = z.infer<typeof Place>;

/**
 * A located remark for the person who can act on it: what is wrong, why it matters, what to do.
 * `related` names the other places that the remark is about (the second file of a number used twice).
 */
export const Finding = Place.extend({
  rule: z.string(),
  severity: Severity,
  what: z.string(),
  why: z.string(),
  fix: z.string(),
  /** The words that it marks, where an officer may override it: on one line, with plain quotes and blanks. */
  words: z.string().optional(),
  /** Who decided that it does not hold here, and why. It stops nothing then, and stays visible. */
  overridden: z.object({ reason: z.string(), basis: z.string(), by: z.string() }).optional(),
  related: z.array(Place.extend({ what: z.string() })).optional(),
});
export type Finding = z.infer<typeof Finding>;

/** True when the finding stops its publication from going out: an error that nobody has overridden. */
export function blocks(finding: Finding): boolean {
  return finding.severity === 'error' && finding.overridden === undefined;
}

/** Findings in reading order: by file, then line, then column, then rule. */
export function inReadingOrder(findings: readonly Finding[]): Finding[] {
  return findings.toSorted(
    (a, b) => compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.rule, b.rule),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
