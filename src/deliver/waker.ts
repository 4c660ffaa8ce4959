import type { Clock } from '../util/clock.ts';

/** How long a nap is, and how soon after the last one the next wake must come for there to be one, ms. */
const NAP = 1;
const BUSY = 3;

const pillow = new Int32Array(new SharedArrayBuffer(4));

/** Lets a loop sleep until something happens. */
export class Waker {
  readonly #wall: Clock;
  #wake: (() => void) | undefined;
  #isAwake = false;
  #wokeAt = -Infinity;

  /** `wall`: the machine's time. */
  constructor(wall: Clock) {
    this.#wall = wall;
  }

  /** Ends the sleep; when nobody sleeps, the next sleep is over at once. */
  wake(): void {
    if (this.#wake) this.#wake();
    else this.#isAwake = true;
  }

  /**
   * Resolves at the next `wake`, or after so many ms when that is sooner; never when `most` is undefined. A turn later, so
   * that verdicts of the same moment are looked at together, and signals get their turn.
   */
  sleep(most: number | undefined): Promise<void> {
    return new Promise((awake) => {
      const timer = most === undefined ? undefined : setTimeout(() => this.wake(), most);
      this.#wake = () => {
        this.#wake = undefined;
        clearTimeout(timer);
        setImmediate(() => {
          this.#isAwake = false;
          awake();
        });
      };
      if (this.#isAwake) this.#wake();
    });
  }

  /**
   * When one wake follows another at once, stops the whole thread for a millisecond, so that what comes meanwhile is met
   * together: falling asleep and waking up for every single answer takes more processor time than the answers do. At 5,000
   * answers a second that is 20 µs of every 100, and the mail goes no slower: the server has its hands full meanwhile.
   * Whatever else this thread serves waits for that millisecond too.
   */
  nap(): void {
    const at = this.#wall();
    if (Math.abs(at - this.#wokeAt) <= BUSY) Atomics.wait(pillow, 0, 0, NAP);
    this.#wokeAt = at;
  }
}
