import { getCACertificates } from 'node:tls';
import type { Transporter } from 'nodemailer';
import type SMTPPool from 'nodemailer/lib/smtp-pool';
import { EmailAddress } from '../model/subscriber.ts';
import { oneLine } from '../util/mask.ts';
import type { Courier, Handed, Message } from './courier.ts';
import { Feed } from './feed.ts';
import { readSmtpUrl, type SmtpServer } from './smtp-url.ts';
import { Failure, verdictOfFailure } from './verdict.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

export type SmtpOptions = {
  /** Connections at the same time; mail servers commonly allow a handful. */
  connections?: number;
  /** How long the server may stay silent, ms. RFC 5321 §4.5.3.2.6 asks for ten minutes after the final dot. */
  patience?: number;
  /** How long one message may take in all, ms: a server can trickle forever without staying silent. */
  limit?: number;
  /** Certificates to trust beside the system's own, PEM: a department's own authority. */
  ca?: string;
};

type Pool = Transporter<SMTPPool.SentMessageInfo>;

/**
 * Hands messages to the mail server at an SMTP_URL over a few connections that are kept open. Nothing is handed over
 * twice: nodemailer's own second tries are off, and what a lost connection means is told from how far the message had
 * been read. Throws SmtpUrlError at once for a URL that cannot be used; connects when the first message comes.
 */
export function smtpCourier(url: string, options: SmtpOptions = {}): Courier {
  const server = readSmtpUrl(url);
  const { connections = 5, limit = 20 * MINUTE } = options;
  let pool: Promise<Pool> | undefined;
  return {
    name: server.name,
    atOnce: connections,
    hand: async (message) => {
      const opening = (pool ??= openPool(server, connections, options));
      const opened = await opening;
      const feed = new Feed(message.bytes);
      const handed = await handOver(opened, server, message, feed, limit);
      if (handed.kind !== 'accepted' || feed.ended) return handed;
      // The server said yes before it had the whole message. On the same connection the next message would run into
      // the open end of this one, so no connection is trusted any more; the final dot has not left and now cannot.
      opened.transporter.close?.({ force: true });
      if (pool === opening) pool = undefined;
      return {
        kind: 'deferred',
        response: `${server.name} answered before it had the whole message.`,
        ours: true,
      };
    },
    close: async () => {
      (await pool)?.close();
      pool = undefined;
    },
  };
}

async function openPool(server: SmtpServer, connections: number, options: SmtpOptions): Promise<Pool> {
  const { createTransport } = await import('nodemailer');
  const { host, port, tls, auth } = server;
  const { patience = 10 * MINUTE, ca } = options;
  const pool = createTransport({
    pool: true,
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
    ...(auth && { auth }),
    maxConnections: connections,
    maxRequeues: 0,
    connectionTimeout: Math.min(patience, 30 * SECOND),
    greetingTimeout: Math.min(patience, MINUTE),
    socketTimeout: patience,
    disableFileAccess: true,
    disableUrlAccess: true,
    allowInternalNetworkInterfaces: true,
  });
  // The pool would read a raw stream ahead into its own buffers; the connection is to read the feed itself.
  pool.use('stream', (mail, done) => {
    const { raw } = mail.data;
    if (raw instanceof Feed) mail.message.createReadStream = () => raw;
    done();
  });
  return pool;
}

async function handOver(
  pool: Pool,
  server: SmtpServer,
  message: Message,
  feed: Feed,
  limit: number,
): Promise<Handed> {
  const { from, to } = message.envelope;
  if (!EmailAddress.safeParse(from).success || !EmailAddress.safeParse(to).success) {
    return { kind: 'refused', response: 'The address is not one that mail can be sent to.' };
  }
  const enough = new AbortController();
  const timer = setTimeout(() => enough.abort(), limit);
  try {
    const info = await pool.sendMail({
      raw: feed,
      envelope: { from, to: [to], size: message.bytes.length },
      messageId: message.messageId,
      signal: enough.signal,
    });
    const taken = info.accepted.length === 1 && String(info.accepted[0]) === to && info.rejected.length === 0;
    if (taken) return { kind: 'accepted', response: oneLine(info.response) };
    return {
      kind: 'uncertain',
      response: `${server.name} took it for somebody else: ${oneLine(info.response)}`,
    };
  } catch (error) {
    return hideSecrets(verdictOfFailure(Failure.parse(error), feed.ended, server.name), server);
  } finally {
    clearTimeout(timer);
    feed.destroy();
  }
}

/** A server may repeat what it was given. */
function hideSecrets(handed: Handed, { auth }: SmtpServer): Handed {
  const pass = auth?.pass ?? '';
  return pass === '' ? handed : { ...handed, response: handed.response.replaceAll(pass, '…') };
}
