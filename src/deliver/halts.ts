import type { Handed } from '../mail/courier.ts';
import type { Delivering, Sum } from './delivering.ts';
import type { Notebook } from './notebook.ts';
import { Refusals } from './refusals.ts';

/** Stops editions that the mail server refuses whoever they are for. */
export class Halts {
  /** Those that were stopped, and why. */
  readonly halted: Sum['halted'] = [];
  readonly #order: Pick<Delivering, 'ledger' | 'at'>;
  readonly #refusals = new Refusals();
  readonly #notebook: Notebook;

  constructor(order: Pick<Delivering, 'ledger' | 'at'>, notebook: Notebook) {
    this.#order = order;
    this.#notebook = notebook;
  }

  /** Learns from one verdict; true when `stop` is to be asked. */
  learn(edition: string, handed: Handed): boolean {
    return this.#refusals.learn(edition, handed);
  }

  /** Stops an edition unless too many of its copies were taken for that; true when it did. Never rejects. */
  async stop(edition: string, response: string): Promise<boolean> {
    const { ledger, at } = this.#order;
    const why = `the mail server refuses it: ${response}`;
    try {
      const { accepted } = await ledger.tally(edition);
      if (!this.#refusals.stops(edition, accepted)) return false;
      const isStopped = await ledger.stopMailing(edition, why, at());
      this.#refusals.forget(edition);
      if (!isStopped) return false;
    } catch {
      // A ledger in trouble is the scribe's business; the next refusal stops the edition.
      return false;
    }
    this.halted.push({ edition, why });
    this.#notebook.note('stopped', edition, why);
    return true;
  }
}
