/**
 * Something wrong with a text, found while reading it: where (offset and length in UTF-16 units), what, why it matters
 * and what to do. Rooms turn it into a finding of their own.
 */
export type Trouble = {
  rule: string;
  severity: 'error' | 'warning';
  offset: number;
  length: number;
  what: string;
  why: string;
  fix: string;
};
