import { getCACertificates } from 'node:tls';
import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Feed } from './feed.ts';
import type { SmtpOptions, SmtpServer } from './smtp-url.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

type Done<T> = (error: unknown, value?: T) => void;

/**
 * One connection of nodemailer's, with promises. They reject with nodemailer's own errors, and with what `close` was
 * given when that came first; nodemailer itself forgets a message when its connection is closed.
 */
export class SmtpLine {
  open = true;
  readonly #connection: SMTPConnection;
  #why: unknown = new Error('The connection was closed.');
  #fail: (why: unknown) => void = () => {};

  constructor(connection: SMTPConnection) {
    this.#connection = connection;
    connection.on('error', (error) => this.#lost(error));
    // It says that the connection ended before it hands on the reply that ended it, in the same turn.
    connection.on('end', () => queueMicrotask(() => this.#lost(this.#why)));
  }

  /** Ready for the first message: greeted, encrypted and logged in as `server` asks. */
  async start(auth: SmtpServer['auth']): Promise<void> {
    await this.#call<void>((done) => this.#connection.connect(done));
    if (!auth || !this.#connection.allowsAuth) return;
    await this.#call<unknown>((done) => this.#connection.login({ ...auth, credentials: auth }, done));
  }

  /** Gives the server's last words. */
  async send(from: string, to: string, feed: Feed): Promise<string> {
    const envelope = { from, to: [to], size: feed.size };
    const info = await this.#call<SMTPConnection.SentMessageInfo>((done) =>
      this.#connection.send(envelope, feed, done),
    );
    return info?.response ?? '';
  }

  async reset(): Promise<void> {
    await this.#call<unknown>((done) => this.#connection.reset(done));
  }

  async quit(): Promise<void> {
    const patience = setTimeout(() => this.close(this.#why), 2 * SECOND);
    await this.#call<void>(() => this.#connection.quit()).catch(() => {});
    clearTimeout(patience);
  }

  /** Destroys the connection: what it had not sent yet does not leave any more. */
  close(why: unknown): void {
    this.#lost(why);
    this.#connection.close();
  }

  #lost(why: unknown): void {
    this.open = false;
    this.#why = why;
    this.#fail(why);
  }

  #call<T>(start: (done: Done<T>) => void): Promise<T | undefined> {
    return new Promise((resolve, reject) => {
      if (!this.open) return reject(this.#why);
      this.#fail = reject;
      start((error, value) => (error ? reject(error) : resolve(value)));
    });
  }
}

export async function smtpLine({ host, port, tls }: SmtpServer, options: SmtpOptions): Promise<SmtpLine> {
  const { default: Connection } = await import('nodemailer/lib/smtp-connection');
  const { patience = 10 * MINUTE, ca } = options;
  return new SmtpLine(
    new Connection({
      host,
      port,
      secure: tls === 'implicit',
      requireTLS: tls === 'required',
      ignoreTLS: tls === 'none',
      tls: {
        rejectUnauthorized: true,
        minVersion: 'TLSv1.2',
        ...(ca && { ca: [...getCACertificates('default'), ca] }),
      },
      connectionTimeout: Math.min(patience, 30 * SECOND),
      greetingTimeout: Math.min(patience, MINUTE),
      socketTimeout: patience,
      // Closing means destroying: a connection that is ended gently would still send what it holds.
      socketCloseTimeout: 0,
      allowInternalNetworkInterfaces: true,
    }),
  );
}
