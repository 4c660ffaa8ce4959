import type { Message } from '../courier.ts';
import { verdictOfReply, type Judged, type Point } from '../verdict.ts';
import type { Offer } from './offer.ts';

/** Before the envelope, a transaction that may be open from the last one is ended. */
const RESET = 0;
const MAIL = 1;
/** RCPT is 2. */
const DATA = 3;
const POINTS: readonly Point[] = ['mail', 'mail', 'rcpt', 'data'];

/**
 * What comes after a reply. `wait`: more replies are awaited; `say`: the next words; `body`: the message; `refused`: the
 * next message, `verdict` says why; `odd`: the server does not follow; `end`: of the connection, for the server is
 * closing, or takes a message for nobody, which it must not be given (RFC 2920 §3.1).
 */
export type Next = 'wait' | 'say' | 'body' | 'refused' | 'odd' | 'end';

/** MAIL, RCPT and DATA for one message after another over one connection, pipelined where the server offers that. */
export class Envelope {
  /** True while an envelope goes out in one. */
  pipelined = false;
  /** What to say now. */
  words = '';
  /** Why the server does not take this message. */
  verdict: Judged | undefined;
  #awaited = MAIL;
  #unfinished = false;
  #mail = '';
  #rcpt = '';
  #from = '';
  #begin = '';

  /** True as long as nothing was answered to this envelope. */
  get unheard(): boolean {
    return this.#awaited <= MAIL;
  }

  /** Finds the first words. Both addresses must be ones that cannot be misread. */
  start({ envelope: { from, to }, size }: Message, offer: Offer, trusted: boolean): void {
    if (this.#from !== from) this.#begin = `MAIL FROM:<${from}>`;
    this.#from = from;
    this.verdict = undefined;
    this.pipelined = offer.pipelining && trusted;
    this.#mail = offer.size === undefined ? `${this.#begin}\r\n` : `${this.#begin} SIZE=${size}\r\n`;
    this.#rcpt = `RCPT TO:<${to}>\r\n`;
    this.#awaited = this.#unfinished ? RESET : MAIL;
    const reset = this.#unfinished ? 'RSET\r\n' : '';
    if (this.pipelined) this.words = `${reset}${this.#mail}${this.#rcpt}DATA\r\n`;
    else this.words = this.#unfinished ? reset : this.#mail;
  }

  answer(code: number, text: string, server: string): Next {
    const at = this.#awaited;
    if (code >= 400) return this.#no(at, code, text, server);
    if (code >= 300 !== (at === DATA)) return 'odd';
    if (at === DATA) return this.#go(code);
    this.#awaited = at + 1;
    this.#unfinished = at !== RESET;
    if (this.pipelined) return 'wait';
    this.words = at === RESET ? this.#mail : at === MAIL ? this.#rcpt : 'DATA\r\n';
    return 'say';
  }

  #go(code: number): Next {
    if (this.verdict) return 'end';
    if (code !== 354) return 'odd';
    this.pipelined = false;
    this.#unfinished = false;
    return 'body';
  }

  #no(at: number, code: number, text: string, server: string): Next {
    if (at === RESET) return 'odd';
    const verdict = verdictOfReply(POINTS[at] ?? 'mail', code, text, server);
    // It may have lost count of the commands; what was said of an earlier one stands all the same.
    const lost = !this.verdict && code >= 500 && verdict.about === 'relay';
    if (lost) return this.pipelined ? 'odd' : this.#close(verdict);
    if (code === 421) return this.#close(verdict);
    this.verdict ??= verdict;
    if (this.pipelined && at !== DATA) {
      this.#awaited = at + 1;
      return 'wait';
    }
    this.pipelined = false;
    this.#unfinished = true;
    return 'refused';
  }

  #close(verdict: Judged): Next {
    this.verdict ??= verdict;
    return 'end';
  }
}
