import { z } from 'zod';
import type { Feed } from './feed.ts';
import { tooLarge, troubleAfter, troubleBefore, verdictOfReply, type Judged, type Point } from './verdict.ts';

const word = z.string().optional().catch(undefined);

/** What nodemailer says of a failure; which of it is there depends on how far the message came. */
const Failure = z
  .object({
    message: z.string(),
    code: word,
    /** The SMTP command that was being answered: `RCPT TO`, `DATA`; `CONN` for a lost connection. */
    command: word,
    responseCode: z.number().optional().catch(undefined),
    response: word,
  })
  .catch({ message: 'it failed without a word' });
export type Failure = z.infer<typeof Failure>;

export function failureOf(error: unknown): Failure {
  return Failure.parse(error);
}

/** What was being answered with a no; undefined when the failure is no answer. EMESSAGE: the answer to the final dot. */
function pointOf({ code, command }: Failure): Point | undefined {
  if (code === 'EAUTH') return 'auth';
  if (code === 'EMESSAGE' && command === 'DATA') return 'dot';
  if (code !== 'EENVELOPE') return undefined;
  if (command === 'MAIL FROM') return 'mail';
  if (command === 'RCPT TO') return 'rcpt';
  return command === 'DATA' ? 'data' : undefined;
}

/** True when the server clearly said no, and stays at the other end of the line to hear more. */
export function isAnswered(failure: Failure): boolean {
  const { responseCode = 0 } = failure;
  return pointOf(failure) !== undefined && responseCode >= 400 && responseCode < 600 && responseCode !== 421;
}

/**
 * What a failed hand-over of `feed` means: what the server said, when that is clear; uncertain, when it failed after the
 * end of the message was given out; else deferred. nodemailer's own errors are the same before and after the dot.
 */
export function verdictOfFailure(failure: Failure, { ended, size }: Feed, server: string): Judged {
  const { code, command, message, responseCode = 0, response = '' } = failure;
  const point = pointOf(failure);
  if (point && responseCode >= 400 && responseCode < 600) {
    return verdictOfReply(point, responseCode, response, server);
  }
  const words = response === '' ? message : response;
  if (ended) return troubleAfter(server, words);
  // It measures a message by the SIZE that the server offered, and asks nobody (RFC 1870 §6).
  const limit = code === 'EMESSAGE' && command === 'MAIL FROM' ? / (\d+)$/.exec(message)?.[1] : undefined;
  if (limit !== undefined) return tooLarge(server, size, Number(limit));
  return { ...troubleBefore(server, words), ...(point === 'auth' && { about: 'sender' }) };
}
