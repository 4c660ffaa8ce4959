import type { Handed } from '../mail/courier.ts';
import type { DomainTrouble } from '../model/mailing.ts';
import type { Delivering } from './delivering.ts';
import { Bucket } from './bucket.ts';
import { Domains } from './domains.ts';
import type { Destination } from './destination.ts';
import type { Pace } from './pace.ts';
import { Supply, type Bound } from './supply.ts';

/**
 * How many deliveries are claimed at a time: this, or more with many connections, since they are gone the sooner and each
 * claim is a commit. An urgent release waits behind what is in hand, so few connections are not to hold many.
 */
const BATCH = 200;
const PER_CONNECTION = 8;
/** How many batches are in hand, at most, before those of a slow domain make room for others. */
const CROWDED = 1.5;
/** How often it is looked whether a domain may go on, ms, when nothing else wakes the worker. */
const LOOK = 500;

type Order = Pick<Delivering, 'ledger' | 'courier' | 'at' | 'wall' | 'random' | 'paces'>;

/**
 * Which claim is begun next. The claims in hand go out in their order, except that a domain that is slow, paused or has too
 * much under way is passed over, and gives its place in hand to others when there is more of it than it takes soon: one slow
 * or silent domain never holds up the rest.
 */
export class Traffic {
  readonly #order: Order;
  readonly #domains: Domains;
  readonly #bucket: Bucket | undefined;
  readonly #supply: Supply;
  /** The most connections of one domain while others wait. */
  readonly #share: number;
  readonly #crowded: number;
  /** Others were asked for because of a suspect, and there were none. */
  #isAlone = false;
  /** What the ledger has not been told: a domain that is paused, or the name of one that works again. */
  readonly #untold: (DomainTrouble | string)[] = [];
  /** Something was put off by its pace, and is due again before long. */
  #isSpread = false;

  constructor(order: Order) {
    const { ledger, courier, random, paces } = order;
    this.#order = order;
    this.#domains = new Domains(paces?.domains ?? {}, random);
    this.#bucket = paces?.perSecond === undefined ? undefined : new Bucket(paces.perSecond);
    const batch = Math.max(BATCH, PER_CONNECTION * courier.connections);
    this.#supply = new Supply(ledger, (address) => this.#domains.destinationOf(address), batch);
    this.#crowded = CROWDED * batch;
    this.#share = Math.ceil(courier.connections / 2);
  }

  enlist(worker: number): void {
    this.#supply.enlist(worker);
  }

  /** True when there was nothing left to claim and nothing is in hand. */
  get isDry(): boolean {
    return this.#supply.isDry;
  }

  /** True when something may begin, and the ledger need neither be asked nor told anything. */
  isSupplied(pace: Pace): boolean {
    if (pace.probing || this.#untold.length > 0) return false;
    this.#isAlone = false;
    this.#look();
    return this.#has(this.#isReady);
  }

  /** Sees to it that there is something to begin, at most `most`. False when it was given nothing. */
  async fill(most: number, pace: Pace): Promise<boolean> {
    await this.tell();
    this.#look();
    const { at } = this.#order;
    if (!pace.probing) this.#isAlone = false;
    const isDoubted = pace.probing && this.#domains.suspects.length > 0;
    if (isDoubted && !this.#isAlone && !this.#has((destination) => !this.#domains.isSuspect(destination))) {
      this.#isAlone = !(await this.#supply.more(1, at(), this.#domains.suspects));
    }
    if (this.#has(this.#isReady)) return true;
    if (this.#isSpread && this.#supply.isDry) this.#isSpread = this.#supply.askAgain();
    if (this.#supply.isAskedOut) return true;
    this.#domains.adopt(await this.#order.ledger.domains());
    if (this.#supply.claims.length > 0) await this.#makeRoom();
    const given = await this.#supply.more(most, at());
    if (given && this.#supply.claims.some(({ destination }) => this.#domains.isPaused(destination))) {
      await this.#makeRoom();
    }
    return given;
  }

  /** The claim to begin now; undefined when none may. */
  next(pace: Pace, open: number): Bound | undefined {
    this.#look();
    const wall = this.#order.wall();
    if (this.#bucket && this.#bucket.wait(wall) > 0) return undefined;
    const others = pace.probing && this.#domains.suspectsOpen > 0 ? this.#domains.suspectsOpen : 0;
    let bound: Bound | undefined;
    if (pace.probing && pace.room(open - others) > 0) bound = this.#supply.take(this.#isOther);
    if (!bound && pace.room(open) > 0) {
      bound = this.#supply.take(this.#hasShare);
      // One that waits inside the courier holds up those of others that come after it.
      const isRoom = open < this.#order.courier.connections;
      bound ??= this.#supply.take(isRoom ? this.#isReady : this.#isFast);
    }
    if (!bound) return undefined;
    bound.destination.begin(wall);
    this.#bucket?.take();
    return bound;
  }

  // What a destination may be, written once: it is asked for every mail.
  readonly #isReady = (destination: Destination) => this.#domains.isReady(destination);
  readonly #isOther = (destination: Destination) =>
    !this.#domains.isSuspect(destination) && this.#domains.isReady(destination);
  readonly #hasShare = (destination: Destination) =>
    destination.open < this.#share && this.#domains.isReady(destination);
  readonly #isFast = (destination: Destination) =>
    destination.isFast(this.#order.wall()) && this.#domains.isReady(destination);

  /** How long the worker may wait for a verdict before it looks again, ms; undefined when only a verdict brings anything. */
  wait(): number | undefined {
    const now = this.#order.wall();
    let least = this.#bucket && this.#supply.claims.length > 0 ? this.#bucket.wait(now) : undefined;
    // Only a pace that was set can be waited for.
    if (Object.keys(this.#order.paces?.domains ?? {}).length === 0) return least;
    const seen = new Set<Destination>();
    for (const { destination } of this.#supply.claims) {
      if (seen.has(destination)) continue;
      seen.add(destination);
      const wait = destination.wait(now);
      if (wait !== undefined) least = Math.min(least ?? LOOK, wait);
    }
    return least === undefined ? undefined : Math.min(LOOK, Math.max(1, least));
  }

  putBack(bound: Bound): void {
    bound.destination.undo();
    this.#supply.putBack(bound);
  }

  /** See Supply. `bound`: one that was begun and is somebody else's now. */
  async lookAgain(bound?: Bound): Promise<void> {
    bound?.destination.undo();
    await this.#supply.lookAgain();
  }

  /** Learns from a verdict; true when it may be about the mail server. */
  learn({ destination }: Bound, handed: Handed): boolean {
    this.#look();
    const { isRelays, paused, well } = this.#domains.learn(destination, handed);
    for (const trouble of paused) this.#untold.push(trouble);
    if (well !== undefined) this.#untold.push(well);
    return isRelays;
  }

  /** Tells the ledger, and so all programs, which domains are paused and which work again. Never rejects. */
  async tell(): Promise<void> {
    const { ledger, at } = this.#order;
    if (this.#untold.length === 0) return;
    try {
      for (let one = this.#untold[0]; one !== undefined; one = this.#untold[0]) {
        if (typeof one === 'string') {
          await ledger.domainWell(one);
          await ledger.note({ at: at(), what: 'resumed', subject: one, detail: 'mail to it goes again' });
        } else {
          await ledger.domainFailed(one);
          await ledger.note({ at: at(), what: 'paused', subject: one.domain, detail: one.words });
          await ledger.putOff(one.domain, one.notBefore, 0);
        }
        this.#untold.shift();
      }
      await this.#makeRoom();
    } catch {
      // A ledger in trouble is the scribe's business; this program keeps to it all the same, and tells it later.
    }
  }

  #look(): void {
    this.#domains.look(this.#order.at(), this.#order.wall());
  }

  #has(fits: (destination: Destination) => boolean): boolean {
    return this.#supply.claims.some(({ destination }) => fits(destination));
  }

  /** Gives back what a paused domain has in hand, and of the others what is more than they take soon, when it is crowded. */
  async #makeRoom(): Promise<void> {
    const { ledger, at, wall } = this.#order;
    const isCrowded = this.#supply.claims.length >= this.#crowded;
    for (const [destination, claims] of Map.groupBy(this.#supply.claims, (bound) => bound.destination)) {
      const isPaused = this.#domains.isPaused(destination);
      const isSlow = (destination.isPaced || isCrowded) && !this.#domains.isReady(destination);
      const excess = isPaused ? claims : isSlow ? claims.slice(destination.ahead) : [];
      if (excess.length === 0) continue;
      await this.#supply.giveBack(excess);
      const every = destination.every(wall());
      // They come due again while the other half of what is in hand goes out.
      if (isPaused) await ledger.putOff(destination.name, destination.trouble?.notBefore ?? at(), 0);
      else await ledger.putOff(destination.name, Math.ceil(at() + (every * destination.ahead) / 2), every);
      this.#isSpread ||= !isPaused;
    }
  }
}
