import type { Handed, Message, Permit } from './courier.ts';
import type { Judged } from './verdict.ts';

/**
 * The connection failed before the message began to leave, in a way that another connection may not: a kept one that
 * the server had closed meanwhile. `verdict` is what it comes to when there is no other.
 */
export type Stale = { kind: 'stale'; verdict: Judged };

/** One connection to the server, opened with its first message. It carries one message at a time. */
export type Lane = {
  /**
   * Tells the errand's end exactly once. The permit is asked at most once, and not at all when it ends as stale. Once
   * asked, nothing is told before it is answered, so that whoever marks deliveries hears of the end after the mark;
   * `breakOff` does not wait.
   */
  hand: (errand: Errand) => void;
  /** False once nothing more may go over it. */
  sound: () => boolean;
  /** Ends it at once; no final dot leaves from here on. What is under way is answered now. */
  breakOff: () => void;
  /** Ends an idle one politely (QUIT); resolves when it is closed. */
  quit: () => Promise<void>;
};

/** What an errand asks of those who send it. */
type Crew = {
  follow: (most: number) => Errand | undefined;
  again: (errand: Errand) => void;
  ended: (errand: Errand, handed: Handed) => void;
};

/** A message may meet a stale connection, then a server that lies about its extensions, and then is told the truth. */
const TRIES = 3;

/** One message on its way over a lane, or over another one when that turns out stale. */
export class Errand {
  readonly message: Message;
  readonly permit: Permit;
  readonly resolve: (handed: Handed) => void;
  readonly #crew: Crew;
  lane: Lane | undefined;
  /** True once another one has begun on the same lane, whose business the lane is from then on. */
  isFollowed = false;
  #left = TRIES;

  constructor(message: Message, permit: Permit, resolve: (handed: Handed) => void, crew: Crew) {
    this.message = message;
    this.permit = permit;
    this.resolve = resolve;
    this.#crew = crew;
  }

  /**
   * The next message of at most `most` bytes, for its envelope to leave together with the final dot of this one (RFC 2920
   * §3.1); its end is told after the end of this one.
   */
  follow(most: number): Errand | undefined {
    const next = this.#crew.follow(most);
    if (!next) return undefined;
    next.lane = this.lane;
    this.isFollowed = true;
    return next;
  }

  /** How it ended. `final`: a stale one is not tried over another lane. */
  tell(handed: Handed | Stale, final = false): void {
    this.#left -= 1;
    if (handed.kind === 'stale' && this.#left > 0 && !final) return this.#crew.again(this);
    const verdict = handed.kind === 'stale' ? handed.verdict : handed;
    this.#crew.ended(this, verdict);
    this.resolve(verdict);
  }
}
