import type { Handed } from '../mail/courier.ts';
import { isAboutDomain } from '../mail/verdict.ts';
import type { DeliverySettings, Pace } from '../model/delivery-settings.ts';
import type { DomainTrouble } from '../model/mailing.ts';
import { Lane } from './lane.ts';
import { tryAgainAt } from './retry.ts';

const MINUTE = 60_000;

/** Readers of one domain that are put off in a row before all of it is left alone, while others are served. */
const FEW = 5;
/** The same when they are not put off for policy: mailboxes may be full. */
const MANY = 12;
/** Failures in a row of one domain's messages before all of it is left alone, while others are served. */
const OFFENCES = 2;
/** How long it is known that another domain works, ms. */
const RECENT = MINUTE;

/** What follows from one verdict. */
export type Learned = {
  /** True when the verdict may be about the mail server, whose pace has to learn of it. */
  isRelays: boolean;
  /** Domains that are left alone from now on. */
  paused: readonly DomainTrouble[];
  /** The domain that works again. */
  well: string | undefined;
};

const NOTHING: Learned = { isRelays: true, paused: [], well: undefined };

const KNOWN: Learned = { ...NOTHING, isRelays: false };

/** Whose matter a verdict is: `own`: the domain's, and nothing has to be done; `unknown`: its own or the mail server's. */
type Found = 'pause' | 'own' | 'unknown';

type Seen = { lane: Lane; turn: number; wall: number };

/**
 * How the destination domains fare. A domain that is slowed down, put off or cut off is left alone as a whole, for 1, 5, 15
 * and 60 minutes, and begins again with one message. Who is to blame, the domain or the mail server in between, is told by
 * the others: a failure is the domain's when messages to another domain go through at the same time, and the mail server's
 * until that is known.
 *
 * Pure: `look` says what time it is.
 */
export class Domains {
  readonly #limits: DeliverySettings['domains'];
  readonly #random: () => number;
  readonly #lanes = new Map<string, Lane>();
  readonly #suspects = new Set<Lane>();
  /** When connections last broke in messages to a domain; two such domains at a time are the mail server's matter. */
  readonly #broken = new Map<Lane, number>();
  /** The last domain that took a message, and the last other one. */
  #well: Seen | undefined;
  #wellBefore: Seen | undefined;
  #turn = 0;
  #at = 0;
  #wall = 0;

  constructor(limits: DeliverySettings['domains'], random: () => number) {
    this.#limits = limits;
    this.#random = random;
  }

  /** `at`: the newsroom's time, which pauses are counted in; `wall`: the machine's, which the pace is kept in. Both ms. */
  look(at: number, wall: number): void {
    this.#at = at;
    this.#wall = wall;
  }

  laneOf(address: string): Lane {
    const name = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
    return this.#lane(name);
  }

  /** Takes over what other programs found. */
  adopt(troubles: readonly DomainTrouble[]): void {
    for (const trouble of troubles) {
      const lane = this.#lane(trouble.domain);
      if (lane.trouble && lane.trouble.notBefore >= trouble.notBefore) continue;
      lane.trouble = trouble;
      lane.slowDown();
    }
  }

  isReady(lane: Lane): boolean {
    return lane.isReady(this.#at, this.#wall);
  }

  isPaused({ trouble }: Lane): boolean {
    return trouble !== undefined && trouble.notBefore > this.#at;
  }

  /** Whether a failure of the mail server came from messages to it. */
  isSuspect(lane: Lane): boolean {
    return this.#suspects.has(lane);
  }

  get suspects(): string[] {
    return [...this.#suspects].map(({ name }) => name);
  }

  /** Messages under way to those. */
  get suspectsOpen(): number {
    let open = 0;
    for (const lane of this.#suspects) open += lane.open;
    return open;
  }

  /** Learns from one verdict on a message to a domain. */
  learn(lane: Lane, handed: Handed): Learned {
    lane.end();
    this.#turn += 1;
    if (handed.kind === 'withheld') return NOTHING;
    // It was under way when its domain was paused, and says nothing new.
    if (this.isPaused(lane)) return handed.kind === 'deferred' ? KNOWN : NOTHING;
    if (handed.kind === 'accepted' || handed.kind === 'refused') return this.#worked(lane, handed.kind);
    if (handed.kind === 'deferred' && handed.about === 'sender') return NOTHING;
    const isOfReader = handed.kind === 'deferred' && handed.about === 'reader';
    const found = isOfReader ? this.#putOff(lane, handed.response) : this.#offended(lane, handed.response);
    if (found !== 'pause') return found === 'own' ? KNOWN : NOTHING;
    // Nobody may be left in doubt in numbers: then the mail server slows down too, whoever is to blame.
    return {
      isRelays: handed.kind === 'uncertain',
      paused: [this.#pause(lane, handed.response)],
      well: undefined,
    };
  }

  #worked(lane: Lane, kind: 'accepted' | 'refused'): Learned {
    const { trouble } = lane;
    lane.well();
    lane.trouble = undefined;
    this.#suspects.delete(lane);
    this.#broken.delete(lane);
    if (kind === 'accepted') this.#sawWell(lane);
    if (!trouble && this.#suspects.size === 0) return NOTHING;
    // What was said clearly of a domain is its own, now that another one works.
    const blamed = [...this.#suspects].filter((one) => one.isMeant && this.#othersWork(one, one.offendedAt));
    const paused = blamed.map((one) => this.#pause(one, one.words));
    return { isRelays: true, paused, well: trouble && lane.name };
  }

  #putOff(lane: Lane, response: string): Found {
    if (lane.putOffs === 0) lane.putOffAt = this.#turn;
    lane.putOffs += 1;
    // A server that greylists asks for exactly this: to be tried again, each reader for himself.
    const isGrey = /gr[ea]ylist/i.test(response);
    const isPolicy = /^4\d\d[ -]4\.7\./.test(response);
    if (isPolicy && !isGrey && lane.trouble) return 'pause';
    if (lane.putOffs < FEW) return 'unknown';
    if (!this.#othersWork(lane, lane.putOffAt)) {
      this.#suspects.add(lane);
      return 'unknown';
    }
    return !isGrey && (isPolicy || lane.putOffs >= MANY) ? 'pause' : 'own';
  }

  #offended(lane: Lane, response: string): Found {
    if (lane.offences === 0) lane.offendedAt = this.#turn;
    lane.offences += 1;
    lane.isMeant ||= isAboutDomain(response);
    lane.words = response;
    // It was found to be the domain's before, and this was its trial.
    if (lane.trouble) return 'pause';
    if (lane.isMeant && this.#workedLately(lane)) return 'pause';
    if (!lane.isMeant) this.#broken.set(lane, this.#wall);
    const isAlone = ![...this.#broken].some(([one, wall]) => one !== lane && this.#wall - wall <= RECENT);
    if (isAlone && lane.offences >= OFFENCES && this.#othersWork(lane, lane.offendedAt)) return 'pause';
    this.#suspects.add(lane);
    return 'unknown';
  }

  #sawWell(lane: Lane): void {
    if (this.#well && this.#well.lane !== lane) this.#wellBefore = this.#well;
    this.#well = { lane, turn: this.#turn, wall: this.#wall };
  }

  #other(lane: Lane): Seen | undefined {
    return this.#well?.lane === lane ? this.#wellBefore : this.#well;
  }

  #othersWork(lane: Lane, since: number): boolean {
    return (this.#other(lane)?.turn ?? -1) > since;
  }

  #workedLately(lane: Lane): boolean {
    return this.#wall - (this.#other(lane)?.wall ?? -Infinity) <= RECENT;
  }

  #pause(lane: Lane, words: string): DomainTrouble {
    const failures = (lane.trouble?.failures ?? 0) + 1;
    const since = lane.trouble?.since ?? this.#at;
    const notBefore = tryAgainAt(this.#at, failures, this.#random);
    lane.trouble = { domain: lane.name, words, failures, since, notBefore };
    lane.slowDown();
    this.#suspects.delete(lane);
    return lane.trouble;
  }

  #lane(name: string): Lane {
    let lane = this.#lanes.get(name);
    if (!lane) this.#lanes.set(name, (lane = new Lane(name, this.#paceOf(name))));
    return lane;
  }

  #paceOf(name: string): Pace | undefined {
    return this.#limits[name] ?? this.#limits['*'];
  }
}
