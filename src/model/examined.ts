import type { Finding } from './finding.ts';
import type { Forms, Publication } from './publication.ts';

/** A Source as the folder lists it: enough to see whether it changed. Size in bytes, times in epoch ms. */
export type Listed = { path: string; bytes: number; mtimeMs: number; ctimeMs: number; ino: number };

/** What reading and reviewing one file gave, in a form that can be remembered. */
export type Reviewed = { publication?: Publication; findings: Finding[] };

/**
 * Why something that is ready may not go out all the same: in words, and until when where that is known (epoch ms).
 * - `unapproved`: nobody has approved it; `void`: it is not what was approved any more; `unfit`: not by these people.
 * - `window`: `by` approved it, and there is still time to stop it.
 * - `stopped`, `cancelled`: `by` said so at `since`, for a `reason`.
 */
export type Waiting = {
  cause: 'unapproved' | 'void' | 'unfit' | 'window' | 'stopped' | 'cancelled';
  why: string;
  until?: number;
  by?: string[];
  reason?: string;
  since?: number;
};

/**
 * A file that was examined in this pass. `forms` are there when its text was read just now. `waiting`: it is not approved,
 * or can still be stopped.
 */
export type Examined<File extends Listed = Listed> = Reviewed & {
  file: File;
  forms?: Forms;
  waiting?: Waiting;
};
