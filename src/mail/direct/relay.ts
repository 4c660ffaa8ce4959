import type { SmtpOptions, SmtpServer } from '../smtp-url.ts';
import { Trust } from './offer.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** The shortest moment, ms, and how many there are in the shortest span. */
const SHORTEST = 10;
const PARTS = 10;

/** What all sessions with one server share. Spans are counted in moments, so that no message costs a timer. */
export type Relay = {
  name: string;
  host: string;
  port: number;
  /** How long a moment is, ms. */
  moment: number;
  patience: number;
  /** Patience before a message begins, and with the answers to a pipelined envelope. */
  shortPatience: number;
  limit: number;
  trust: Trust;
};

export function relayOf({ name, host, port }: SmtpServer, options: SmtpOptions): Relay {
  const { patience = 10 * MINUTE, limit = 20 * MINUTE } = options;
  const short = Math.min(patience, MINUTE);
  const moment = Math.min(SECOND, Math.max(SHORTEST, Math.min(short, limit) / PARTS));
  const moments = (span: number) => Math.ceil(span / moment);
  return {
    name,
    host,
    port,
    moment,
    patience: moments(patience),
    shortPatience: moments(short),
    limit: moments(limit),
    trust: new Trust(),
  };
}
