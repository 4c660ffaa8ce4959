import { setImmediate as nextTurn } from 'node:timers/promises';

/** Lets a loop sleep until something happens. */
export class Waker {
  #wake: (() => void) | undefined;

  wake(): void {
    this.#wake?.();
  }

  /** Resolves at the next `wake`, or after so many ms when that is sooner; never when `most` is undefined. */
  async sleep(most: number | undefined): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((wake) => {
      this.#wake = wake;
      if (most !== undefined) timer = setTimeout(wake, most);
    });
    clearTimeout(timer);
    this.#wake = undefined;
    // Verdicts of the same moment are looked at together, and signals get their turn.
    await nextTurn();
  }
}
