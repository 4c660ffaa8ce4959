import type { RequestListener } from 'node:http';
import { systemClock, type Clock } from '../util/clock.ts';
import type { SitePages } from './app.ts';
import { openServer, type OpenSite } from './server.ts';

/** What the public site is made of. */
export type SiteContent = {
  /** The folder that is served: `public/`. */
  folder: string;
  /**
   * Where the public sees the site, without a slash at its end: `https://newsroom.example.gov/news`. Its path is where the
   * site lives; its host takes the place of whatever Host header a request has.
   */
  site: string;
  /** Pages that are no files, by their paths below the site's address. */
  pages?: SitePages;
  /** Tell browsers to come back by https only, when the site's address is https. Yes when absent. */
  strictTransport?: boolean;
  onError?: (error: Error) => void;
  clock?: Clock;
};

/**
 * Serves the public site until it is closed. The web libraries are loaded here, on first use: no other command needs
 * them. Rejects with SiteError when nothing can be opened on that host and port.
 */
export async function serveSite(options: SiteContent & { host: string; port: number }): Promise<OpenSite> {
  return openServer(await siteListener(options), options.host, options.port);
}

/**
 * Answers files that are in memory itself, and hands everything else to Hono: routing and the two Request and Response
 * objects of a request cost more than a 304 does.
 */
async function siteListener({
  folder,
  site,
  pages,
  onError,
  ...rest
}: SiteContent): Promise<RequestListener> {
  const [{ getRequestListener }, { siteApp }, { openFiles }, { security }, { splitTarget }] =
    await Promise.all([
      import('@hono/node-server'),
      import('./app.ts'),
      import('./files/files.ts'),
      import('./files/headers.ts'),
      import('./files/address.ts'),
    ]);
  const { host, pathname, protocol } = new URL(site);
  const base = pathname.replace(/\/$/, '');
  const common = security(protocol === 'https:' && (rest.strictTransport ?? true));
  const files = openFiles({ folder, base, common, clock: rest.clock ?? systemClock });
  const app = siteApp({ files, base, pages, common, onError });
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  return (request, response) => {
    if (files.quick(request, response)) return;
    // The one address that the site has, whatever the request calls it.
    const { pathname, search } = splitTarget(request.url ?? '');
    if (pathname !== undefined) request.url = pathname + search;
    request.headers.host = host;
    void listener(request, response);
  };
}
