import { z } from 'zod';
import { oneLine } from '../util/mask.ts';
import type { Handed } from './courier.ts';

const word = z.string().optional().catch(undefined);

/** What nodemailer says of a failure; which of it is there depends on how far the message came. */
export const Failure = z.object({
  message: z.string(),
  code: word,
  /** The SMTP command that was being answered: `RCPT TO`, `DATA`; `CONN` for a lost connection. */
  command: word,
  responseCode: z.number().optional().catch(undefined),
  response: word,
});
export type Failure = z.infer<typeof Failure>;

/**
 * Replies that speak of the sender, the connection or the server's policy towards us, not of the reader: authentication
 * (530–538), and the enhanced codes for security and policy (5.7.x) and for a bad sender's address (5.1.7, 5.1.8;
 * RFC 3463). A subscriber is never refused for one of these.
 */
const ABOUT_US = /^(53[0-9]|\d{3}[ -]5\.(7\.\d+|1\.[78])\b)/;

/** What the system and nodemailer say, and what it means to somebody who runs a newsroom. */
const PLAIN: [RegExp, string][] = [
  [/ECONNREFUSED/, 'nothing answers at that address and port'],
  [/ENOTFOUND|EDNS|EAI_AGAIN/, 'no server is known by that name'],
  [/ENETUNREACH|EHOSTUNREACH/, 'there is no way to it through the network'],
  [/ECONNRESET|EPIPE|onnection (was )?closed/, 'the connection broke off'],
  [/Greeting never received/, 'it did not greet in time'],
  [/imeout|timed out|aborted/, 'it stayed silent for too long'],
];

/**
 * What a failed hand-over means. `ended` says whether the whole message was handed in before it failed.
 *
 * - The server answered RCPT or DATA with 4yz: deferred. With 5yz: refused, unless that is about us.
 * - The failure came after the whole message was handed in and the server did not clearly say no: uncertain.
 * - Anything before that: deferred, and ours.
 */
export function verdictOfFailure(failure: Failure, ended: boolean, server: string): Handed {
  const { code, command, responseCode = 0, response = '' } = failure;
  const words = oneLine(response === '' ? plainly(failure.message) : response);
  const answered =
    (command === 'RCPT TO' || command === 'DATA') && (code === 'EENVELOPE' || code === 'EMESSAGE');
  if (answered && responseCode >= 400 && responseCode < 600) {
    // 421: the server is closing; 503: it lost track of the session. Both say nothing about the message.
    if (responseCode === 421 || responseCode === 503 || ABOUT_US.test(response)) {
      return { kind: 'deferred', response: words, ours: true };
    }
    return { kind: responseCode < 500 ? 'deferred' : 'refused', response: words };
  }
  if (ended) {
    return {
      kind: 'uncertain',
      response: `${server} was handed the whole message and did not say whether it took it: ${words}`,
    };
  }
  return { kind: 'deferred', response: `It could not be handed to ${server}: ${words}`, ours: true };
}

function plainly(message: string): string {
  return PLAIN.find(([pattern]) => pattern.test(message))?.[1] ?? message;
}
