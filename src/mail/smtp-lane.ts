import { oneLine } from '../util/mask.ts';
import type { Handed, Message } from './courier.ts';
import { failureOf, isAnswered, verdictOfFailure } from './failure.ts';
import { Feed } from './feed.ts';
import type { Errand, Lane, Stale } from './lane.ts';
import { BROKEN_OFF } from './lanes.ts';
import { smtpLine, type SmtpLine } from './smtp-line.ts';
import type { SmtpOptions, SmtpServer } from './smtp-url.ts';
import { tooEarly } from './verdict.ts';

const MINUTE = 60_000;

/** Many servers take no more over one connection; nodemailer's own pool stops at as many. */
const MESSAGES = 100;

/** One connection through nodemailer. Not its pool, so that one can be broken off while others go on. */
export class SmtpLane implements Lane {
  readonly #server: SmtpServer;
  readonly #options: SmtpOptions;
  #line: SmtpLine | undefined;
  #messages = 0;
  /** The server refused something, so that a transaction may be open. */
  #unfinished = false;
  /** Why it was ended from here. */
  #stopped: Error | undefined;

  constructor(server: SmtpServer, options: SmtpOptions) {
    this.#server = server;
    this.#options = options;
  }

  sound(): boolean {
    return this.#line?.open === true && !this.#stopped && this.#messages < MESSAGES;
  }

  breakOff(): void {
    this.#stop(BROKEN_OFF);
  }

  async quit(): Promise<void> {
    await this.#line?.quit();
  }

  hand(errand: Errand): void {
    void this.#hand(errand).then((handed) => errand.tell(handed, this.#stopped?.message === BROKEN_OFF));
  }

  async #hand({ message, permit }: Errand): Promise<Handed | Stale> {
    const kept = this.#line !== undefined;
    const feed = new Feed(message, permit);
    const timer = setTimeout(() => this.#stop('Timeout'), this.#options.limit ?? 20 * MINUTE);
    try {
      const response = await this.#send(message, feed);
      if (feed.ended) return { kind: 'accepted', response, about: 'reader' };
      // The next message would run into the open end of this one.
      this.#stop('The server said yes too early.');
      return tooEarly(this.#server.name);
    } catch (error) {
      return this.#judge(error, feed, kept);
    } finally {
      clearTimeout(timer);
      feed.destroy();
      if (this.#stopped?.message !== BROKEN_OFF) await feed.asking;
      this.#messages += 1;
      if (this.#messages === MESSAGES && !this.#stopped) void this.quit();
    }
  }

  async #send({ envelope: { from, to } }: Message, feed: Feed): Promise<string> {
    if (!this.#line) {
      const line = await smtpLine(this.#server, this.#options);
      this.#line = line;
      if (this.#stopped) throw this.#stopped;
      await line.start(this.#server.auth);
    }
    if (this.#unfinished) await this.#line.reset();
    this.#unfinished = false;
    return oneLine(this.#hide(await this.#line.send(from, to, feed)));
  }

  #judge(error: unknown, feed: Feed, kept: boolean): Handed | Stale {
    const { message, response = '', ...rest } = failureOf(error);
    const failure = { ...rest, message: this.#hide(message), response: this.#hide(response) };
    const stopped = this.#stopped !== undefined;
    this.#unfinished = isAnswered(failure) && feed.begun === feed.ended;
    if (!this.#unfinished) this.#stop(failure.message);
    if (feed.withheld) return { kind: 'withheld' };
    const verdict = verdictOfFailure(failure, feed, this.#server.name);
    const stale = kept && !feed.begun && !stopped && !this.#unfinished && verdict.about === 'relay';
    return stale ? { kind: 'stale', verdict } : verdict;
  }

  #stop(why: string): void {
    this.#stopped ??= new Error(why);
    this.#line?.close(this.#stopped);
  }

  /** A server may repeat what it was given: the password, as it is and as it was sent (RFC 4616). */
  #hide(words: string): string {
    const { user = '', pass = '' } = this.#server.auth ?? {};
    if (pass === '') return words;
    const sent = [`\0${user}\0${pass}`, pass].map((secret) => Buffer.from(secret).toString('base64'));
    return [...sent, pass].reduce((text, secret) => text.replaceAll(secret, '…'), words);
  }
}
