import mime from 'mime';

/** Nothing runs, nothing is fetched from elsewhere; only our own style sheet and pictures. */
const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'self'",
].join('; ');

/** On every answer, unless the answer says otherwise. */
export const SECURITY: Record<string, string> = {
  'Content-Security-Policy': `${POLICY}; frame-ancestors 'self'`,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
};

const UTF8 = /^text\/|[/+](json|xml)$|javascript$/;

/** Media type and permissions of a file below `public/`. Fragments and feeds are made to be used by other sites. */
export function headersOf(path: string): Record<string, string> {
  const [room] = path.split('/', 1);
  const shared = path.includes('/') && (room === 'fragments' || room === 'feeds');
  return {
    'Content-Type': typeOf(path),
    // Ask every time; the answer is mostly 304. A withdrawn release must not live on in caches.
    'Cache-Control': 'no-cache',
    ...(shared && { 'Access-Control-Allow-Origin': '*' }),
    ...(room === 'fragments' && { 'Content-Security-Policy': `${POLICY}; frame-ancestors *` }),
  };
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

/**
 * Whether the reader's copy is still good (RFC 9110 §13.1): If-None-Match decides alone when it is there, compared
 * weakly; else If-Modified-Since, to the second.
 */
export function isFresh(request: Headers, etag: string, modified: number): boolean {
  const tags = request.get('If-None-Match');
  if (tags !== null) {
    return tags.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag);
  }
  const since = Date.parse(request.get('If-Modified-Since') ?? '');
  return Math.floor(modified / 1000) * 1000 <= since;
}
