import type { Handed } from '../mail/courier.ts';

/** Tries that fail in a row, each made alone, before a pass is given up. */
const PROBES = 2;

/**
 * How many messages may be under way. As long as all goes well, as many as the courier takes. After trouble that is ours
 * or a verdict that is uncertain, those under way are waited for and then one at a time is tried, so that a broken
 * server costs a handful of attempts and leaves a handful uncertain, not one for every subscriber. When that fails
 * again, nothing more begins.
 */
export class Pace {
  readonly #atOnce: number;
  #trouble: string | undefined;
  #failedProbes = 0;

  constructor(atOnce: number) {
    this.#atOnce = atOnce;
  }

  /** True while a single message goes ahead to see whether the trouble is over. */
  get probing(): boolean {
    return this.#trouble !== undefined;
  }

  /** What the server said when it was given up; undefined as long as it is not. */
  get stopped(): string | undefined {
    return this.#failedProbes >= PROBES ? this.#trouble : undefined;
  }

  /** How many more may begin while `open` are under way. */
  room(open: number): number {
    if (!this.probing) return this.#atOnce - open;
    return open === 0 && this.stopped === undefined ? 1 : 0;
  }

  /** Learns from one verdict; `probe` when the message was begun while probing. */
  learn(handed: Handed, probe: boolean): void {
    if (handed.ours || handed.kind === 'uncertain') {
      if (probe) this.#failedProbes += 1;
      this.#trouble = handed.response;
    } else {
      this.#trouble = undefined;
      this.#failedProbes = 0;
    }
  }
}
