import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Hono } from 'hono';
import type { PublicFiles } from './files/files.ts';
import type { SitePages } from './pages/house.ts';

export type { SitePages } from './pages/house.ts';

/** What the public site answers with. */
export type SiteParts = {
  files: Pick<PublicFiles, 'answer'>;
  /** Path of the site's address without a slash at its end: `/newsroom`. Empty when the site is a whole host. */
  base: string;
  /** Pages that are no files: signing up, leaving. Their paths are below `base`, and they go before the files. */
  pages?: SitePages | undefined;
  /** Headers of every answer that does not say otherwise. */
  common: Record<string, string>;
  /** Told of what went wrong while answering; the reader learns only that something did. */
  onError?: ((error: Error) => void) | undefined;
};

/**
 * The public site as a Hono app without a server: the pages, and behind them the files, which write to Node's response
 * themselves and refuse every method but GET and HEAD.
 */
export function siteApp({ files, base, pages, common, onError }: SiteParts): SitePages {
  const app: SitePages = new Hono();
  app.onError((error, c) => {
    onError?.(error);
    const words = 'Something went wrong here. Please try again in a few minutes.\n';
    if (!c.env.outgoing.headersSent) return c.text(words, 500, common);
    c.env.outgoing.destroy();
    return RESPONSE_ALREADY_SENT;
  });
  if (pages) {
    const guarded: SitePages = new Hono();
    guarded.use(async (c, next) => {
      await next();
      for (const [name, value] of Object.entries(common)) {
        if (!c.res.headers.has(name)) c.res.headers.set(name, value);
      }
    });
    guarded.route('/', pages);
    app.route(base === '' ? '/' : base, guarded);
  }
  app.notFound(async (c) => {
    await files.answer(c.env.incoming, c.env.outgoing);
    return RESPONSE_ALREADY_SENT;
  });
  return app;
}
