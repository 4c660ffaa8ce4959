import { readSmtpUrl, type SmtpOptions } from './smtp-url.ts';
import type { Courier } from './courier.ts';
import { lanesCourier } from './lanes.ts';
import { SmtpLane } from './smtp-lane.ts';

const SECOND = 1000;

/**
 * Hands messages to the mail server at an SMTP_URL with nodemailer: with TLS and a password, over a few connections that
 * are kept open. Nothing is handed over twice, and what a lost connection means is told from how far the message had
 * been read. Throws SmtpUrlError at once for a URL that cannot be used; connects when the first message comes.
 */
export function smtpCourier(url: string, options: SmtpOptions = {}): Courier {
  const server = readSmtpUrl(url);
  const { connections = 5, idle = 30 * SECOND } = options;
  return lanesCourier({
    name: server.name,
    connections,
    ahead: 0,
    idle,
    open: () => new SmtpLane(server, options),
  });
}
