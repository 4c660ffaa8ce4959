import type { Claim, DeliveryLedger } from '../ledger/ledger.ts';
import type { Destination } from './destination.ts';

/** A claim, and where it goes. */
export type Bound = { claim: Claim; destination: Destination };

/** The claims of one worker that have not been begun. */
export class Supply {
  readonly #ledger: Pick<DeliveryLedger, 'claim' | 'giveBack'>;
  readonly #destinationOf: (address: string) => Destination;
  readonly #batch: number;
  #worker = 0;
  #claims: Bound[] = [];
  /** Of the claims, and of some that were taken meanwhile. */
  #destinations = new Set<Destination>();
  #isDry = false;

  /** `batch`: how many deliveries are taken from the ledger at a time. */
  constructor(
    ledger: Pick<DeliveryLedger, 'claim' | 'giveBack'>,
    destinationOf: (address: string) => Destination,
    batch: number,
  ) {
    this.#ledger = ledger;
    this.#destinationOf = destinationOf;
    this.#batch = batch;
  }

  /** Begins anew under another number; what was claimed under the one before belongs to others now. */
  enlist(worker: number): void {
    this.#worker = worker;
    this.#hold([]);
    this.#isDry = false;
  }

  /** True when there was nothing left to claim and nothing is left here. */
  get isDry(): boolean {
    return this.#isDry && this.#claims.length === 0;
  }

  /** What is in hand. */
  get claims(): readonly Bound[] {
    return this.#claims;
  }

  /** True when the last time there was nothing to claim. */
  get isAskedOut(): boolean {
    return this.#isDry;
  }

  /** Lets the ledger be asked once more. */
  askAgain(): boolean {
    this.#isDry = false;
    return true;
  }

  /** Claims more, at most `most`, of all domains but some. False when it was given nothing. */
  async more(most: number, at: number, except: readonly string[] = []): Promise<boolean> {
    const claims = await this.#ledger.claim(this.#worker, Math.min(this.#batch, most), at, except);
    const bound = claims.map((claim) => ({ claim, destination: this.#destinationOf(claim.address) }));
    this.#hold([...this.#claims, ...bound]);
    if (except.length === 0) this.#isDry = claims.length === 0;
    return claims.length > 0;
  }

  /** The first whose destination fits. */
  take(fits: (destination: Destination) => boolean = () => true): Bound | undefined {
    // There are far fewer destinations than claims, and mostly none of them fits.
    if (!this.#destinations.values().some(fits)) return undefined;
    const index = this.#claims.findIndex(({ destination }) => fits(destination));
    if (index === 0) return this.#claims.shift();
    return index === -1 ? undefined : this.#claims.splice(index, 1)[0];
  }

  /** Gives some back, for now. */
  async giveBack(some: readonly Bound[]): Promise<void> {
    await this.#ledger.giveBack(this.#worker, some.map(claimOf));
    const gone = new Set(some);
    this.#hold(this.#claims.filter((one) => !gone.has(one)));
    this.#isDry = false;
  }

  /** One that was begun and did not get far: it is next. */
  putBack(one: Bound): void {
    this.#claims.unshift(one);
    this.#destinations.add(one.destination);
  }

  /**
   * Something changed in the ledger that concerns what is here: gives it back, so that it is claimed as it stands now. With
   * a ledger in trouble it stays: what is not ours any more will not be marked.
   */
  async lookAgain(): Promise<void> {
    const claims = this.#claims;
    this.#hold([]);
    this.#isDry = false;
    try {
      if (claims.length > 0) await this.#ledger.giveBack(this.#worker, claims.map(claimOf));
    } catch {
      this.#hold([...this.#claims, ...claims]);
    }
  }

  #hold(claims: Bound[]): void {
    this.#claims = claims;
    this.#destinations = new Set(claims.map(({ destination }) => destination));
  }
}

function claimOf({ claim }: Bound): Claim {
  return claim;
}
