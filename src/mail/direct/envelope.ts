import type { Message } from '../courier.ts';
import { verdictOfReply, type Judged, type Point } from '../verdict.ts';
import type { Offer } from './offer.ts';

/** Before the envelope, a transaction that may be open from the last one is ended. */
const RESET = 0;
const MAIL = 1;
const RCPT = 2;
const DATA = 3;
const POINTS: readonly Point[] = ['mail', 'mail', 'rcpt', 'data'];

/**
 * What comes after a reply: words to say (none while more replies are awaited), `body`, `refused`, or the end of the
 * connection. `odd`: the server does not follow; `distrust`: it takes a message for nobody (RFC 2920 §3.1), or is closing.
 */
export type Next = 'body' | 'refused' | 'odd' | 'distrust' | (string & {});

/** MAIL, RCPT and DATA for one message after another over one connection, pipelined where the server offers that. */
export class Envelope {
  /** True while an envelope goes out in one. */
  pipelined = false;
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

  /** The first words. Both addresses are ones that cannot be misread. */
  start({ envelope: { from, to }, size }: Message, offer: Offer, trusted: boolean): string {
    if (this.#from !== from) this.#begin = `MAIL FROM:<${from}>`;
    this.#from = from;
    this.verdict = undefined;
    this.pipelined = offer.pipelining && trusted;
    this.#mail = offer.size === undefined ? `${this.#begin}\r\n` : `${this.#begin} SIZE=${size}\r\n`;
    this.#rcpt = `RCPT TO:<${to}>\r\n`;
    this.#awaited = this.#unfinished ? RESET : MAIL;
    const reset = this.#unfinished ? 'RSET\r\n' : '';
    if (this.pipelined) return `${reset}${this.#mail}${this.#rcpt}DATA\r\n`;
    return this.#unfinished ? reset : this.#mail;
  }

  answer(code: number, text: string, server: string): Next {
    const at = this.#awaited;
    if (code >= 400) return this.#no(at, code, text, server);
    if (code >= 300 !== (at === DATA)) return 'odd';
    if (at === DATA) return this.#go(code);
    this.#awaited = at + 1;
    this.#unfinished = at !== RESET;
    return this.pipelined ? '' : this.#words(at + 1);
  }

  #go(code: number): Next {
    if (this.verdict) return 'distrust';
    if (code !== 354) return 'odd';
    this.pipelined = false;
    this.#unfinished = false;
    return 'body';
  }

  #no(at: number, code: number, text: string, server: string): Next {
    if (at === RESET) return 'odd';
    const verdict = verdictOfReply(POINTS[at] ?? 'mail', code, text, server);
    // It may have lost count of the commands; what was said of an earlier one stands all the same.
    if (!this.verdict && code >= 500 && verdict.about === 'relay')
      return this.pipelined ? 'odd' : this.#close(verdict);
    if (code === 421) return this.#close(verdict);
    this.verdict ??= verdict;
    if (this.pipelined && at !== DATA) {
      this.#awaited = at + 1;
      return '';
    }
    this.pipelined = false;
    this.#unfinished = true;
    return 'refused';
  }

  #close(verdict: Judged): Next {
    this.verdict ??= verdict;
    return 'distrust';
  }

  #words(at: number): string {
    if (at === MAIL) return this.#mail;
    return at === RCPT ? this.#rcpt : 'DATA\r\n';
  }
}
