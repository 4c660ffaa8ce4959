import type { Pace } from '../model/delivery-settings.ts';
import type { DomainTrouble } from '../model/mailing.ts';
import { Bucket } from './bucket.ts';

const SECOND = 1000;

/** What is kept in hand for a slow domain: what it takes in this time, ms, within these limits. */
const AHEAD = 5 * SECOND;
const LEAST = 2;
const MOST = 200;
/** So many messages of a domain are ended before it is called fast, and one comes after another within so many ms. */
const SEEN = 20;
const FAST = 20;

/** How one destination domain is served in one round, and how it fares. */
export class Destination {
  readonly name: string;
  /** Messages under way. */
  open = 0;
  /** Failures in a row that may be the mail server's as well, and in what turn the first was. */
  offences = 0;
  offendedAt = 0;
  /** What was said to the last of them. */
  words = '';
  /** True when a server said clearly that it means this domain. */
  isMeant = false;
  /** Readers in a row that were put off, and in what turn the first was. */
  putOffs = 0;
  putOffAt = 0;
  /** It wants to be left alone, or is being tried again. */
  trouble: DomainTrouble | undefined;
  readonly #widest: number;
  readonly #bucket: Bucket | undefined;
  readonly #perSecond: number | undefined;
  #width: number;
  #ended = 0;
  #begunAt: number | undefined;
  #endedAt = -Infinity;

  constructor(name: string, pace: Pace | undefined) {
    this.name = name;
    this.#widest = pace?.connections ?? Infinity;
    this.#perSecond = pace?.perSecond;
    this.#bucket = pace?.perSecond === undefined ? undefined : new Bucket(pace.perSecond);
    // Slow start where somebody asks for care; else as many as the mail server takes.
    this.#width = pace ? 1 : Infinity;
  }

  /** Whether one more message may begin. */
  isReady(at: number, wall: number): boolean {
    if (this.open >= this.#width) return false;
    if (this.trouble && this.trouble.notBefore > at) return false;
    return this.#bucket === undefined || this.#bucket.wait(wall) === 0;
  }

  /** Whether it has a pace of its own. */
  get isPaced(): boolean {
    return this.#bucket !== undefined;
  }

  /** How long until its pace lets one more go, ms; undefined when that is not what it waits for. */
  wait(wall: number): number | undefined {
    return this.open < this.#width ? this.#bucket?.wait(wall) : undefined;
  }

  begin(wall: number): void {
    this.open += 1;
    this.#begunAt ??= wall;
    this.#bucket?.take();
  }

  /** It was not begun after all. */
  undo(): void {
    this.open -= 1;
  }

  end(wall: number): void {
    this.open -= 1;
    this.#ended += 1;
    this.#endedAt = wall;
  }

  /** It answered as it should: speed comes by doubling. */
  well(): void {
    this.offences = 0;
    this.putOffs = 0;
    this.isMeant = false;
    this.#width = Math.min(this.#widest, this.#width * 2);
  }

  slowDown(): void {
    this.offences = 0;
    this.putOffs = 0;
    this.isMeant = false;
    this.#width = 1;
  }

  /** How many are worth having in hand. */
  get ahead(): number {
    return Math.min(MOST, Math.max(LEAST, Math.ceil(((this.#perSecond ?? 0) * AHEAD) / SECOND)));
  }

  /** Whether it takes messages so fast that some of them may wait inside the courier: nobody waits long behind them. */
  isFast(wall: number): boolean {
    return this.#ended >= SEEN && this.every(wall) <= FAST && Math.abs(wall - this.#endedAt) <= SECOND;
  }

  /** How far apart its messages are, ms: as it was set, or as it was seen. */
  every(wall: number): number {
    if (this.#perSecond !== undefined) return SECOND / this.#perSecond;
    const spent = wall - (this.#begunAt ?? wall);
    return Math.min(SECOND, Math.max(1, spent / Math.max(1, this.#ended)));
  }
}
