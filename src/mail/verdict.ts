import { oneLine } from '../util/mask.ts';
import type { About, Handed } from './courier.ts';

/** What a server was answering; `dot` is the end of the message. */
export type Point = 'auth' | 'mail' | 'rcpt' | 'data' | 'dot';

/** What came of a hand-over that was not withheld. */
export type Judged = Exclude<Handed, { kind: 'withheld' }>;

/**
 * What a reply of 400 to 599 means, by RFC 5321 §4.2.1 and the enhanced code in it (RFC 3463), when it stands there.
 * A subscriber is refused only for what is said of that subscriber: what everybody would be told is deferred. `line` is
 * the reply as it came, its number first.
 */
export function verdictOfReply(point: Point, code: number, line: string, server: string): Judged {
  const about = aboutOf(point, code, line);
  if (point === 'auth' || point === 'mail') return { ...troubleBefore(server, line), about };
  const kind = code >= 500 && about === 'reader' ? 'refused' : 'deferred';
  return { kind, response: plainWords(line), about };
}

/**
 * True when it was said of the server itself, or of the way to it, so that another server may fare better. What a server
 * answered about a reader stands as it came, its number first: of those answers only a closing that speaks of policy
 * (421 4.7.x) is meant for the reader's domain, as mailbox providers say it of mail that comes too fast.
 */
export function isAboutServer({ kind, about, response }: Judged): boolean {
  if (kind === 'uncertain') return true;
  if (kind !== 'deferred') return false;
  return about === 'relay' ? !isAboutDomain(response) : about === 'sender' && !/^\d/.test(response);
}

/** A closing that speaks of policy, said of a reader: it is about everybody at that destination. */
export function isAboutDomain(response: string): boolean {
  return /^421[ -]4\.7\./.test(response);
}

/** The failure of a connection before the final dot: safe to try again, and anybody would have met it. */
export function troubleBefore(server: string, words: string): Judged {
  const response = `It could not be handed to ${server}: ${plainWords(words)}`;
  return { kind: 'deferred', response, about: 'relay' };
}

/** The failure of a connection after the final dot, or an answer to it that is neither yes nor no. */
export function troubleAfter(server: string, words: string): Judged {
  const response = `${server} was handed the whole message and did not say whether it took it: ${plainWords(words)}`;
  return { kind: 'uncertain', response, about: 'relay' };
}

/** A yes to something that the server cannot have. */
export function tooEarly(server: string): Judged {
  return {
    kind: 'deferred',
    response: `${server} answered before it had the whole message.`,
    about: 'relay',
  };
}

/** A server that says beforehand that it takes nothing of this size: a person has to make the letter smaller. */
export function tooLarge(server: string, size: number, limit: number): Judged {
  const response = `${server} takes messages of at most ${limit} bytes; this one has ${size}.`;
  return { kind: 'deferred', response, about: 'sender' };
}

/**
 * - 421: the server is closing; 500, 502, 503, 504: it lost track of the session or knows no SMTP. None says anything
 *   about the reader.
 * - 4.7.x is most often a reader's own server that wants to see us again (greylisting); should it be meant for everybody,
 *   it comes as a storm, which slows the whole delivery down.
 * - 530–538: authentication (RFC 4954); 5.7.x: policy towards us; 5.1.7 and 5.1.8: a bad sender's address.
 */
function aboutOf(point: Point, code: number, line: string): About {
  if (point === 'auth') return code < 500 ? 'relay' : 'sender';
  if (code === 421 || (code >= 500 && code <= 504 && code !== 501)) return 'relay';
  if (point === 'mail') return code < 500 ? 'relay' : 'sender';
  const enhanced = line.slice(4);
  if (code < 500) return 'reader';
  return (code >= 530 && code <= 538) || /^5\.(7\.\d|1\.[78]\b)/.test(enhanced) ? 'sender' : 'reader';
}

/** What the system and nodemailer say, and what it means to somebody who runs a newsroom. */
const PLAIN: [RegExp, string][] = [
  [/ECONNREFUSED/, 'nothing answers at that address and port'],
  [/ENOTFOUND|EDNS|EAI_AGAIN/, 'no server is known by that name'],
  [/ENETUNREACH|EHOSTUNREACH/, 'there is no way to it through the network'],
  [/ECONNRESET|EPIPE|onnection (was )?closed/, 'the connection broke off'],
  [/Greeting never received/, 'it did not greet in time'],
  [/imeout|timed out|aborted/, 'it stayed silent for too long'],
];

/** A server's line as it is; the system's words in plain ones; one line without whole addresses in any case. */
function plainWords(words: string): string {
  const said = words.charCodeAt(0) >= 0x32 && words.charCodeAt(0) <= 0x35;
  return oneLine(said ? words : (PLAIN.find(([pattern]) => pattern.test(words))?.[1] ?? words));
}
