import type { Handed } from '../mail/courier.ts';

/** Tries that fail in a row, each made alone, before the server is given up for a while. */
const PROBES = 2;
/** When most of the last verdicts put us off, it is the server's wish and not that of its readers. */
const WINDOW = 20;
const STORM = 16;

/**
 * How many messages may be under way. As long as all goes well, as many as the courier takes. After trouble with the
 * server (a broken connection, a 421, an answer that never came) or a storm of deferrals, those under way are waited for
 * and then one at a time is tried, so that a broken server costs a handful of attempts, not one for every subscriber.
 * When that fails again, nothing more begins. Once it works again, speed comes back by doubling.
 */
export class Pace {
  readonly #atOnce: number;
  #width: number;
  #trouble: string | undefined;
  #failedProbes = 0;
  #putOff: boolean[] = [];

  /** `trouble`: what the server said last time, when it was given up then. */
  constructor(atOnce: number, trouble?: string) {
    this.#atOnce = atOnce;
    this.#trouble = trouble;
    this.#width = trouble === undefined ? atOnce : 1;
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
    if (!this.probing) return Math.min(this.#width, this.#atOnce) - open;
    return open === 0 && this.stopped === undefined ? 1 : 0;
  }

  /** Learns from one verdict; `probe` when the message was begun while probing. */
  learn(handed: Handed, probe: boolean): void {
    if (handed.kind === 'withheld' || (handed.about === 'sender' && handed.kind === 'deferred')) return;
    const isTrouble = handed.about === 'relay' && handed.kind !== 'accepted';
    if (isTrouble || handed.kind === 'uncertain' || this.#isStorm(handed.kind === 'deferred')) {
      if (probe) this.#failedProbes += 1;
      this.#trouble = handed.response;
      this.#width = 1;
    } else if (!this.probing || probe) {
      this.#trouble = undefined;
      this.#failedProbes = 0;
      this.#width = Math.min(this.#atOnce, this.#width * 2);
    }
  }

  #isStorm(putOff: boolean): boolean {
    this.#putOff.push(putOff);
    if (this.#putOff.length > WINDOW) this.#putOff.shift();
    if (!putOff) return false;
    return this.#putOff.filter(Boolean).length >= STORM;
  }
}
