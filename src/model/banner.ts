import type { Change } from './correction.ts';

/**
 * What stands above everything else in a letter that is not the first about its subject, and before its subject line.
 * - `correction`: what was wrong, with the places that changed.
 * - `hold`, `kill`: nobody is to use it. `lifted`: a hold is over.
 * - `advance`: a copy for those who agreed to an embargo; `text` names its end.
 */
export type Banner = {
  kind: 'correction' | 'hold' | 'kill' | 'lifted' | 'advance';
  text: string;
  changes: readonly Change[];
};
