import type { Socket } from 'node:net';

/** A server's answer: its number and its lines without the numbers. */
export type Reply = { code: number; lines: readonly string[] };

/** More than any answer of a mail server has, bytes. */
const LIMIT = 64 * 1024;

/** Speaks SMTP over a connection, one command at a time. Everything rejects when the connection ends or says nonsense. */
export class Dialogue {
  readonly #socket: Socket;
  #text = '';
  #ended: Error | undefined;
  #wake: (() => void) | undefined;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', this.#take);
    socket.on('error', this.#fail);
    socket.on('close', () => this.#fail(new Error('the connection was closed')));
  }

  /** Sends one line and waits for the answer. */
  async say(line: string): Promise<Reply> {
    this.#socket.write(`${line}\r\n`);
    return this.hear();
  }

  /** Waits for an answer. */
  async hear(): Promise<Reply> {
    for (;;) {
      const reply = this.#next();
      if (reply) return reply;
      if (this.#ended) throw this.#ended;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  /** Stops listening, so that TLS can begin. What the server said too early is thrown away (CVE-2011-0411). */
  release(): void {
    this.#socket.off('data', this.#take);
    this.#text = '';
  }

  #take = (chunk: Buffer): void => {
    this.#text += chunk.toString('latin1');
    if (this.#text.length > LIMIT) this.#fail(new Error('it said too much'));
    this.#wake?.();
  };

  #fail = (error: Error): void => {
    this.#ended ??= error;
    this.#wake?.();
  };

  #next(): Reply | undefined {
    const lines: string[] = [];
    let start = 0;
    for (let end = this.#text.indexOf('\r\n'); end !== -1; end = this.#text.indexOf('\r\n', start)) {
      const [, code, more, words = ''] = /^([2-5]\d\d)([ -]?)(.*)$/s.exec(this.#text.slice(start, end)) ?? [];
      if (code === undefined) throw new Error('it does not speak SMTP');
      lines.push(words);
      start = end + 2;
      if (more === '-') continue;
      this.#text = this.#text.slice(start);
      return { code: Number(code), lines };
    }
    return undefined;
  }
}
