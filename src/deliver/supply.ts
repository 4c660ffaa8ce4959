import type { Claim, DeliveryLedger } from '../ledger/ledger.ts';

/** How many deliveries are taken from the ledger at a time. */
const BATCH = 100;

/** The claims of one worker that have not been begun. */
export class Supply {
  readonly #ledger: Pick<DeliveryLedger, 'claim' | 'giveBack'>;
  #worker = 0;
  #claims: Claim[] = [];
  #isDry = false;

  constructor(ledger: Pick<DeliveryLedger, 'claim' | 'giveBack'>) {
    this.#ledger = ledger;
  }

  /** Begins anew under another number; what was claimed under the one before belongs to others now. */
  enlist(worker: number): void {
    this.#worker = worker;
    this.#claims = [];
    this.#isDry = false;
  }

  /** True when there was nothing left to claim and nothing is left here. */
  get isDry(): boolean {
    return this.#isDry && this.#claims.length === 0;
  }

  /** Claims more when there is nothing left, at most `most`. False when it was given nothing. */
  async fill(most: number, at: number): Promise<boolean> {
    if (this.#claims.length > 0 || this.#isDry) return true;
    this.#claims = await this.#ledger.claim(this.#worker, Math.min(BATCH, most), at);
    this.#isDry = this.#claims.length === 0;
    return !this.#isDry;
  }

  take(): Claim | undefined {
    return this.#claims.shift();
  }

  /** One that was begun and did not get far: it is next. */
  putBack(claim: Claim): void {
    this.#claims.unshift(claim);
  }

  /**
   * Something changed in the ledger that concerns what is here: gives it back, so that it is claimed as it stands now. With
   * a ledger in trouble it stays: what is not ours any more will not be marked.
   */
  async lookAgain(): Promise<void> {
    const claims = this.#claims;
    this.#claims = [];
    this.#isDry = false;
    try {
      if (claims.length > 0) await this.#ledger.giveBack(this.#worker, claims);
    } catch {
      this.#claims.push(...claims);
    }
  }
}
