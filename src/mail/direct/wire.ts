import { connect, type Socket } from 'node:net';
import { Replies } from './replies.ts';

const SECOND = 1000;

/** Room for what a server says at a time, bytes. */
const ROOM = 4096;

const NOTHING = new Uint8Array();

/** What a wire tells. After `lost` it tells nothing more. */
export type Listener = {
  /** A whole reply; the server may be in the middle of another. */
  reply: (code: number, text: string) => void;
  /** The first byte of something was heard that is not yet a reply. */
  murmur: () => void;
  /** The connection is gone, by whoever's fault, in the system's words; or what came is no reply, and no more is read. */
  lost: (words: string) => void;
  /** A moment, `period` ms after the one before, has passed. */
  tick: () => void;
};

/** One plain TCP connection, and the replies that come over it. */
export class Wire {
  readonly #socket: Socket;
  readonly #room = Buffer.allocUnsafeSlow(ROOM);
  readonly #replies = new Replies();
  readonly #listener: Listener;
  readonly #timer: NodeJS.Timeout;
  #open = true;

  constructor(host: string, port: number, period: number, listener: Listener) {
    this.#listener = listener;
    const onread = { buffer: this.#room, callback: this.#hear };
    this.#socket = connect({ host, port, noDelay: true, onread });
    this.#socket.on('error', (error) => this.#lose(error.message || String('code' in error && error.code)));
    this.#socket.on('end', () => this.#lose('connection closed'));
    this.#socket.on('close', () => this.#lose('connection closed'));
    // The open connection keeps the process alive; the timer need not.
    this.#timer = setInterval(() => this.#listener.tick(), period).unref();
  }

  /** The name of this end, for EHLO: an address literal (RFC 5321 §4.1.3). */
  get self(): string {
    const { localAddress = '127.0.0.1', localFamily } = this.#socket;
    return localFamily === 'IPv6' ? `[IPv6:${localAddress}]` : `[${localAddress}]`;
  }

  say(words: string): void {
    this.#socket.write(words, 'latin1');
  }

  /** Writes pieces as one; `done` is called when the system took all of them; never when the connection is lost before that. */
  write(pieces: readonly Uint8Array[], done: (error?: Error | null) => void): void {
    const last = pieces.length - 1;
    this.#socket.cork();
    for (let index = 0; index < last; index += 1) this.#socket.write(pieces[index] ?? NOTHING);
    this.#socket.write(pieces[last] ?? NOTHING, done);
    this.#socket.uncork();
  }

  /** Destroys the connection: what the system has not taken yet never leaves. */
  cut(): void {
    this.#silence();
    this.#socket.destroy();
  }

  /** Says QUIT and waits for the server to close, not for long. Nothing is told any more. */
  async quit(): Promise<void> {
    this.#silence();
    const socket = this.#socket;
    if (socket.destroyed) return;
    const patience = setTimeout(() => socket.destroy(), 2 * SECOND);
    await new Promise((resolve) => {
      socket.once('close', resolve);
      socket.end('QUIT\r\n');
    });
    clearTimeout(patience);
  }

  #silence(): void {
    this.#open = false;
    clearInterval(this.#timer);
  }

  #lose(words: string): void {
    if (!this.#open) return;
    this.cut();
    this.#listener.lost(words);
  }

  readonly #hear = (length: number): boolean => {
    if (!this.#open) return true;
    this.#replies.add(this.#room.toString('latin1', 0, length));
    this.#listen();
    return true;
  };

  #listen(): void {
    const replies = this.#replies;
    for (let found = replies.next(); this.#open; found = replies.next()) {
      if (found === 'nonsense') return this.#listener.lost(replies.text);
      if (found === 'none') {
        if (replies.begun) this.#listener.murmur();
        return;
      }
      this.#listener.reply(replies.code, replies.text);
    }
  }
}
