import type { Verdict } from '../model/delivery.ts';

/**
 * One message as it goes over the wire, and the envelope it travels in. `parts`, one after the other, are its bytes: lines
 * end with CRLF and nowhere is a lone CR or LF, every byte is below 128, the last line is ended, and no line begins with a
 * dot, so that there is nothing to stuff (RFC 5321 §4.5.2) and no server can see an end of the message where there is none.
 */
export type Message = {
  /** Edition and subscriber, for a file's name: `digest/24@1`, 17. */
  edition: string;
  subscriber: number;
  messageId: string;
  envelope: { from: string; to: string };
  parts: readonly Uint8Array[];
  /** How long all parts are together, bytes. */
  size: number;
};

/**
 * Of whom a verdict was said.
 * - `reader`: of this subscriber alone; the next message may fare better.
 * - `relay`: the server, or the way to it, is in trouble; everybody would meet the same for a while.
 * - `sender`: the server wants nothing of us (MAIL FROM, authentication, policy); everybody would meet the same until a
 *   person has acted, so nobody is refused for it.
 */
export type About = 'reader' | 'relay' | 'sender';

/**
 * What came of handing a message over. `withheld`: the permit was not given, so the final dot did not leave; or it was not
 * even asked for, because the server was found to be in trouble while this message waited for a connection.
 */
export type Handed = (Verdict & { about: About }) | { kind: 'withheld' };

/**
 * Asked exactly once, when everything but the final dot (or the renaming of a file) is done: only after it resolved to
 * true may the message be completed. Whoever gives it has marked the delivery durably by then. When it resolves to false
 * or rejects, the message is broken off in a way that the server cannot take for its end.
 */
export type Permit = () => Promise<boolean>;

/**
 * A way to hand a message to the next mail server. The verdict says whether to try again: `deferred` is safe to retry
 * (the final dot never left, or the server said no), `uncertain` is not (the server may have taken it), `refused` is
 * final. Never throws for anything that the server or the disk did.
 */
export type Courier = {
  /** For messages: "var/outbox/" or "smtp.example.gov:587". Never holds credentials. */
  name: string;
  /**
   * How many messages it takes at the same time. Those that it has no connection for wait inside; the permit is asked for
   * no more of them at a time than there are connections.
   */
  atOnce: number;
  /** How many of them can be on their way at the same time; the others wait inside. */
  connections: number;
  hand: (message: Message, permit: Permit) => Promise<Handed>;
  /** Breaks off whatever is under way, at once: those messages end as `deferred` or `uncertain`. It can be used again. */
  breakOff: () => void;
  /** Ends idle connections politely. */
  close: () => Promise<void>;
};
