import type { Handed } from '../mail/courier.ts';
import { isAboutDomain } from '../mail/verdict.ts';
import type { DeliverySettings, Pace } from '../model/delivery-settings.ts';
import type { DomainTrouble } from '../model/mailing.ts';
import { Destination } from './destination.ts';
import { tryAgainAt } from './retry.ts';

const MINUTE = 60_000;

const LONGEST_PAUSE = 120 * MINUTE;

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

type Seen = { destination: Destination; turn: number; wall: number };

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
  readonly #destinations = new Map<string, Destination>();
  readonly #suspects = new Set<Destination>();
  /** When connections last broke in messages to a domain; two such domains at a time are the mail server's matter. */
  readonly #broken = new Map<Destination, number>();
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

  destinationOf(address: string): Destination {
    const name = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
    return this.#destination(name);
  }

  /** Takes over what other programs found. */
  adopt(troubles: readonly DomainTrouble[]): void {
    for (const trouble of troubles) {
      // One that lies further ahead than any pause was written by a clock that was wrong.
      if (trouble.notBefore > this.#at + LONGEST_PAUSE) continue;
      const destination = this.#destination(trouble.domain);
      if (destination.trouble && destination.trouble.notBefore >= trouble.notBefore) continue;
      destination.trouble = trouble;
      destination.slowDown();
    }
  }

  isReady(destination: Destination): boolean {
    return destination.isReady(this.#at, this.#wall);
  }

  isPaused({ trouble }: Destination): boolean {
    return trouble !== undefined && trouble.notBefore > this.#at;
  }

  /** Whether a failure of the mail server came from messages to it. */
  isSuspect(destination: Destination): boolean {
    return this.#suspects.has(destination);
  }

  get suspects(): string[] {
    return [...this.#suspects].map(({ name }) => name);
  }

  /** Messages under way to those. */
  get suspectsOpen(): number {
    let open = 0;
    for (const destination of this.#suspects) open += destination.open;
    return open;
  }

  /** Learns from one verdict on a message to a domain. */
  learn(destination: Destination, handed: Handed): Learned {
    destination.end(this.#wall);
    this.#turn += 1;
    if (handed.kind === 'withheld') return NOTHING;
    // It was under way when its domain was paused, and says nothing new.
    if (this.isPaused(destination)) return handed.kind === 'deferred' ? KNOWN : NOTHING;
    if (handed.kind === 'accepted' || handed.kind === 'refused')
      return this.#worked(destination, handed.kind);
    if (handed.kind === 'deferred' && handed.about === 'sender') return NOTHING;
    const isOfReader = handed.kind === 'deferred' && handed.about === 'reader';
    const found = isOfReader
      ? this.#putOff(destination, handed.response)
      : this.#offended(destination, handed.response);
    if (found !== 'pause') return found === 'own' ? KNOWN : NOTHING;
    // Nobody may be left in doubt in numbers: then the mail server slows down too, whoever is to blame.
    return {
      isRelays: handed.kind === 'uncertain',
      paused: [this.#pause(destination, handed.response)],
      well: undefined,
    };
  }

  #worked(destination: Destination, kind: 'accepted' | 'refused'): Learned {
    const { trouble } = destination;
    destination.well();
    destination.trouble = undefined;
    this.#suspects.delete(destination);
    this.#broken.delete(destination);
    if (kind === 'accepted') this.#sawWell(destination);
    if (!trouble && this.#suspects.size === 0) return NOTHING;
    // What was said clearly of a domain is its own, now that another one works.
    const blamed = [...this.#suspects].filter((one) => one.isMeant && this.#othersWork(one, one.offendedAt));
    const paused = blamed.map((one) => this.#pause(one, one.words));
    return { isRelays: true, paused, well: trouble && destination.name };
  }

  #putOff(destination: Destination, response: string): Found {
    if (destination.putOffs === 0) destination.putOffAt = this.#turn;
    destination.putOffs += 1;
    // A server that greylists asks for exactly this: to be tried again, each reader for himself.
    const isGrey = /gr[ea]ylist/i.test(response);
    const isPolicy = /^4\d\d[ -]4\.7\./.test(response);
    if (isPolicy && !isGrey && destination.trouble) return 'pause';
    if (destination.putOffs < FEW) return 'unknown';
    if (!this.#othersWork(destination, destination.putOffAt)) {
      this.#suspects.add(destination);
      return 'unknown';
    }
    return !isGrey && (isPolicy || destination.putOffs >= MANY) ? 'pause' : 'own';
  }

  #offended(destination: Destination, response: string): Found {
    if (destination.offences === 0) destination.offendedAt = this.#turn;
    destination.offences += 1;
    destination.isMeant ||= isAboutDomain(response);
    destination.words = response;
    // It was found to be the domain's before, and this was its trial.
    if (destination.trouble) return 'pause';
    if (destination.isMeant && this.#workedLately(destination)) return 'pause';
    if (!destination.isMeant) this.#broken.set(destination, this.#wall);
    const isAlone = ![...this.#broken].some(
      ([one, wall]) => one !== destination && this.#wall - wall <= RECENT,
    );
    if (isAlone && destination.offences >= OFFENCES && this.#othersWork(destination, destination.offendedAt))
      return 'pause';
    this.#suspects.add(destination);
    return 'unknown';
  }

  #sawWell(destination: Destination): void {
    if (this.#well && this.#well.destination !== destination) this.#wellBefore = this.#well;
    this.#well = { destination, turn: this.#turn, wall: this.#wall };
  }

  #other(destination: Destination): Seen | undefined {
    return this.#well?.destination === destination ? this.#wellBefore : this.#well;
  }

  #othersWork(destination: Destination, since: number): boolean {
    return (this.#other(destination)?.turn ?? -1) > since;
  }

  #workedLately(destination: Destination): boolean {
    return this.#wall - (this.#other(destination)?.wall ?? -Infinity) <= RECENT;
  }

  #pause(destination: Destination, words: string): DomainTrouble {
    const failures = (destination.trouble?.failures ?? 0) + 1;
    const since = destination.trouble?.since ?? this.#at;
    const notBefore = tryAgainAt(this.#at, failures, this.#random);
    destination.trouble = { domain: destination.name, words, failures, since, notBefore };
    destination.slowDown();
    this.#suspects.delete(destination);
    return destination.trouble;
  }

  #destination(name: string): Destination {
    let destination = this.#destinations.get(name);
    if (!destination) this.#destinations.set(name, (destination = new Destination(name, this.#paceOf(name))));
    return destination;
  }

  #paceOf(name: string): Pace | undefined {
    return this.#limits[name] ?? this.#limits['*'];
  }
}
