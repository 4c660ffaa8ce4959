import type { Delivered } from '../take.ts';

/**
 * What is done with a message that was taken: `done` with it, or put `aside` for a person, who has to read it.
 */
export type Fate = 'done' | 'aside';

/** Takes one message; when it rejects, the message stays where it was and is offered again. */
export type Take = (message: Delivered) => Promise<Fate>;

/**
 * Where messages come from. A message that was taken and, because something broke in between, is offered again does no
 * harm: returns have keys.
 */
export type Source = {
  /** For people and for the record: `folder var/bounces`, `imap INBOX`. Holds no credential. */
  name: string;
  /** Offers every message that is new, one after the other, until none is left or `stop`. Rejects with SourceError. */
  read: (take: Take, stop: AbortSignal) => Promise<void>;
};

/** A source cannot be read. `message` says what, in plain words, without credentials. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
  readonly why =
    'Bounces, complaints and wishes to leave that wait there have no effect until it can be read.';
  readonly fix: string;

  constructor(what: string, fix: string, cause?: unknown) {
    super(what, { cause });
    this.fix = fix;
  }
}
