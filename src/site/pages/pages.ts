import { Hono } from 'hono';
import type { Counter } from '../counter.ts';
import { notAllowed, type Frame } from './answers.ts';
import { networkList } from './client.ts';
import { confirmPages } from './confirm.ts';
import { page, wordsOfVisit, type House, type SitePages } from './house.ts';
import { networkLimit } from './limits.ts';
import { preferencesPages } from './preferences.ts';
import { subscribePages } from './subscribe.ts';
import { unsubscribePages } from './unsubscribe.ts';
import { html } from '../../model/html.ts';

export type { FramedPage, Frame } from './answers.ts';
export type { SitePages } from './house.ts';

/** What the pages for people are made of. */
export type PagesParts = {
  counter: Counter;
  frame: Frame;
  /** Where the public sees the site, without a slash at its end. Every address here comes from it, none from a request. */
  site: string;
  /** Whether people may sign up by the form. */
  isOpen: boolean;
  /** Forms from one network in an hour. */
  perNetwork: number;
  /** Networks of the web servers in front: `10.0.0.0/8`. */
  trustedProxies: readonly string[];
  /** Told of what went wrong while answering; the reader learns only that something did. */
  onError?: (error: Error) => void;
};

/**
 * The pages where people sign up, confirm, choose, leave and are forgotten, below the site's address. GET and HEAD change
 * nothing anywhere; no page needs a script or a cookie.
 */
export function sitePages({ counter, frame, site, isOpen, onError, ...parts }: PagesParts): SitePages {
  const { origin, pathname } = new URL(site);
  const house: House = {
    counter,
    frame,
    origin,
    base: pathname.replace(/\/$/, ''),
    isOpen,
    limit: networkLimit(parts.perNetwork),
    trusted: networkList(parts.trustedProxies),
  };
  const pages: SitePages = new Hono();
  pages.onError((error, c) => {
    onError?.(error);
    const words = wordsOfVisit(house, c);
    const content = html`<p class="standfirst">${words.busyLead}</p>`;
    return page(house, words, words.busyTitle, content, { status: 503, headers: { 'Retry-After': '60' } });
  });
  unsubscribePages(pages, house);
  subscribePages(pages, house);
  confirmPages(pages, house);
  preferencesPages(pages, house);
  pages.all('/subscribe', () => notAllowed('GET', 'HEAD', 'POST'));
  pages.all('/subscribe/sent', () => notAllowed('GET', 'HEAD'));
  return pages;
}
