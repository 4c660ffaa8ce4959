import type { Config } from './config/config.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { SitePages } from './site/pages/pages.ts';
import type { Clock } from './util/clock.ts';

export type PagesOptions = {
  config: Config;
  ledger: Ledger;
  clock: Clock;
  log: { error: (what: { err: Error }, words: string) => void };
  /** Told when a mail to one person was put up, so that it need not wait to be found. */
  onPosted?: () => void;
};

/**
 * The pages for people over an open ledger, in the frame of the public newsroom. The web libraries are loaded here. Rejects
 * with KeyError.
 */
export async function openPages({ config, ledger, clock, log, onPosted }: PagesOptions): Promise<SitePages> {
  const [{ sitePages }, { openCounter }, { makeChrome }] = await Promise.all([
    import('./site/pages/pages.ts'),
    import('./counter.ts'),
    import('./outlets/web/chrome.ts'),
  ]);
  const { newsroom, site } = config;
  const chrome = makeChrome({ newsroom, site, chrome: '' });
  return sitePages({
    counter: openCounter({ config, ledger, clock, ...(onPosted && { onPosted }) }),
    frame: ({ isForm, ...page }) =>
      chrome.print({ ...page, path: 'subscribe', unlisted: true, ...(isForm && { section: 'subscribe' }) }),
    site,
    isOpen: newsroom.signUp.open,
    perNetwork: newsroom.signUp.perNetwork,
    trustedProxies: newsroom.site.trustedProxies,
    onError: (err) => log.error({ err }, 'A page could not be served.'),
  });
}
