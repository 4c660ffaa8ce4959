import type { Socket } from 'node:net';

const END = Buffer.from('\r\n.\r\n');

/** What came over a connection and was not read yet. Everything that came before its end is read to the end. */
export class Intake {
  #bytes = Buffer.alloc(0);
  #over = false;
  #wake: () => void = () => {};

  constructor(socket: Socket) {
    socket.on('data', (chunk) => {
      this.#bytes = Buffer.concat([this.#bytes, chunk]);
      this.#wake();
    });
    socket.on('close', () => {
      this.#over = true;
      this.#wake();
    });
  }

  /** The next line; undefined when there is none any more, or none came within `patience` ms. */
  async line(patience?: number): Promise<string | undefined> {
    const line = await this.#upTo(Buffer.from('\r\n'), patience);
    return line?.toString('latin1');
  }

  /** Resolves at the first byte; false when there is none any more. */
  async begun(): Promise<boolean> {
    while (this.#bytes.length === 0 && !this.#over) await this.#more();
    return this.#bytes.length > 0;
  }

  /** A message without its final dot; undefined when the dot never came. */
  message(): Promise<Buffer | undefined> {
    return this.#upTo(END);
  }

  /** Resolves when the other end is gone. */
  async end(): Promise<void> {
    while (!this.#over) await this.#more();
  }

  /** Forgets what is there; false when there was nothing. */
  lose(): boolean {
    const some = this.#bytes.length > 0;
    this.#bytes = Buffer.alloc(0);
    return some;
  }

  async #upTo(end: Buffer, patience?: number): Promise<Buffer | undefined> {
    for (;;) {
      const at = this.#bytes.indexOf(end);
      if (at !== -1) {
        const found = this.#bytes.subarray(0, at);
        this.#bytes = this.#bytes.subarray(at + end.length);
        return found;
      }
      if (this.#over || !(await this.#more(patience))) return undefined;
    }
  }

  /** False when nothing came in time. */
  async #more(patience?: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const came = await new Promise<boolean>((resolve) => {
      this.#wake = () => resolve(true);
      if (patience !== undefined) timer = setTimeout(() => resolve(false), patience);
    });
    clearTimeout(timer);
    return came;
  }
}
