import type { Recorded } from '../ledger/ledger.ts';
import type { Delivering } from './delivering.ts';

/** Writes lines into the event log without anybody waiting for them; a ledger in trouble loses them. */
export class Notebook {
  readonly #order: Pick<Delivering, 'ledger' | 'at'>;
  readonly #writing: Promise<unknown>[] = [];

  constructor(order: Pick<Delivering, 'ledger' | 'at'>) {
    this.#order = order;
  }

  note(what: string, subject: string, detail: string): void {
    const { ledger, at } = this.#order;
    this.also(ledger.note({ at: at(), what, subject, detail }));
  }

  noteLate({ settlement: { edition, verdict }, taken }: Recorded['late'][number]): void {
    const then = taken ? 'it replaced the guess' : 'it came too late to be taken';
    this.note('late verdict', edition, `${verdict.kind} after the claim was taken for lost; ${then}`);
  }

  /** Something else that is written beside, and may fail. */
  also(writing: Promise<unknown>): void {
    this.#writing.push(writing.catch(() => {}));
  }

  /** Resolves when all is written. */
  async done(): Promise<void> {
    await Promise.all(this.#writing);
  }
}
