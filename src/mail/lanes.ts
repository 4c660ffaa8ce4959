import { isEmailAddress } from '../model/subscriber.ts';
import type { Courier, Handed, Message, Permit } from './courier.ts';
import { Errand, type Lane } from './lane.ts';
import { troubleBefore, type Judged } from './verdict.ts';

/** Words for what `breakOff` did. */
export const BROKEN_OFF = 'it was broken off here';

export type Lanes = {
  name: string;
  connections: number;
  /** How many more messages are taken and wait for their turn, so that a lane never waits for a message. */
  ahead: number;
  /** How long an idle lane is kept, ms. */
  idle: number;
  open: () => Lane;
};

/** A courier made of lanes: at most `connections` at a time, kept while they are sound and ended politely once idle. */
export function lanesCourier({ name, connections, ahead, idle, open }: Lanes): Courier {
  let free: { lane: Lane; looks: number }[] = [];
  const busy = new Set<Lane>();
  let waiting: Errand[] = [];
  let taken = 0;
  let closed = false;
  let sweep: NodeJS.Timeout | undefined;

  /** Looks after idle lanes by turns, so that no message costs a timer. The process may end meanwhile. */
  const look = () => {
    const kept = free.filter((one) => one.lane.sound() && ++one.looks <= 2);
    for (const one of free) if (!kept.includes(one)) void one.lane.quit();
    free = kept;
    if (free.length > 0) return;
    clearInterval(sweep);
    sweep = undefined;
  };

  const take = (): Lane => {
    for (let one = free.pop(); one; one = free.pop()) if (one.lane.sound()) return one.lane;
    return open();
  };

  const keep = (lane: Lane) => {
    if (!lane.sound()) return;
    if (closed) void lane.quit();
    else free.push({ lane, looks: 0 });
    sweep ??= setInterval(look, idle / 2).unref();
  };

  const send = (errand: Errand, lane: Lane) => {
    errand.lane = lane;
    busy.add(lane);
    lane.hand(errand);
  };

  /** Nothing that waits has begun: whoever gave it may want to look at the trouble first. */
  const giveBack = (handed: Handed) => {
    const given = waiting;
    waiting = [];
    for (const errand of given) errand.resolve(handed);
  };

  const crew = {
    follow: (most: number): Errand | undefined => {
      const [next] = waiting;
      return next && next.message.size <= most ? waiting.shift() : undefined;
    },
    again: (errand: Errand) => {
      if (errand.lane) busy.delete(errand.lane);
      send(errand, open());
    },
    ended: ({ lane, isFollowed }: Errand, handed: Handed) => {
      if (isTrouble(handed)) giveBack({ kind: 'withheld' });
      if (!lane || isFollowed) return;
      busy.delete(lane);
      keep(lane);
      const next = waiting.shift();
      if (next) send(next, take());
      else taken -= 1;
    },
  };

  const hand = (message: Message, permit: Permit): Promise<Handed> => {
    const unfit = unfitEnvelope(message);
    if (unfit) return Promise.resolve(unfit);
    closed = false;
    return new Promise((resolve) => {
      const errand = new Errand(message, permit, resolve, crew);
      if (taken < connections) {
        taken += 1;
        send(errand, take());
      } else waiting.push(errand);
    });
  };

  return {
    name,
    atOnce: connections + ahead,
    connections,
    hand,
    breakOff: () => {
      giveBack(troubleBefore(name, BROKEN_OFF));
      for (const lane of busy) lane.breakOff();
    },
    close: async () => {
      closed = true;
      clearInterval(sweep);
      sweep = undefined;
      const idlers = free;
      free = [];
      await Promise.all(idlers.map(({ lane }) => lane.quit()));
    },
  };
}

function isTrouble(handed: Handed): boolean {
  if (handed.kind === 'withheld' || handed.kind === 'accepted') return false;
  return handed.kind === 'uncertain' || handed.about !== 'reader';
}

/** An envelope that would be two, or that a library would understand in its own way, goes nowhere. */
function unfitEnvelope({ envelope: { from, to } }: Message): Judged | undefined {
  if (!isEmailAddress(from)) {
    return {
      kind: 'deferred',
      response: 'The sender’s address is not one that mail can come from.',
      about: 'sender',
    };
  }
  if (isEmailAddress(to)) return undefined;
  return { kind: 'refused', response: 'The address is not one that mail can be sent to.', about: 'reader' };
}
