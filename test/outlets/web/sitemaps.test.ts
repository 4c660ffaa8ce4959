import { describe, expect, test } from 'vitest';
import type { Shelf } from '../../../src/model/shelf.ts';
import { makeChrome } from '../../../src/outlets/web/chrome.ts';
import { sitemapFiles } from '../../../src/outlets/web/sitemaps.ts';
import { takeStock } from '../../../src/outlets/web/stock.ts';
import { FRIDAY, aRelease, aShelf, anIssue, shelved, shelvedIssue } from '../../support/shelf.ts';
import { fault } from '../contract.ts';
import { pageOf, siteOf } from './site.ts';

const HOUR = 3_600_000;

function locationsIn(sitemap: string): string[] {
  return [...sitemap.matchAll(/<loc>(.*?)<\/loc>/g)].map(([, address = '']) => address);
}

function asText(bytes: unknown): string {
  return typeof bytes === 'string' ? bytes : '';
}

/** The sitemaps of a shelf alone. */
function sitemapsOf(shelf: Shelf): Map<string, string> {
  const files = [...sitemapFiles(makeChrome(shelf), takeStock(shelf), shelf)];
  return new Map(files.map((file) => [file.path, asText(file.bytes())]));
}

describe('the sitemap', () => {
  test('names every page that a reader may find, and only those', async () => {
    const entry = shelved(aRelease(1));
    const site = await siteOf(aShelf([entry], [shelvedIssue(anIssue(24), [entry])]));
    const pages = [...site.keys()].filter((path) => path.endsWith('.html') && path !== '404.html');
    const addresses = pages.map(
      (path) => `https://newsroom.example.gov/${path.replace(/(^|\/)index\.html$/, '$1')}`,
    );
    expect(locationsIn(site.get('sitemap.xml') ?? '').toSorted()).toEqual(addresses.toSorted());
  });

  test('becomes an index of several past 40,000 addresses, and a new release lengthens the last one only', async () => {
    const releases = Array.from({ length: 40_101 }, (_, i) => shelved(aRelease(40_101 - i)));
    const before = sitemapsOf({ ...aShelf([]), releases: releases.slice(1) });
    const after = sitemapsOf({ ...aShelf([]), releases });
    expect(locationsIn(before.get('sitemap.xml') ?? '')).toEqual([
      'https://newsroom.example.gov/sitemap-1.xml',
      'https://newsroom.example.gov/sitemap-2.xml',
    ]);
    const first = before.get('sitemap-1.xml') ?? '';
    expect(locationsIn(first)).toHaveLength(40_000);
    expect(fault({ path: 'sitemap-1.xml', key: '', text: first })).toBeUndefined();
    expect(after.get('sitemap-1.xml')).toBe(first);
    expect(after.get('sitemap-2.xml')).not.toBe(before.get('sitemap-2.xml'));
  });
});

test('the News sitemap holds the releases of the last two days before the run, with their time and language', async () => {
  const shelf = aShelf([
    shelved(aRelease(1, { publicAt: FRIDAY - 49 * HOUR })),
    shelved(
      aRelease(2, { publicAt: FRIDAY - 47 * HOUR, language: 'zh-Hant', title: 'Fish & chips \u0001 \ud800' }),
    ),
    shelved(aRelease(3, { publicAt: FRIDAY - HOUR }), { state: 'expired' }),
  ]);
  const sitemap = await pageOf(shelf, 'news-sitemap.xml');
  expect(locationsIn(sitemap)).toEqual(['https://newsroom.example.gov/releases/2026-11-13-story-2.html']);
  expect(sitemap).toContain('<news:publication_date>2026-11-18T11:00:00-06:00</news:publication_date>');
  expect(sitemap).toContain('<news:language>zh-tw</news:language>');
  expect(sitemap).toContain('<news:title>Fish &amp; chips  \ufffd</news:title>');
});

test('robots.txt lets everybody in and names both sitemaps', async () => {
  expect(await pageOf(aShelf([]), 'robots.txt')).toBe(
    'User-agent: *\nAllow: /\n\nSitemap: https://newsroom.example.gov/sitemap.xml\nSitemap: https://newsroom.example.gov/news-sitemap.xml\n',
  );
});
