import type { Handed, Message } from '../courier.ts';
import type { Errand, Lane, Stale } from '../lane.ts';
import { BROKEN_OFF } from '../lanes.ts';
import { ask } from '../permit.ts';
import { tooEarly, tooLarge, troubleAfter, troubleBefore, verdictOfReply, type Judged } from '../verdict.ts';
import { Envelope } from './envelope.ts';
import { Gather } from './gather.ts';
import { largest, readOffer, type Offer } from './offer.ts';
import type { Relay } from './relay.ts';
import { decoded, lineOf } from './replies.ts';
import { Wire, type Listener } from './wire.ts';

const SILENT = 'it timed out';
const CLOSED = 'connection closed';

/**
 * Where the dialogue is. `early`: the server began to speak before the final dot, so that no dot will be sent;
 * `over`: the connection is gone, or about to be.
 */
type Stage = 'new' | 'greeting' | 'ehlo' | 'idle' | 'envelope' | 'body' | 'permit' | 'early' | 'dot' | 'over';

/** One connection's dialogue, message after message. */
export class Session implements Lane, Listener {
  readonly #relay: Relay;
  readonly #gather = new Gather();
  readonly #envelope = new Envelope();
  #wire: Wire | undefined;
  #stage: Stage = 'new';
  #offer: Offer = { pipelining: false, size: undefined };
  #errand: Errand | undefined;
  /** Its envelope left together with the final dot of the errand. */
  #next: Errand | undefined;
  /** True as long as nothing was answered to that envelope. */
  #ahead = false;
  /** True from asking for the permit until it is answered; what happens meanwhile is kept in `#meanwhile`. */
  #asking = false;
  #meanwhile: Handed | undefined;
  /** True when a message went over this connection before. */
  #kept = false;
  /** True once it was broken off from here. */
  #broken = false;
  /** Moments since something moved, and since the message began. */
  #quiet = 0;
  #spent = 0;

  constructor(relay: Relay) {
    this.#relay = relay;
  }

  sound(): boolean {
    return this.#stage === 'idle';
  }

  hand(errand: Errand): void {
    this.#errand = errand;
    if (this.#wire) this.#begin(errand.message);
    else this.#open();
  }

  breakOff(): void {
    this.#broken = true;
    this.#asking = false;
    if (this.#meanwhile) this.#conclude(this.#meanwhile);
    else this.lost(BROKEN_OFF);
  }

  async quit(): Promise<void> {
    this.#stage = 'over';
    await this.#wire?.quit();
  }

  reply(code: number, bytes: string): void {
    this.#quiet = 0;
    const text = code >= 400 ? decoded(bytes) : bytes;
    if (this.#stage === 'envelope') this.#answerEnvelope(code, text);
    else if (this.#stage === 'dot') this.#answerDot(code, text);
    else if (this.#stage === 'greeting') this.#answerGreeting(code, text);
    else if (this.#stage === 'ehlo') this.#answerEhlo(code, text);
    else if (this.#stage === 'idle') this.#end(undefined);
    else this.#answerEarly(code, text);
  }

  murmur(): void {
    if (this.#stage === 'body' || this.#stage === 'permit') this.#stage = 'early';
    else if (this.#stage === 'idle') this.#end(undefined);
  }

  lost(words: string): void {
    this.#fail(words);
  }

  tick(): void {
    this.#quiet += 1;
    this.#spent += 1;
    if (this.#stage === 'idle' || this.#stage === 'permit') this.#quiet = 0;
    if (this.#stage === 'idle') this.#spent = 0;
    const { patience, shortPatience, limit } = this.#relay;
    const pipelined = this.#stage === 'envelope' && this.#envelope.pipelined;
    const short = pipelined || this.#stage === 'greeting' || this.#stage === 'ehlo';
    if (this.#spent >= limit) this.#end(this.#trouble(SILENT));
    else if (this.#quiet >= (short ? shortPatience : patience)) this.#fail(SILENT);
  }

  #open(): void {
    const { host, port, moment } = this.#relay;
    this.#stage = 'greeting';
    this.#wire = new Wire(host, port, moment, this);
  }

  #answerGreeting(code: number, text: string): void {
    if (code !== 220) return this.#fail(text);
    this.#stage = 'ehlo';
    this.#wire?.say(`EHLO ${this.#wire.self}\r\n`);
  }

  #answerEhlo(code: number, text: string): void {
    if (code !== 250 || !this.#errand) return this.#fail(text);
    this.#offer = readOffer(text);
    this.#begin(this.#errand.message);
  }

  #begin(message: Message): void {
    const most = largest(this.#offer);
    if (message.size > most) {
      this.#stage = 'idle';
      return this.#conclude(tooLarge(this.#relay.name, message.size, most));
    }
    this.#stage = 'envelope';
    this.#envelope.start(message, this.#offer, this.#relay.trust.pipelining);
    this.#wire?.say(this.#envelope.words);
  }

  #answerEnvelope(code: number, text: string): void {
    const envelope = this.#envelope;
    this.#ahead = false;
    const next = envelope.answer(code, text, this.#relay.name);
    if (next === 'say') this.#wire?.say(envelope.words);
    else if (next === 'body') this.#beginBody();
    else if (next === 'odd') this.#fail(text);
    else if (next === 'refused') {
      this.#stage = 'idle';
      this.#conclude(envelope.verdict ?? this.#trouble(text));
    } else if (next === 'end') {
      if (!envelope.pipelined) this.#relay.trust.failed(false);
      this.#end(this.#closing(envelope.verdict ?? this.#trouble(text)));
    }
  }

  #beginBody(): void {
    if (!this.#errand) return;
    this.#stage = 'body';
    this.#relay.trust.passed();
    this.#gather.start(this.#errand.message);
    this.#wire?.write(this.#gather.next(), this.#written);
  }

  readonly #written = (error?: Error | null): void => {
    if (error || this.#stage !== 'body') return;
    this.#quiet = 0;
    if (this.#gather.left) {
      this.#wire?.write(this.#gather.next(), this.#written);
      return;
    }
    if (!this.#errand) return;
    this.#stage = 'permit';
    this.#asking = true;
    ask(this.#errand.permit, this.#answered);
  };

  readonly #answered = (permitted: boolean): void => {
    if (!this.#asking) return;
    this.#asking = false;
    if (this.#meanwhile) this.#conclude(this.#meanwhile);
    else if (!permitted) this.#end({ kind: 'withheld' });
    else if (this.#stage === 'permit') {
      this.#stage = 'dot';
      this.#quiet = 0;
      this.#wire?.say(this.#follow() ? `.\r\n${this.#envelope.words}` : '.\r\n');
    }
  };

  /** Prepares the envelope of the next message to leave together with the final dot, where the server understands that. */
  #follow(): boolean {
    const { trust } = this.#relay;
    if (!this.#offer.pipelining || !trust.pipelining || !trust.following) return false;
    this.#next = this.#errand?.follow(largest(this.#offer));
    if (!this.#next) return false;
    this.#envelope.start(this.#next.message, this.#offer, true);
    return (this.#ahead = true);
  }

  #answerEarly(code: number, text: string): void {
    const { name } = this.#relay;
    this.#end(code >= 400 ? verdictOfReply('dot', code, text, name) : tooEarly(name));
  }

  #answerDot(code: number, text: string): void {
    const { name } = this.#relay;
    if (code >= 300 && code < 400) return this.#fail(text);
    if (code === 421) return this.#end(verdictOfReply('dot', code, text, name));
    this.#stage = this.#next ? 'envelope' : 'idle';
    if (code >= 400) this.#conclude(verdictOfReply('dot', code, text, name));
    else this.#conclude({ kind: 'accepted', response: lineOf(text), about: 'reader' });
  }

  /** The connection or the dialogue has failed. Before a message began, another connection may do better. */
  #fail(words: string): void {
    const verdict = this.#trouble(words);
    // What left with a final dot may have been too much for it: lost, or even taken for the reason to hang up.
    if (this.#ahead && words !== BROKEN_OFF) this.#relay.trust.following = false;
    if (this.#stage !== 'envelope' || words === BROKEN_OFF) return this.#end(verdict);
    const closing = this.#closing(verdict);
    if (closing.kind !== 'stale') this.#relay.trust.failed(this.#envelope.pipelined);
    this.#end(this.#envelope.pipelined ? { kind: 'stale', verdict } : closing);
  }

  /** The server had ended this connection before it heard of the message. */
  #closing(verdict: Judged): Judged | Stale {
    return this.#kept && this.#envelope.unheard ? { kind: 'stale', verdict } : verdict;
  }

  #trouble(words: string): Judged {
    const { name } = this.#relay;
    const heard = decoded(words);
    return this.#stage === 'dot' ? troubleAfter(name, heard) : troubleBefore(name, heard);
  }

  #end(handed: Handed | Stale | undefined): void {
    this.#stage = 'over';
    this.#wire?.cut();
    if (!handed) return;
    if (this.#asking && handed.kind !== 'stale') this.#meanwhile = handed;
    else this.#conclude(handed);
  }

  /** Tells how the errand ended. The next one goes on, or has not been heard of when the connection is over. */
  #conclude(handed: Handed | Stale): void {
    const errand = this.#errand;
    const next = this.#next;
    this.#errand = this.#stage === 'envelope' || this.#stage === 'idle' ? next : undefined;
    this.#next = undefined;
    this.#quiet = 0;
    this.#spent = 0;
    this.#gather.clear();
    this.#kept = true;
    errand?.tell(handed, this.#broken);
    if (this.#stage === 'over') next?.tell({ kind: 'stale', verdict: this.#trouble(CLOSED) }, this.#broken);
  }
}
