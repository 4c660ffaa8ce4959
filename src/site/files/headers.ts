import mime from 'mime';

/** Headers as Node writes them fastest: name, value, name, value. */
export type FlatHeaders = string[];

/** Nothing runs, nothing is fetched from elsewhere; only our own style sheet and pictures. */
const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'self'",
].join('; ');

/** A reader's browser asks for nothing but https for this long after a visit: a year, in seconds (RFC 6797). */
const YEAR = 31_536_000;

/** On every answer, unless the answer says otherwise. With `https` browsers are told to come back by https only. */
export function security(https: boolean): Record<string, string> {
  return {
    'Content-Security-Policy': `${POLICY}; frame-ancestors 'self'`,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'strict-origin-when-cross-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    ...(https && { 'Strict-Transport-Security': `max-age=${YEAR}` }),
  };
}

/** What is said of a file below `public/` whatever form it is sent in. */
export type FileHeaders = {
  type: string;
  /** Made to be used by other sites: feeds, fragments, pictures and other media. */
  shared: boolean;
  cache: string;
  /** In place of what `security` says. */
  policy: Record<string, string>;
};

const UTF8 = /^text\/|[/+](json|xml)$|javascript$/;
const PACKABLE = /^text\/|[/+](json|xml)\b|javascript|^image\/(svg|bmp)|^font\/(ttf|otf)/;
const MEDIA = /^(image|audio|video|font)\/|^application\/pdf$/;
/** A name that ends in twelve digits of its bytes' hash: other bytes would have another name. */
const NAMED_BY_BYTES = /^assets\/.*-[0-9a-f]{12}\.\w+$/;

/** Media type, caching and permissions of a file below `public/`. */
export function headersOf(path: string): FileHeaders {
  const [room] = path.split('/', 1);
  const type = typeOf(path);
  const made = path.includes('/') && (room === 'fragments' || room === 'feeds');
  const shared = made || MEDIA.test(type);
  return {
    type,
    shared,
    cache: cacheOf(path, type),
    policy: {
      ...(shared && { 'Cross-Origin-Resource-Policy': 'cross-origin' }),
      ...(made && { 'Access-Control-Allow-Origin': '*' }),
      ...(room === 'fragments' && { 'Content-Security-Policy': `${POLICY}; frame-ancestors *` }),
    },
  };
}

function cacheOf(path: string, type: string): string {
  if (NAMED_BY_BYTES.test(path)) return `public, max-age=${YEAR}, immutable`;
  // A photo is shown on many pages and hardly ever changes; one that was taken back is gone in five minutes.
  if (MEDIA.test(type)) return 'public, max-age=300';
  // Ask every time; the answer is mostly 304. A withdrawn release must not live on in caches.
  return 'no-cache';
}

/** Whether a file of this type gets smaller when it is packed; photos and films are packed already. */
export function isPackable(type: string): boolean {
  return PACKABLE.test(type);
}

function typeOf(path: string): string {
  const type = feedType(path) ?? mime.getType(path) ?? 'application/octet-stream';
  return UTF8.test(type) ? `${type}; charset=utf-8` : type;
}

function feedType(path: string): string | undefined {
  if (!path.startsWith('feeds/')) return undefined;
  if (/\.(xml|rss)$/.test(path)) return 'application/rss+xml';
  return path.endsWith('.json') ? 'application/feed+json' : undefined;
}
