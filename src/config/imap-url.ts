import { isIP } from 'node:net';

/** The IMAP server of IMAP_URL, with credentials: never to be printed or logged. */
export type ImapAccess = {
  /** `imap.example.gov:993`, without credentials. */
  name: string;
  host: string;
  port: number;
  tls: 'implicit' | 'required' | 'none';
  user: string;
  password: string;
};

/**
 * Understands `imaps://user:password@host/` or `imap://…` (STARTTLS is required; only a server on this very machine may go
 * without). Undefined for anything else, without a word of it: it may hold a password.
 */
export function readImapUrl(text: string): ImapAccess | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^imaps?:$/.test(url.protocol) || url.hostname === '' || url.username === '') return undefined;
  if (!/^\/?$/.test(url.pathname) || url.search !== '' || url.hash !== '') return undefined;
  const secure = url.protocol === 'imaps:';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = url.port === '' ? (secure ? 993 : 143) : Number(url.port);
  const isHere = host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
  try {
    return {
      name: `${url.hostname}:${port}`,
      host,
      port,
      tls: secure ? 'implicit' : isHere ? 'none' : 'required',
      user: decodeURIComponent(url.username),
      password: decodeURIComponent(url.password),
    };
  } catch {
    return undefined;
  }
}
