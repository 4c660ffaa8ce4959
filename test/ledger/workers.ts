import * as fc from 'fast-check';
import type { Ledger } from '../../src/ledger/ledger.ts';
import type { VerdictKind } from '../../src/model/delivery.ts';
import { FRIDAY } from '../support/shelf.ts';
import { DIGEST, settlement } from './queued.ts';

const command = fc.oneof(
  fc.record({ do: fc.constant('claim' as const), worker: fc.nat(2), limit: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ do: fc.constant('mark' as const), worker: fc.nat(2) }),
  fc.record({
    do: fc.constant('settle' as const),
    kind: fc.constantFrom<VerdictKind>('accepted', 'deferred', 'refused'),
  }),
  fc.record({ do: fc.constant('vanish' as const), worker: fc.nat(2) }),
  fc.record({ do: fc.constant('giveBack' as const), worker: fc.nat(2) }),
  fc.record({ do: fc.constant('queue' as const) }),
);

/** What three workers and an officer who queues again and again may do. */
export const commands = fc.array(command, { maxLength: 40 });
type Command = typeof command extends fc.Arbitrary<infer C> ? C : never;

/** Keeps book of every copy beside the ledger: who has it in hand, and which were allowed to leave. */
class Book {
  /** Who has what claimed, as far as that worker knows: it may have been taken away meanwhile. */
  readonly claimed = new Map<number, Set<number>>();
  /** Copies whose final dot may have left, by worker. */
  readonly marked = new Map<number, number>();
  readonly done = new Set<number>();
  /** Copies that were allowed to leave while another one was, or after one had. */
  readonly twice: number[] = [];

  take(worker: number, subscriber: number): void {
    this.of(worker).add(subscriber);
  }

  of(worker: number): Set<number> {
    const mine = this.claimed.get(worker) ?? new Set();
    this.claimed.set(worker, mine);
    return mine;
  }

  mark(worker: number, subscriber: number): void {
    if (this.marked.has(subscriber) || this.done.has(subscriber)) this.twice.push(subscriber);
    this.marked.set(subscriber, worker);
    this.of(worker).delete(subscriber);
  }
}

export async function play(steps: readonly Command[], ledger: Ledger, other: Ledger): Promise<Book> {
  const book = new Book();
  const enlist = () => ledger.enlist('a', FRIDAY + 60_000);
  const workers = [await enlist(), await enlist(), await enlist()];
  let now = FRIDAY;
  for (const one of steps) {
    now += 10;
    const worker = 'worker' in one ? (workers[one.worker] ?? 0) : 0;
    if (one.do === 'claim') {
      for (const { subscriber } of await ledger.claim(worker, one.limit, now)) book.take(worker, subscriber);
    } else if (one.do === 'mark') {
      const keys = [...book.of(worker)].map((subscriber) => ({ edition: DIGEST, subscriber }));
      const { marked } = await other.record(worker, [], keys, now);
      keys.forEach(({ subscriber }, i) => marked[i] === true && book.mark(worker, subscriber));
    } else if (one.do === 'settle') {
      for (const [subscriber, holder] of [...book.marked].slice(0, 2)) {
        await other.record(holder, [settlement(subscriber, one.kind, now)], [], now);
        book.marked.delete(subscriber);
        if (one.kind !== 'deferred') book.done.add(subscriber);
      }
    } else if (one.do === 'vanish') {
      const lost = (await other.workers()).filter(({ id }) => id === worker);
      for (const { subscriber } of await other.lose(lost)) {
        book.marked.delete(subscriber);
        book.done.add(subscriber);
      }
      workers['worker' in one ? one.worker : 0] = await enlist();
    } else if (one.do === 'giveBack') {
      const keys = [...book.of(worker)].map((subscriber) => ({ edition: DIGEST, subscriber }));
      await ledger.giveBack(worker, keys);
      book.of(worker).clear();
    } else {
      await other.queue(DIGEST, ['digest'], FRIDAY, now);
    }
  }
  return book;
}
