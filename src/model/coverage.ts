/** What one issue of the Digest covers: every public release belongs to exactly one issue. */
export type Coverage = {
  /** Publication key of the issue: `digest/24`. */
  issue: string;
  /** Numbers in reading order, the lead first, then by kind in the issue's order, newest first within a kind. */
  numbers: string[];
  omitted: { number: string; reason: string }[];
};
