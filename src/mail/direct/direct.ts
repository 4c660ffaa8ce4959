import type { Courier } from '../courier.ts';
import { lanesCourier } from '../lanes.ts';
import type { SmtpOptions, SmtpServer } from '../smtp-url.ts';
import { relayOf } from './relay.ts';
import { Session } from './session.ts';

const SECOND = 1000;

/**
 * Hands messages to a relay on this very machine, without TLS and without a password, and is made for the size of the
 * list: one write for a message's body, one for its final dot and the next one's envelope, over connections that are kept.
 * Says the same of everything that a server can do as nodemailer's courier does.
 */
export function directCourier(server: SmtpServer, options: SmtpOptions = {}): Courier {
  const { connections = 5, idle = 30 * SECOND } = options;
  const relay = relayOf(server, options);
  return lanesCourier({
    name: server.name,
    connections,
    ahead: connections,
    idle,
    open: () => new Session(relay),
  });
}
