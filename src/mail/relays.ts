import type { Clock } from '../util/clock.ts';
import type { Courier, Handed, Message, Permit } from './courier.ts';
import { isAboutServer } from './verdict.ts';

/** One of several mail servers. `weight`: its share of the mail; undefined when they are in order of preference. */
export type Member = { courier: Courier; weight: number | undefined };

/** A mail server that is set aside: what it said last, how often in a row, since when, and until when. Times: epoch ms. */
export type Aside = { name: string; words: string; failures: number; since: number; notBefore: number };

export type RelayOptions = {
  members: readonly Member[];
  /** Those that are set aside already, as another program or an earlier one found. */
  aside: readonly Aside[];
  clock: Clock;
  /** When a server is tried again that failed so many times in a row, at an instant. */
  tryAgainAt: (at: number, failures: number) => number;
  onAside: (aside: Aside) => void;
  onWell: (name: string) => void;
};

/** A member with how it fares. */
type Relay = Member & { aside: Aside | undefined; onTrial: boolean; credit: number };

/**
 * A courier made of several. Each message goes to one of them: the first in order that is well, or by their shares. One
 * that fails is set aside for longer and longer, and tried again with one message while the others go on. What fails
 * before the permit was asked has certainly not left, and goes to the next server at once; what fails later is told, and
 * never goes to another by itself. When all have failed, it says so as one server in trouble would.
 *
 * What a server says of a reader, or of the place that the reader's mail goes to, is told as it is: another server would
 * be used to get around it.
 */
export function relaysCourier(options: RelayOptions): Courier {
  const { members, clock, onWell, onAside, tryAgainAt } = options;
  const relays = members.map((member): Relay => {
    const aside = options.aside.find(({ name }) => name === member.courier.name);
    return { ...member, aside, onTrial: false, credit: 0 };
  });

  let broken = 0;

  const failed = (relay: Relay, words: string) => {
    const { name } = relay.courier;
    const at = clock();
    // Messages that were under way together failed together, and one that was tried before its time says nothing new.
    if (relay.aside && relay.aside.notBefore > at) return;
    const failures = (relay.aside?.failures ?? 0) + 1;
    const since = relay.aside?.since ?? at;
    relay.aside = { name, words, failures, since, notBefore: tryAgainAt(at, failures) };
    onAside(relay.aside);
  };

  const well = (relay: Relay) => {
    if (!relay.aside) return;
    relay.aside = undefined;
    onWell(relay.courier.name);
  };

  const over = async (relay: Relay, message: Message, permit: Permit): Promise<[Handed, boolean]> => {
    let isAsked = false;
    const begun = broken;
    const trial = relay.aside !== undefined && !relay.onTrial;
    relay.onTrial ||= trial;
    try {
      const handed = await relay.courier.hand(message, () => {
        isAsked = true;
        return permit();
      });
      if (begun !== broken) return [handed, false];
      // It waited for a connection while the server was found to be in trouble.
      if (handed.kind === 'withheld') return [handed, !isAsked];
      const isServers = isAboutServer(handed);
      if (isServers) failed(relay, handed.response);
      else well(relay);
      return [handed, isServers && !isAsked && handed.kind === 'deferred'];
    } finally {
      if (trial) relay.onTrial = false;
    }
  };

  return {
    name: members.map(({ courier }) => courier.name).join(' or '),
    atOnce: Math.max(...members.map(({ courier }) => courier.atOnce)),
    connections: Math.max(...members.map(({ courier }) => courier.connections)),
    async hand(message, permit) {
      const tried = new Set<Relay>();
      for (;;) {
        const relay = choose(relays, tried, clock());
        if (!relay) throw new Error('There is no mail server.');
        tried.add(relay);
        const [handed, mayGoOn] = await over(relay, message, permit);
        if (!mayGoOn || !relays.some((one) => !tried.has(one) && isFit(one, clock()))) return handed;
      }
    },
    breakOff() {
      broken += 1;
      for (const { courier } of members) courier.breakOff();
    },
    async close() {
      await Promise.all(members.map(({ courier }) => courier.close()));
    },
  };
}

/** Whether a message may go to it: it is well, or it is time to try it again and nobody does. */
function isFit({ aside, onTrial }: Relay, at: number): boolean {
  return !aside || (aside.notBefore <= at && !onTrial);
}

/**
 * The next server for a message: one whose time has come, to see whether it is well again; else by share or order. When
 * none is fit, the one whose time comes first: whoever asks knows by then that nothing works, and asks seldom.
 */
function choose(relays: readonly Relay[], tried: ReadonlySet<Relay>, at: number): Relay | undefined {
  const fit = relays.filter((relay) => !tried.has(relay) && isFit(relay, at));
  if (fit.length === 0) {
    return relays.toSorted((a, b) => (a.aside?.notBefore ?? 0) - (b.aside?.notBefore ?? 0))[0];
  }
  return fit.find(({ aside }) => aside) ?? byShare(fit) ?? fit[0];
}

/** By turns, each as often as its weight says, as evenly as can be ("smooth weighted round robin"). */
function byShare(relays: readonly Relay[]): Relay | undefined {
  if (relays.every(({ weight }) => weight === undefined)) return undefined;
  let sum = 0;
  let best: Relay | undefined;
  for (const relay of relays) {
    relay.credit += relay.weight ?? 1;
    sum += relay.weight ?? 1;
    if (!best || relay.credit > best.credit) best = relay;
  }
  if (best) best.credit -= sum;
  return best;
}
