const SECOND = 1000;

/** How much may be saved up while nothing is sent, as a part of a second: the pace is kept, and a timer's lateness is made up. */
const SAVED = 0.1;

/** A pace of so many messages a second ("token bucket"). Times are the machine's, ms; one that goes back saves nothing up. */
export class Bucket {
  readonly #perSecond: number;
  readonly #most: number;
  #saved = 1;
  #at = -Infinity;

  constructor(perSecond: number) {
    this.#perSecond = perSecond;
    this.#most = Math.max(1, perSecond * SAVED);
  }

  /** How long until the next message may go, ms; 0 when one may go now. */
  wait(now: number): number {
    const passed = this.#at === -Infinity ? 0 : Math.max(0, now - this.#at);
    this.#at = now;
    this.#saved = Math.min(this.#most, this.#saved + (passed / SECOND) * this.#perSecond);
    return this.#saved >= 1 ? 0 : Math.ceil(((1 - this.#saved) / this.#perSecond) * SECOND);
  }

  take(): void {
    this.#saved -= 1;
  }
}
