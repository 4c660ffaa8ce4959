import { Readable } from 'node:stream';
import { Hono } from 'hono';
import type { SitePages } from './pages/pages.ts';
import { headersOf, isFresh, SECURITY } from './headers.ts';
import { namesOf, openPublic, type Found } from './public-file.ts';

/** What the public site is made of. */
export type SiteContent = {
  /** The folder that is served: `public/`. */
  folder: string;
  /** Path of the site's address without a slash at its end: `/newsroom`. Absent when the site is a whole host. */
  base?: string;
  /** Pages that are no files. */
  pages?: SitePages;
  /** Told of what went wrong while answering; the reader learns only that something did. */
  onError?: (error: Error) => void;
};

type PublicFile = Extract<Found, { kind: 'file' }>;

/** Files up to this size are answered in one piece, larger ones in a stream. Bytes. */
const WHOLE = 64 * 1024;

/**
 * The public site as a Hono app without a server. Other routes go before the last one, which answers with files and
 * refuses every method but GET and HEAD.
 */
export function siteApp({ folder, base = '', pages, onError }: SiteContent): Hono {
  const app = new Hono();
  app.use(async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(SECURITY)) {
      if (!c.res.headers.has(name)) c.res.headers.set(name, value);
    }
  });
  app.onError((error) => {
    onError?.(error);
    return plain(500, 'Something went wrong here. Please try again in a few minutes.');
  });
  if (pages) app.route(base === '' ? '/' : base, pages);
  app.all('*', (c) => answer(c.req.raw, folder, base));
  return app;
}

async function answer(request: Request, folder: string, base: string): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return plain(405, 'The pages here can be read, and nothing else.', { Allow: 'GET, HEAD' });
  }
  const { pathname } = new URL(request.url);
  if (base !== '' && (pathname === '/' || pathname === base)) return moved(`${base}/`);
  const names = pathname.startsWith(`${base}/`) ? namesOf(pathname.slice(base.length)) : undefined;
  if (!names) return notFound(request, folder);
  const found = await openPublic(folder, names);
  if (found?.kind === 'file') return fileAnswer(request, found);
  if (found?.kind !== 'folder') return notFound(request, folder);
  if (names.at(-1) !== '') return moved(`${base}/${names.map(encodeURIComponent).join('/')}/`);
  const index = await openPublic(folder, [...names.slice(0, -1), 'index.html']);
  return index?.kind === 'file' ? fileAnswer(request, index) : notFound(request, folder);
}

async function fileAnswer(request: Request, file: PublicFile): Promise<Response> {
  const headers = {
    ...headersOf(file.path),
    ETag: file.etag,
    'Last-Modified': new Date(file.modified).toUTCString(),
  };
  if (isFresh(request.headers, file.etag, file.modified)) {
    await file.handle.close();
    return new Response(null, { status: 304, headers });
  }
  return bodyAnswer(request, file, 200, headers);
}

async function notFound(request: Request, folder: string): Promise<Response> {
  const page = await openPublic(folder, ['404.html']);
  if (page?.kind !== 'file') return plain(404, 'There is nothing at this address.');
  return bodyAnswer(request, page, 404, headersOf(page.path));
}

/** The file's bytes, or only their number for HEAD. Closes the file, at the latest when the last byte was read. */
async function bodyAnswer(
  request: Request,
  { handle, size }: PublicFile,
  status: number,
  headers: Record<string, string>,
): Promise<Response> {
  const sized = { status, headers: { ...headers, 'Content-Length': String(size) } };
  if (request.method !== 'HEAD' && size > WHOLE) {
    return new Response(Readable.toWeb(handle.createReadStream({ end: size - 1 })), sized);
  }
  try {
    return new Response(request.method === 'HEAD' ? null : await handle.readFile(), sized);
  } finally {
    await handle.close();
  }
}

function moved(address: string): Response {
  return new Response(null, { status: 308, headers: { Location: address } });
}

function plain(status: number, words: string, headers: Record<string, string> = {}): Response {
  return new Response(`${words}\n`, {
    status,
    headers: { ...headers, 'Content-Type': 'text/plain; charset=utf-8' },
  });
}
