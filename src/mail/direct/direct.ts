import type { Courier } from '../courier.ts';
import { lanesCourier } from '../lanes.ts';
import type { SmtpOptions, SmtpServer } from '../smtp-url.ts';
import { Trust } from './offer.ts';
import { Session, type Relay } from './session.ts';
import { momentOf } from './wire.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/**
 * Hands messages to a relay on this very machine, without TLS and without a password, and is made for the size of the
 * list: one write for a message's envelope, one for its body, one for its final dot, over connections that are kept.
 * Says the same of everything that a server can do as nodemailer's courier does.
 */
export function directCourier({ name, host, port }: SmtpServer, options: SmtpOptions = {}): Courier {
  const { connections = 5, patience = 10 * MINUTE, limit = 20 * MINUTE, idle = 30 * SECOND } = options;
  const short = Math.min(patience, MINUTE);
  const moment = momentOf(short, limit);
  const moments = (span: number) => Math.ceil(span / moment);
  const relay: Relay = {
    name,
    host,
    port,
    moment,
    patience: moments(patience),
    shortPatience: moments(short),
    limit: moments(limit),
    trust: new Trust(),
  };
  return lanesCourier({ name, atOnce: connections, idle, open: () => new Session(relay) });
}
