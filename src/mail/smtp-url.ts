import { isIP } from 'node:net';

/** SMTP_URL says something that cannot be done. `message` never holds the URL: it may carry a password. */
export class SmtpUrlError extends Error {
  override readonly name = 'SmtpUrlError';
  readonly why: string;
  readonly fix: string;

  constructor(what: string, why: string, fix: string) {
    super(what);
    this.why = why;
    this.fix = fix;
  }
}

/**
 * - `implicit`: TLS from the first byte (smtps).
 * - `required`: STARTTLS, or nothing is sent.
 * - `optional`: STARTTLS when the server offers it.
 * - `none`: within this machine only.
 */
export type Tls = 'implicit' | 'required' | 'optional' | 'none';

export type SmtpServer = {
  /** `smtp.example.gov:587`: for messages, without credentials. */
  name: string;
  host: string;
  port: number;
  tls: Tls;
  auth?: { user: string; pass: string };
};

/** How to deal with the server; what is left out is as large servers like it. */
export type SmtpOptions = {
  /** Connections at the same time; mail servers commonly allow a handful. */
  connections?: number;
  /** How long the server may stay silent, ms. RFC 5321 §4.5.3.2.6 asks for ten minutes after the final dot. */
  patience?: number;
  /** How long one message may take in all, ms: a server can trickle forever without staying silent. */
  limit?: number;
  /** How long a connection may lie idle before it is ended politely, ms. */
  idle?: number;
  /** Certificates to trust beside the system's own, PEM: a department's own authority. */
  ca?: string;
};

const EXAMPLE =
  'Write it like smtp://user:password@smtp.example.gov:587 (characters such as @ or / as %40 or %2F).';

/**
 * Understands SMTP_URL: `smtp://` (port 587, STARTTLS required and the certificate verified; on this machine itself no
 * TLS unless asked for) or `smtps://` (port 465). `?tls=required`, `optional` or `none` says otherwise; a password is
 * never sent to another machine without TLS. Throws SmtpUrlError.
 */
export function readSmtpUrl(text: string): SmtpServer {
  const url = parse(text);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const secure = url.protocol === 'smtps:';
  const port = url.port === '' ? (secure ? 465 : 587) : Number(url.port);
  const here = isLoopback(host);
  const auth = credentials(url);
  const tls = secure ? 'implicit' : wantedTls(url, here);
  if (!here && (tls === 'none' || (tls === 'optional' && auth))) {
    throw new SmtpUrlError(
      `SMTP_URL asks for ${tls === 'none' ? 'no TLS' : 'a password with TLS that is only optional'}.`,
      'Anybody on the way could read the list of subscribers and the password.',
      'Use smtps://, or smtp:// without "tls=".',
    );
  }
  return { name: `${host}:${port}`, host, port, tls, ...(auth && { auth }) };
}

/**
 * Understands an SMTP_URL of several servers, separated by blanks: in order of preference, or with a share of the mail each
 * where any has `?weight=` (1 to 100; one without has 1). Throws SmtpUrlError.
 */
export function readSmtpUrls(text: string): { url: string; name: string; weight: number | undefined }[] {
  const urls = text.split(/\s+/).filter((url) => url !== '');
  const servers = urls.map((url) => ({ url, name: readSmtpUrl(url).name, weight: wantedWeight(parse(url)) }));
  const twice = servers.find(({ name }, index) => servers.findIndex((one) => one.name === name) < index);
  if (twice) {
    const why = 'When it fails, the mail would go to the same server again.';
    throw new SmtpUrlError(`SMTP_URL names ${twice.name} twice.`, why, 'Name each server once.');
  }
  const isShared = servers.some(({ weight }) => weight !== undefined);
  return servers.map(({ url, name, weight }) => ({
    url,
    name,
    weight: weight ?? (isShared ? 1 : undefined),
  }));
}

function wantedWeight(url: URL): number | undefined {
  const wanted = url.searchParams.get('weight');
  if (wanted === null) return undefined;
  const weight = /^\d{1,3}$/.test(wanted) ? Number(wanted) : 0;
  if (weight >= 1 && weight <= 100) return weight;
  throw new SmtpUrlError(
    'SMTP_URL has a "weight=" that is no number from 1 to 100.',
    'It says how much of the mail goes to that server.',
    'Write ?weight=3 and ?weight=1 for three quarters and one quarter, or leave it out everywhere for an order.',
  );
}

/** Within this machine nobody else can listen. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function parse(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && url.hostname !== '' && (url.protocol === 'smtp:' || url.protocol === 'smtps:')) return url;
  throw new SmtpUrlError(
    'SMTP_URL is not the address of a mail server.',
    'Without it nobody knows where to hand the mail to.',
    EXAMPLE,
  );
}

function credentials(url: URL): SmtpServer['auth'] {
  if (url.username === '' && url.password === '') return undefined;
  try {
    return { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) };
  } catch {
    throw new SmtpUrlError(
      'SMTP_URL has a user or password with a stray "%".',
      'It cannot be read.',
      EXAMPLE,
    );
  }
}

function wantedTls(url: URL, here: boolean): Tls {
  const wanted = url.searchParams.get('tls');
  if (wanted === null) return here ? 'none' : 'required';
  if (wanted === 'required' || wanted === 'optional' || wanted === 'none') return wanted;
  throw new SmtpUrlError(
    'SMTP_URL has a "tls=" that is neither required, optional nor none.',
    'It decides whether the mail can be read on the way.',
    'Leave it out: TLS is then required.',
  );
}
