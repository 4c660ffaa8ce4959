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
 * A way to hand a message to the next mail server. The verdict says whether to try again: `deferred` is safe to retry,
 * `uncertain` is not (the server may have taken it), `refused` is final. Never throws for anything that the server did.
 */
export type Courier = {
  /** For messages: "var/outbox/" or "smtp.example.gov:587". Never holds credentials. */
  name: string;
  hand: (message: Message) => Promise<Verdict>;
  close: () => Promise<void>;
};
