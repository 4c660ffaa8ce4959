import type { Recorded, Settlement } from '../ledger/ledger.ts';
import type { RelayTrouble } from '../model/mailing.ts';
import type { Handed, Message } from '../mail/courier.ts';
import { masked } from '../util/mask.ts';
import type { Counts, Delivering, Sum } from './delivering.ts';
import { Halts } from './halts.ts';
import { composed, handOver } from './handing.ts';
import { LEASE, RENEW } from './lost.ts';
import { Notebook } from './notebook.ts';
import { Pace } from './pace.ts';
import { Scribe, type Marking } from './scribe.ts';
import { settlementOf } from './settle.ts';
import type { Bound } from './supply.ts';
import { Traffic } from './traffic.ts';
import { Waker } from './waker.ts';

/** A claim with the scribe of the enlistment that it was made under. */
type Held = { bound: Bound; scribe: Scribe; probe: boolean; marking: Marking | 'not asked' };

/** One worker: claims in bulk, hands over side by side, has each message marked just before its end, records verdicts. */
export class Worker {
  readonly counts: Counts = { accepted: 0, deferred: 0, refused: 0, uncertain: 0 };
  late = 0;
  readonly pace: Pace;
  readonly #order: Delivering;
  readonly #halts: Halts;
  #trouble: RelayTrouble | undefined;
  #id = 0;
  #scribe: Scribe;
  #scribes: Scribe[] = [];
  readonly #traffic: Traffic;
  #open = 0;
  #begun = 0;
  readonly #waker: Waker;
  /** Messages that are being signed in other threads. */
  #signing = 0;
  readonly #notebook: Notebook;

  /** `trouble`: the server was given up last time, and this worker has the right to try it. */
  constructor(order: Delivering, trouble?: RelayTrouble) {
    this.#order = order;
    this.#trouble = trouble;
    this.#notebook = new Notebook(order);
    this.#halts = new Halts(order, this.#notebook);
    this.#traffic = new Traffic(order);
    this.#waker = new Waker(order.wall);
    this.pace = new Pace(order.courier.atOnce, trouble?.words);
    this.#scribe = this.#newScribe();
  }

  get halted(): Sum['halted'] {
    return this.#halts.halted;
  }

  /** Works until nothing is due, the signal says stop, or the server is given up. Rejects with LedgerError. */
  async run(): Promise<void> {
    const { signal, limits, courier, renewEvery = RENEW } = this.#order;
    await this.#enlist();
    const renewing = setInterval(() => void this.#renew(), renewEvery);
    let breaking: NodeJS.Timeout | undefined;
    const onStop = (): void => {
      breaking ??= setTimeout(() => courier.breakOff(), limits.stopWithin);
      this.#waker.wake();
    };
    if (signal?.aborted) onStop();
    signal?.addEventListener('abort', onStop, { once: true });
    try {
      await this.#loop();
    } finally {
      signal?.removeEventListener('abort', onStop);
      clearInterval(renewing);
      await this.#finish().finally(() => clearTimeout(breaking));
    }
  }

  async #loop(): Promise<void> {
    for (;;) {
      if (!this.#scribe.isWell) await this.#scribe.retry();
      if (this.#mayBegin() && !this.#traffic.isSupplied(this.pace)) await this.#fill();
      while (this.#mayBegin()) {
        const bound = this.#traffic.next(this.pace, this.#open);
        if (!bound) break;
        this.#begin(bound);
      }
      if (this.#open === 0 && this.#scribe.isWell && (!this.#mayBegin() || this.#traffic.isDry)) return;
      await this.#change();
    }
  }

  /** A worker that others took for lost is given nothing: it begins anew and asks again. */
  async #fill(): Promise<void> {
    const { limit = Infinity } = this.#order;
    const more = () => this.#traffic.fill(limit - this.#begun, this.pace);
    if (!(await more()) && (await this.#isLost())) {
      await this.#enlist();
      await more();
    }
  }

  #mayBegin(): boolean {
    const { signal, limit = Infinity } = this.#order;
    if (signal?.aborted === true || this.pace.stopped !== undefined) return false;
    return this.#scribe.isWell && this.#begun < limit;
  }

  /** What is composed at once is handed over at once, without a promise in between, and so the thread may nap after it. */
  #begin(bound: Bound): void {
    this.#begun += 1;
    this.#open += 1;
    const held: Held = { bound, scribe: this.#scribe, probe: this.pace.probing, marking: 'not asked' };
    const message = composed(this.#order, bound.claim);
    if (message instanceof Promise) void this.#handSigned(held, message);
    else this.#hand(held, message);
  }

  async #handSigned(held: Held, message: Promise<Message | Handed>): Promise<void> {
    this.#signing += 1;
    const signed = await message;
    this.#signing -= 1;
    this.#hand(held, signed);
  }

  #hand(held: Held, message: Message | Handed): void {
    if ('kind' in message) return this.#end(held, message);
    const { scribe, bound } = held;
    const permit = (): Promise<boolean> =>
      scribe.mark(bound.claim).then((marking) => {
        held.marking = marking;
        return marking === 'marked';
      });
    handOver(this.#order.courier, message, permit, (handed) => this.#end(held, handed));
  }

  #end(held: Held, handed: Handed): void {
    const isUsual = handed.kind !== 'withheld' && held.scribe === this.#scribe;
    const rest = isUsual ? this.#learn(held, handed) : this.#endOddly(held, handed);
    if (rest) void rest.finally(this.#ended);
    else this.#ended();
  }

  readonly #ended = (): void => {
    this.#open -= 1;
    this.#waker.wake();
  };

  /** The end of what was not sent, or was begun under an earlier number. */
  async #endOddly(held: Held, handed: Handed): Promise<void> {
    const { bound, scribe, marking } = held;
    if (marking === 'not asked' && handed.kind === 'withheld') this.#begun -= 1;
    if (handed.kind !== 'withheld') await this.#learn(held, handed);
    else if (marking !== 'refused' && scribe === this.#scribe) this.#traffic.putBack(bound);
    else await this.#traffic.lookAgain(bound);
    // Its guess stands in the ledger until then, and the connection's next mark may not come to stand beside it.
    if (scribe !== this.#scribe) await scribe.flush().catch(() => {});
  }

  #learn(held: Held, handed: Exclude<Handed, { kind: 'withheld' }>): Promise<void> | undefined {
    const { bound, scribe, probe } = held;
    const { at, random, limits } = this.#order;
    const { edition, address } = bound.claim;
    if (this.#traffic.learn(bound, handed)) this.pace.learn(handed, probe);
    if (this.#trouble && !this.pace.probing) this.#relayIsWell(this.#trouble);
    scribe.settle(settlementOf(bound.claim, handed, at(), limits.retryFor, random));
    if (handed.kind === 'uncertain') {
      this.#notebook.note('uncertain', edition, `${masked(address)}: ${handed.response}`);
    }
    return this.#halts.learn(edition, handed) ? this.#maybeHalt(edition, handed.response) : undefined;
  }

  /** The others who wait for the server may go on too. */
  #relayIsWell({ name }: RelayTrouble): void {
    this.#trouble = undefined;
    this.#notebook.also(this.#order.ledger.relayWell(name));
    this.#notebook.note('resumed', name, 'the mail server works again');
  }

  async #maybeHalt(edition: string, response: string): Promise<void> {
    if (await this.#halts.stop(edition, response)) await this.#traffic.lookAgain();
  }

  /** Resolves at the next verdict, or as soon as a pace or a ledger in trouble may let something go. */
  async #change(): Promise<void> {
    const wait = this.#scribe.isWell ? this.#traffic.wait() : undefined;
    const isIdle = !this.#scribe.isWell || this.#open === 0;
    // What another thread has signed is not to wait.
    if (this.#open > 0 && this.#signing === 0) this.#waker.nap();
    await this.#waker.sleep(wait ?? (isIdle ? 500 : undefined));
  }

  async #enlist(): Promise<void> {
    const { ledger, holder, wall } = this.#order;
    const before = this.#id;
    // What the old number has to say is said before the new one marks anything.
    for (const scribe of this.#scribes) await scribe.flush().catch(() => {});
    if (this.#id !== before) return;
    this.#id = await ledger.enlist(holder, wall() + LEASE);
    this.#scribe = this.#newScribe();
    this.#traffic.enlist(this.#id);
  }

  /** Renews the lease; true when others took this worker for lost: what it holds is theirs, and it has to begin anew. */
  async #isLost(): Promise<boolean> {
    const { ledger, wall } = this.#order;
    return !(await ledger.renew(this.#id, wall() + LEASE));
  }

  async #renew(): Promise<void> {
    try {
      if (await this.#isLost()) await this.#enlist();
    } catch {
      // A ledger in trouble is the scribe's business; the lease is renewed next time, or lost.
    }
  }

  #newScribe(): Scribe {
    const { ledger, wall, signal, limits, courier } = this.#order;
    const scribe = new Scribe({
      ledger,
      worker: this.#id,
      wall,
      enough: Math.max(1, Math.floor((courier.connections * 7) / 8)),
      before: [...this.#scribes],
      patience: () => (signal?.aborted === true ? Math.min(limits.stopWithin, limits.ledger) : limits.ledger),
      onRecorded: (settlements, recorded) => this.#recorded(settlements, recorded),
    });
    this.#scribes.push(scribe);
    return scribe;
  }

  #recorded(settlements: readonly Settlement[], { late }: Recorded): void {
    for (const { verdict } of settlements) this.counts[verdict.kind] += 1;
    this.late += late.length;
    for (const one of late) this.#notebook.noteLate(one);
    if (settlements.length > 0) this.#order.onProgress?.(this.counts);
  }

  /** Waits for what is under way, records what is left to record and gives back the rest. */
  async #finish(): Promise<void> {
    while (this.#open > 0) await this.#change();
    try {
      for (const scribe of this.#scribes) await scribe.flush();
      await this.#traffic.tell();
    } finally {
      for (const scribe of this.#scribes) scribe.stop();
      await this.#notebook.done();
      await this.#order.ledger.retire(this.#id).catch(() => {});
    }
  }
}
