import type { Html } from '../../model/html.ts';

/** One page without what all pages of the newsroom share. */
export type FramedPage = {
  title: string;
  description: string;
  language: string;
  main: Html;
  /** One of those that the main navigation means by "Subscribe". */
  isForm: boolean;
};

/** Puts the newsroom's own head and foot around a page, so that it looks like its neighbours. */
export type Frame = (page: FramedPage) => string;

export type PageOptions = { status?: number; headers?: Record<string, string> };

/**
 * Nothing of these pages is kept by anybody on the way, shown inside another page or found by a search engine, and the
 * addresses of links with tokens are told to no other site. `same-origin` and not `no-referrer`: with that, browsers would
 * send our own forms with an Origin of "null".
 */
const PRIVATE: Record<string, string> = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; '),
  'Referrer-Policy': 'same-origin',
  'X-Robots-Tag': 'noindex',
};

/** A whole page. */
export function pageAnswer(frame: Frame, page: FramedPage, options: PageOptions = {}): Response {
  const { status = 200, headers = {} } = options;
  return new Response(frame(page), {
    status,
    headers: {
      ...PRIVATE,
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Language': page.language,
      ...headers,
    },
  });
}

/** On to another page with GET. `address` begins with a slash: no Host header has a part in it. */
export function seeOther(address: string): Response {
  return new Response(null, { status: 303, headers: { ...PRIVATE, Location: address } });
}

/** A few words for programs. */
export function textAnswer(status: number, words: string, headers: Record<string, string> = {}): Response {
  return new Response(`${words}\n`, {
    status,
    headers: { ...PRIVATE, 'Content-Type': 'text/plain; charset=utf-8', ...headers },
  });
}

/** A file to keep. */
export function download(name: string, type: string, bytes: string): Response {
  const headers = { 'Content-Type': type, 'Content-Disposition': `attachment; filename="${name}"` };
  return new Response(bytes, { headers: { ...PRIVATE, ...headers } });
}

/** For every method that an address does not know (RFC 9110 §15.5.6). */
export function notAllowed(...allowed: string[]): Response {
  return textAnswer(405, 'This address does not take that method.', { Allow: allowed.join(', ') });
}
