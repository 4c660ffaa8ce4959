import { EmailAddress } from '../model/subscriber.ts';
import type { Courier, Handed, Message, Permit } from './courier.ts';
import { troubleBefore, type Judged } from './verdict.ts';

/**
 * The connection failed before the message began to leave, in a way that another connection may not: a kept one that
 * the server had closed meanwhile. `verdict` is what it comes to when there is no other.
 */
export type Stale = { kind: 'stale'; verdict: Judged };

/** One connection to the server, opened with its first message. It carries one message at a time. */
export type Lane = {
  /**
   * Never rejects. The permit is asked at most once, and not at all when it ends as stale. Once asked, nothing is told
   * before it is answered, so that whoever marks deliveries hears of the end after the mark; `breakOff` does not wait.
   */
  hand: (message: Message, permit: Permit) => Promise<Handed | Stale>;
  /** False once nothing more may go over it. */
  sound: () => boolean;
  /** Ends it at once; no final dot leaves from here on. What is under way is answered now. */
  breakOff: () => void;
  /** Ends an idle one politely (QUIT); resolves when it is closed. */
  quit: () => Promise<void>;
};

/** A message may meet a stale connection, then a server that lies about its extensions, and then is told the truth. */
const TRIES = 3;

/** Words for what `breakOff` did. */
export const BROKEN_OFF = 'it was broken off here';

export type Lanes = { name: string; atOnce: number; idle: number; open: () => Lane };

/**
 * A courier made of lanes: at most `atOnce` at a time, kept while they are sound and ended politely once they were
 * `idle` for so many ms. More messages than lanes wait for their turn.
 */
export function lanesCourier({ name, atOnce, idle, open }: Lanes): Courier {
  let free: { lane: Lane; looks: number }[] = [];
  const busy = new Set<Lane>();
  let waiting: (() => void)[] = [];
  let taken = 0;
  let breaks = 0;
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

  const overLanes = async (message: Message, permit: Permit): Promise<Handed> => {
    const begun = breaks;
    let lane = take();
    for (let left = TRIES; ; left -= 1) {
      busy.add(lane);
      const handed = await lane.hand(message, permit);
      busy.delete(lane);
      if (handed.kind !== 'stale' || left === 1 || begun !== breaks) {
        keep(lane);
        return handed.kind === 'stale' ? handed.verdict : handed;
      }
      lane = open();
    }
  };

  /** False when it was broken off while it waited. */
  const turn = async (): Promise<boolean> => {
    const begun = breaks;
    if (taken >= atOnce) await new Promise<void>((go) => waiting.push(go));
    else taken += 1;
    return begun === breaks;
  };

  return {
    name,
    atOnce,
    hand: async (message, permit) => {
      const unfit = unfitEnvelope(message);
      if (unfit) return unfit;
      closed = false;
      const handed = (await turn()) ? await overLanes(message, permit) : troubleBefore(name, BROKEN_OFF);
      const next = waiting.shift();
      if (next) next();
      else taken -= 1;
      return handed;
    },
    breakOff: () => {
      breaks += 1;
      taken += waiting.length;
      for (const go of waiting) go();
      waiting = [];
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

/** An envelope that would be two, or that a library would understand in its own way, goes nowhere. */
function unfitEnvelope({ envelope: { from, to } }: Message): Judged | undefined {
  if (!EmailAddress.safeParse(from).success) {
    return {
      kind: 'deferred',
      response: 'The sender’s address is not one that mail can come from.',
      about: 'sender',
    };
  }
  if (EmailAddress.safeParse(to).success) return undefined;
  return { kind: 'refused', response: 'The address is not one that mail can be sent to.', about: 'reader' };
}
