import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DeliveryLedger, Mark, Recorded, Settlement } from '../ledger/ledger.ts';
import type { Clock } from '../util/clock.ts';

/** `marked`: on the disk, the final dot may leave. `refused`: it is not ours any more. `not now`: the ledger is in trouble. */
export type Marking = 'marked' | 'refused' | 'not now';

type Asked = { key: Mark; answer: (marking: Marking) => void };

export type ScribeOptions = {
  ledger: Pick<DeliveryLedger, 'record'>;
  worker: number;
  /** The machine's time. */
  wall: Clock;
  /** Told after each commit. */
  onRecorded: (settlements: readonly Settlement[], recorded: Recorded) => void;
  /** How long a ledger that cannot be written is tried again before it is given up, ms. */
  patience: () => number;
  /** So many marks are enough for a commit; fewer wait a moment for others. */
  enough: number;
  /** Scribes of the same connections before this one: what they have to say is written first. */
  before: readonly Scribe[];
};

/** A mark waits for others to share its way to the disk: one commit costs more than all that it holds. ms */
const GATHER = 8;
/** Verdicts alone are in no hurry: the next mark takes them along. ms */
const LINGER = 20;
const TRY_AGAIN = 500;

/**
 * Writes one worker's marks and verdicts into the ledger, in groups: whatever comes in within eight milliseconds, or while a
 * commit is on its way to the disk, shares the next commit; enough marks do not wait. A commit begins in a turn of its own,
 * so that a verdict and the connection's next mark, which may be heard of in one turn, are in it together. So a connection's
 * next mark is never durable before its last verdict is, and no more deliveries stand as marked than there are connections.
 *
 * Verdicts are never dropped while the ledger is in trouble (locked by another program, a full disk): they are tried
 * again until `patience` has passed; marks are answered `not now`, so that nothing leaves meanwhile.
 */
export class Scribe {
  readonly #options: ScribeOptions;
  #marks: Asked[] = [];
  #settlements: Settlement[] = [];
  #soon: NodeJS.Timeout | undefined;
  #later: NodeJS.Timeout | undefined;
  #writing: Promise<void> | undefined;
  #trouble: { error: unknown; since: number } | undefined;
  #stopped = false;

  constructor(options: ScribeOptions) {
    this.#options = options;
  }

  /** Whether the ledger could be written last time. */
  get isWell(): boolean {
    return this.#trouble === undefined;
  }

  /** Asks for the mark of a delivery. Never rejects. */
  mark(key: Mark): Promise<Marking> {
    if (!this.isWell) return Promise.resolve('not now');
    return new Promise((answer) => {
      this.#marks.push({ key, answer });
      this.#soon ??= setTimeout(() => void this.#write(), GATHER);
      if (this.#marks.length === this.#options.enough) setImmediate(() => void this.#write());
    });
  }

  /** Takes down a verdict. */
  settle(settlement: Settlement): void {
    this.#settlements.push(settlement);
    this.#writeLater(this.isWell ? LINGER : TRY_AGAIN);
  }

  /** Resolves when everything is written; rejects with the ledger's error when it is given up. */
  async flush(): Promise<void> {
    const { wall, patience } = this.#options;
    while (this.#writing || this.#settlements.length > 0 || this.#marks.length > 0) {
      await this.#write();
      if (!this.#trouble) continue;
      if (wall() - this.#trouble.since >= patience()) throw this.#trouble.error;
      await new Promise((done) => void setTimeout(done, TRY_AGAIN));
    }
  }

  /** Tries a ledger that was in trouble; rejects with its error once it is given up. */
  async retry(): Promise<void> {
    if (this.isWell) return;
    const { wall, patience } = this.#options;
    await this.#write();
    if (this.#trouble && wall() - this.#trouble.since >= patience()) throw this.#trouble.error;
  }

  /** Tries nothing more: what could not be written stays as it stands. Otherwise the program could not end. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#later);
  }

  #writeLater(wait: number): void {
    if (this.#stopped) return;
    this.#later ??= setTimeout(() => void this.#write(), wait);
  }

  async #write(): Promise<void> {
    clearTimeout(this.#soon);
    clearTimeout(this.#later);
    this.#soon = this.#later = undefined;
    this.#writing ??= this.#commitAll().finally(() => (this.#writing = undefined));
    await this.#writing;
  }

  async #commitAll(): Promise<void> {
    for (const scribe of this.#options.before) await scribe.flush().catch(() => {});
    while (this.#marks.length + this.#settlements.length > 0) {
      const [marks, settlements] = [this.#marks, this.#settlements];
      this.#marks = [];
      this.#settlements = [];
      if (!(await this.#commit(marks, settlements))) return;
      if (this.#marks.length === 0) break;
      await nextTurn();
    }
    if (this.#settlements.length > 0) this.#writeLater(LINGER);
  }

  async #commit(marks: readonly Asked[], settlements: Settlement[]): Promise<boolean> {
    const { ledger, worker, wall, onRecorded } = this.#options;
    try {
      const keys = marks.map(({ key }) => key);
      const recorded = await ledger.record(worker, settlements, keys, wall());
      this.#trouble = undefined;
      marks.forEach(({ answer }, index) => answer(recorded.marked[index] === true ? 'marked' : 'refused'));
      onRecorded(settlements, recorded);
      return true;
    } catch (error) {
      this.#trouble = { error, since: this.#trouble?.since ?? wall() };
      this.#settlements = [...settlements, ...this.#settlements];
      for (const { answer } of [...marks, ...this.#marks]) answer('not now');
      this.#marks = [];
      if (this.#settlements.length > 0) this.#writeLater(TRY_AGAIN);
      return false;
    }
  }
}
