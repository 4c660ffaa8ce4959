import type { Verdict } from '../model/delivery.ts';

/** One message, complete: the bytes that go over the wire (CRLF, not dot-stuffed) and the envelope they travel in. */
export type Message = {
  /** Edition and subscriber, for the log and for a file's name: `digest/24@1`, 17. */
  edition: string;
  subscriber: number;
  messageId: string;
  envelope: { from: string; to: string };
  bytes: Uint8Array;
};

/**
 * What came of handing a message over. `ours`: it was said of the sender or of the server, not of this subscriber, so
 * the next message would meet the same; whoever delivers should stop and look instead of trying everybody.
 */
export type Handed = Verdict & { ours?: true };

/**
 * A way to hand a message to the next mail server. The verdict says whether to try again: `deferred` is safe to retry
 * (the final dot never left, or the server said no), `uncertain` is not (the server may have taken it), `refused` is
 * final. Never throws for anything that the server or the disk did.
 */
export type Courier = {
  /** For messages: "var/outbox/" or "smtp.example.gov:587". Never holds credentials. */
  name: string;
  /** How many messages it can have under way at the same time. */
  atOnce: number;
  hand: (message: Message) => Promise<Handed>;
  close: () => Promise<void>;
};
