import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { Ledger } from '../ledger/ledger.ts';
import type { Courier, Handed, Message } from '../mail/courier.ts';
import type { Delivery, VerdictKind } from '../model/delivery.ts';
import type { Letter } from '../model/letter.ts';
import { systemClock, type Clock } from '../util/clock.ts';
import { masked, oneLine } from '../util/mask.ts';
import { letterShelf } from './letters.ts';
import { Pace } from './pace.ts';
import { tryAgainAt } from './retry.ts';

/** How many deliveries of a pass got which verdict. */
export type Counts = Record<VerdictKind, number>;

export type Delivering = {
  ledger: Ledger;
  courier: Courier;
  /** The complete message for one delivery, of its edition's letter, with `at` in its Date header. */
  compose: (delivery: Delivery, letter: Letter, at: number) => Promise<Message>;
  /** The newsroom's time: what is due, and when to try again. */
  at: Clock;
  /** The machine's time, for telling a living worker from a vanished one; it must move. */
  wall?: Clock;
  /** At most this many attempts. */
  limit?: number;
  /** Once aborted nothing more begins; what is under way is finished. */
  signal?: AbortSignal;
  onProgress?: (counts: Readonly<Counts>) => void;
  /** Numbers from 0 up to 1, to spread second tries. */
  random?: () => number;
};

/** A claim is for this long, and renewed long before; a worker that is silent for longer counts as vanished. */
const CLAIM = 60_000;
const RENEW = CLAIM / 4;

type Done = { delivery: Delivery; handed: Handed; probe: boolean };

/** One worker's pass over what is due: claims, hands over, records. */
export class Pass {
  readonly counts: Counts = { accepted: 0, deferred: 0, refused: 0, uncertain: 0 };
  readonly pace: Pace;
  readonly #order: Delivering;
  readonly #worker = randomUUID();
  readonly #letterOf: (edition: string) => Promise<Letter | undefined>;
  readonly #open = new Set<Promise<void>>();
  #done: Done[] = [];
  #begun = 0;

  constructor(order: Delivering) {
    this.#order = order;
    this.pace = new Pace(order.courier.atOnce);
    this.#letterOf = letterShelf(order.ledger);
  }

  /** Turns what a vanished worker left in the middle into uncertain; each gets a line in the event log. */
  async recover(): Promise<Delivery[]> {
    const lost = await this.#order.ledger.recover(this.#wall());
    for (const delivery of lost) await this.#noteUncertain(delivery, delivery.response);
    return lost;
  }

  /** Begins as many as there is room for. */
  async begin(): Promise<void> {
    const { ledger, at, limit = Infinity, signal } = this.#order;
    const room = Math.min(this.pace.room(this.#open.size), limit - this.#begun);
    if (signal?.aborted || room <= 0) return;
    const probe = this.pace.probing;
    for (const delivery of await ledger.claim(this.#worker, room, at(), this.#wall() + CLAIM)) {
      this.#begun += 1;
      const hand = this.#handOver(delivery, probe).finally(() => this.#open.delete(hand));
      this.#open.add(hand);
    }
  }

  /** Waits until at least one verdict is there, keeping the claims alive meanwhile. False when none is to come. */
  async wait(): Promise<boolean> {
    while (this.#open.size > 0 && this.#done.length === 0) {
      const enough = new AbortController();
      const timer = sleep(RENEW, 'renew', { signal: enough.signal }).catch(() => 'enough');
      const first = await Promise.race([...this.#open, timer]);
      enough.abort();
      if (first === 'renew') await this.#order.ledger.extend(this.#worker, this.#wall() + CLAIM);
    }
    // Verdicts of the same moment are recorded together, and signals get their turn.
    await nextTurn();
    return this.#done.length > 0;
  }

  /** Records the verdicts that came in. They stay when the ledger refuses, to be recorded later. */
  async record(): Promise<void> {
    const { ledger, at, random = Math.random, onProgress } = this.#order;
    const batch = this.#done;
    const settlements = batch.map(
      ({ delivery: { edition, subscriber, attempts }, handed: { kind, response } }) => {
        return {
          edition,
          subscriber,
          verdict: { kind, response },
          notBefore: tryAgainAt(at(), attempts, random),
        };
      },
    );
    this.#done = [];
    try {
      await ledger.settle(this.#worker, settlements);
    } catch (error) {
      this.#done = [...batch, ...this.#done];
      throw error;
    }
    for (const { delivery, handed, probe } of batch) {
      this.counts[handed.kind] += 1;
      this.pace.learn(handed, probe);
      if (handed.kind === 'uncertain') await this.#noteUncertain(delivery, handed.response);
    }
    onProgress?.(this.counts);
  }

  /** Waits for everything under way and records what is left to record. */
  async finish(): Promise<void> {
    await Promise.all(this.#open);
    if (this.#done.length > 0) await this.record();
  }

  async #handOver(delivery: Delivery, probe: boolean): Promise<void> {
    const message = await this.#compose(delivery);
    const handed = 'kind' in message ? message : await this.#hand(message);
    this.#done.push({ delivery, handed, probe });
  }

  /** The message, or why there is none yet: nothing has left, so it may be tried again. */
  async #compose(delivery: Delivery): Promise<Message | Handed> {
    const { compose, at } = this.#order;
    try {
      const letter = await this.#letterOf(delivery.edition);
      if (!letter) return { kind: 'deferred', response: 'Its letter is not in the ledger.' };
      return await compose(delivery, letter, at());
    } catch (error) {
      return { kind: 'deferred', response: `The message could not be composed: ${wordsOf(error)}` };
    }
  }

  /** A courier never throws; should one do so all the same, nobody knows how far it came. */
  async #hand(message: Message): Promise<Handed> {
    try {
      return await this.#order.courier.hand(message);
    } catch (error) {
      return { kind: 'uncertain', response: `The courier broke off: ${wordsOf(error)}` };
    }
  }

  #noteUncertain({ edition, address }: Delivery, response: string): Promise<void> {
    const detail = `${masked(address)}: ${response}`;
    return this.#order.ledger.note({ at: this.#order.at(), what: 'uncertain', subject: edition, detail });
  }

  #wall(): number {
    return (this.#order.wall ?? systemClock)();
  }
}

function wordsOf(error: unknown): string {
  return oneLine(error instanceof Error ? error.message : String(error));
}
