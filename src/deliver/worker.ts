import type { Claim, Recorded, Settlement } from '../ledger/ledger.ts';
import type { RelayTrouble } from '../model/mailing.ts';
import type { Handed } from '../mail/courier.ts';
import { masked } from '../util/mask.ts';
import type { Counts, Delivering, Sum } from './delivering.ts';
import { composed, handedOver } from './handing.ts';
import { LEASE, RENEW } from './lost.ts';
import { Pace } from './pace.ts';
import { Refusals } from './refusals.ts';
import { Scribe, type Marking } from './scribe.ts';
import { settlementOf } from './settle.ts';
import { Traffic } from './traffic.ts';
import { Waker } from './waker.ts';

/** A claim with the scribe of the enlistment that it was made under. */
type Held = { claim: Claim; scribe: Scribe; probe: boolean };

/** One worker: claims in bulk, hands over side by side, has each message marked just before its end, records verdicts. */
export class Worker {
  readonly counts: Counts = { accepted: 0, deferred: 0, refused: 0, uncertain: 0 };
  readonly halted: Sum['halted'] = [];
  late = 0;
  readonly pace: Pace;
  readonly #order: Delivering;
  readonly #refusals = new Refusals();
  #trouble: RelayTrouble | undefined;
  #id = 0;
  #scribe: Scribe;
  #scribes: Scribe[] = [];
  readonly #traffic: Traffic;
  #open = 0;
  #begun = 0;
  readonly #waker = new Waker();
  #notes: Promise<unknown>[] = [];

  /** `trouble`: the server was given up last time, and this worker has the right to try it. */
  constructor(order: Delivering, trouble?: RelayTrouble) {
    this.#order = order;
    this.#trouble = trouble;
    this.#traffic = new Traffic(order);
    this.pace = new Pace(order.courier.atOnce, trouble?.words);
    this.#scribe = this.#newScribe();
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
      await this.#scribe.retry();
      if (this.#mayBegin()) await this.#fill();
      while (this.#mayBegin()) {
        const claim = this.#traffic.next(this.pace, this.#open);
        if (!claim) break;
        void this.#begin(claim);
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
    return (
      this.#scribe.isWell &&
      signal?.aborted !== true &&
      this.pace.stopped === undefined &&
      this.#begun < limit
    );
  }

  async #begin(claim: Claim): Promise<void> {
    this.#begun += 1;
    this.#open += 1;
    try {
      await this.#handOne({ claim, scribe: this.#scribe, probe: this.pace.probing });
    } finally {
      this.#open -= 1;
      this.#waker.wake();
    }
  }

  async #handOne(held: Held): Promise<void> {
    const { claim, scribe } = held;
    let marking = 'not asked' as Marking | 'not asked';
    const message = await composed(this.#order, claim);
    const handed =
      'kind' in message
        ? message
        : await handedOver(this.#order.courier, message, async () => {
            marking = await scribe.mark(claim);
            return marking === 'marked';
          });
    if (marking === 'not asked' && handed.kind === 'withheld') this.#begun -= 1;
    if (handed.kind !== 'withheld') await this.#learn(held, handed);
    else if (marking !== 'refused' && scribe === this.#scribe) this.#traffic.putBack(claim);
    else await this.#traffic.lookAgain(claim);
    // Its guess stands in the ledger until then, and the connection's next mark may not come to stand beside it.
    if (scribe !== this.#scribe) await scribe.flush().catch(() => {});
  }

  async #learn({ claim, scribe, probe }: Held, handed: Exclude<Handed, { kind: 'withheld' }>): Promise<void> {
    const { at, random, limits } = this.#order;
    const { edition, address } = claim;
    if (this.#traffic.learn(claim, handed)) this.pace.learn(handed, probe);
    if (this.#trouble && !this.pace.probing) this.#relayIsWell(this.#trouble);
    scribe.settle(settlementOf(claim, handed, at(), limits.retryFor, random));
    if (handed.kind === 'uncertain') {
      this.#note('uncertain', edition, `${masked(address)}: ${handed.response}`);
    }
    if (this.#refusals.learn(edition, handed)) await this.#maybeHalt(edition, handed.response);
  }

  /** The others who wait for the server may go on too. */
  #relayIsWell({ name }: RelayTrouble): void {
    this.#trouble = undefined;
    this.#notes.push(this.#order.ledger.relayWell(name).catch(() => {}));
    this.#note('resumed', name, 'the mail server works again');
  }

  async #maybeHalt(edition: string, response: string): Promise<void> {
    const { ledger, at } = this.#order;
    const why = `the mail server refuses it: ${response}`;
    try {
      const { accepted } = await ledger.tally(edition);
      if (!this.#refusals.stops(edition, accepted)) return;
      const isStopped = await ledger.stopMailing(edition, why, at());
      this.#refusals.forget(edition);
      if (!isStopped) return;
    } catch {
      // A ledger in trouble is the scribe's business; the next refusal stops the edition.
      return;
    }
    this.halted.push({ edition, why });
    this.#note('stopped', edition, why);
    await this.#traffic.lookAgain();
  }

  /** Resolves at the next verdict, or as soon as a pace or a ledger in trouble may let something go. */
  async #change(): Promise<void> {
    const wait = this.#scribe.isWell ? this.#traffic.wait() : undefined;
    const isIdle = !this.#scribe.isWell || this.#open === 0;
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
      enough: Math.ceil(courier.atOnce / 4),
      before: [...this.#scribes],
      patience: () => (signal?.aborted === true ? Math.min(limits.stopWithin, limits.ledger) : limits.ledger),
      onRecorded: (settlements, recorded) => this.#recorded(settlements, recorded),
    });
    this.#scribes.push(scribe);
    return scribe;
  }

  #recorded(settlements: readonly Settlement[], { late }: Recorded): void {
    for (const { verdict } of settlements) this.counts[verdict.kind] += 1;
    for (const { settlement, taken } of late) {
      const { edition, verdict } = settlement;
      const then = taken ? 'it replaced the guess' : 'it came too late to be taken';
      this.late += 1;
      this.#note('late verdict', edition, `${verdict.kind} after the claim was taken for lost; ${then}`);
    }
    if (settlements.length > 0) this.#order.onProgress?.(this.counts);
  }

  #note(what: string, subject: string, detail: string): void {
    const note = this.#order.ledger.note({ at: this.#order.at(), what, subject, detail }).catch(() => {});
    this.#notes.push(note);
  }

  /** Waits for what is under way, records what is left to record and gives back the rest. */
  async #finish(): Promise<void> {
    while (this.#open > 0) await this.#change();
    try {
      for (const scribe of this.#scribes) await scribe.flush();
      await this.#traffic.tell();
    } finally {
      for (const scribe of this.#scribes) scribe.stop();
      await Promise.all(this.#notes);
      await this.#order.ledger.retire(this.#id).catch(() => {});
    }
  }
}
