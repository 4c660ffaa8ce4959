import { describe, expect, test } from 'vitest';
import { webOutlet } from '../../../src/outlets/web/web.ts';
import { testNewsroom } from '../../support/newsroom.ts';
import { aRelease, aShelf, anIssue, shelved, shelvedIssue } from '../../support/shelf.ts';
import { fullShelf } from '../shelves.ts';
import { addressesIn, failing, pageOf, siteOf } from './site.ts';

const SMALL_PAGES = testNewsroom((raw: Record<string, unknown>) => {
  raw['limits'] = { pageItems: 5 };
});

function manyReleases(count: number) {
  return Array.from({ length: count }, (_, i) => shelved(aRelease(i + 1)));
}

/** The file that an address of this site stands for; undefined for feeds and fragments, which others write, and the form. */
function fileFor(address: string, base: string): string | undefined {
  if (!address.startsWith(`${base}/`)) return undefined;
  const path = address.slice(base.length + 1).replace(/#.*$/, '');
  if (/^(feeds|fragments)\/|^subscribe$/.test(path)) return undefined;
  return path === '' || path.endsWith('/') ? `${path}index.html` : path;
}

/** Links of a page, at `path` of a site with this base path, that lead nowhere or out of the base path. */
function deadLinks(site: ReadonlyMap<string, string>, path: string, base: string): string[] {
  const here = site.get(path) ?? '';
  return addressesIn(here)
    .filter((address) => /^[/#]/.test(address))
    .filter((address) => {
      if (address.startsWith('/') && !address.startsWith(`${base}/`)) return true;
      const file = address.startsWith('#') ? path : fileFor(address, base);
      const target = file === undefined ? undefined : site.get(file);
      const anchor = /#(.+)$/.exec(address)?.[1];
      return (
        file !== undefined &&
        (target === undefined || (anchor !== undefined && !target.includes(` id="${anchor}"`)))
      );
    })
    .map((address) => `${path} ${address}`);
}

describe('the newsroom', () => {
  test.each(['https://newsroom.example.gov', 'https://www.example.gov/police/news'])(
    'has no dead link and no dead anchor at %s',
    async (url) => {
      const releases = manyReleases(17);
      const shelf = aShelf(releases, [shelvedIssue(anIssue(24), releases.slice(0, 4))], SMALL_PAGES);
      const site = await siteOf({ ...shelf, site: url });
      const pages = [...site.keys()].filter((path) => path.endsWith('.html'));
      const base = new URL(url).pathname.replace(/\/$/, '');
      expect(pages.flatMap((path) => deadLinks(site, path, base))).toEqual([]);
    },
  );

  test('leads to the form on every page, and nowhere when there is none', async () => {
    const site = await siteOf(fullShelf());
    expect(failing(site, /html$/, (page) => page.includes('<a href="/subscribe">Subscribe</a>'))).toEqual([]);
    const closed = testNewsroom((raw: Record<string, unknown>) => {
      raw['signUp'] = { open: false };
    });
    const without = await siteOf(aShelf(manyReleases(2), [], closed));
    expect(failing(without, /html$/, (page) => !page.includes('/subscribe'))).toEqual([]);
  });

  test('has on every page one h1, a skip link first, a language, a description', async () => {
    const site = await siteOf(fullShelf());
    expect(failing(site, /html$/, (page) => page.match(/<h1[ >]/g)?.length === 1)).toEqual([]);
    expect(failing(site, /html$/, (page) => page.includes('<html lang="en" dir="ltr">'))).toEqual([]);
    expect(failing(site, /html$/, (page) => /<body>\s*<a class="skip" href="#main">/.test(page))).toEqual([]);
    expect(
      failing(site, /html$/, (page) => /<meta name="description" content="[^"]+" \/>/.test(page)),
    ).toEqual([]);
  });

  test('needs no script and no style in its pages', async () => {
    const site = await siteOf(fullShelf());
    const script = /<script(?! type="application\/ld\+json">)/;
    expect(
      failing(site, /html$/, (page) => !script.test(page) && !/<style| style="| on[a-z]+="/.test(page)),
    ).toEqual([]);
  });

  test('prints the notice of an example newsroom on every page and every text', async () => {
    const texts = /html$|^releases.*txt$/;
    expect(failing(await siteOf(fullShelf()), texts, (text) => text.includes('EXAMPLE — invented'))).toEqual(
      [],
    );
  });

  test('names itself with absolute addresses for search engines and readers who share', async () => {
    const site = await siteOf(aShelf(manyReleases(1)));
    expect(site.get('index.html')).toContain('<link rel="canonical" href="https://newsroom.example.gov/" />');
    const release = site.get('releases/2026-11-13-story-1.html');
    const address = 'https://newsroom.example.gov/releases/2026-11-13-story-1.html';
    expect(release).toContain(`<link rel="canonical" href="${address}" />`);
    expect(release).toContain(`<meta property="og:url" content="${address}" />`);
  });

  test('offers the feed of a kind and of an area on their pages', async () => {
    const site = await siteOf(aShelf([]));
    expect(site.get('kinds/traffic.html')).toContain('href="/feeds/kind-traffic.xml"');
    expect(site.get('areas/affton.html')).toContain('href="/feeds/area-affton.json"');
    expect(site.get('archive.html')).toContain('href="/feeds/all.xml"');
  });

  test('keeps a release page under 25 KB and its one stylesheet under 20 KB', async () => {
    const site = await siteOf(fullShelf());
    const styles = [...site.keys()].filter((path) => path.endsWith('.css'));
    expect(styles).toHaveLength(1);
    expect(site.get(styles[0] ?? '')?.length).toBeLessThan(20_000);
    expect(failing(site, /^releases.*html$/, (page) => page.length < 25_000)).toEqual([]);
  });

  test('sends readers to the agency that publishes for an area of its own', async () => {
    const page = await pageOf(aShelf([]), 'areas/closed.html');
    expect(page).toContain('City of Closedville answers for Closedville and publishes its own news.');
  });

  test('keeps what an expired release says in its lists and marks it, but not on the front page', async () => {
    const shelf = aShelf([shelved(aRelease(1, { expiresAt: 1 }), { state: 'expired' })]);
    expect(await pageOf(shelf, 'kinds/traffic.html')).toContain('<span class="mark">Expired</span>');
    expect(await pageOf(shelf, 'index.html')).not.toContain('Lane closed on Link Avenue');
  });

  test('prints the accusation statement wherever a charge is listed', async () => {
    const shelf = aShelf([shelved(aRelease(1, { kind: 'arrest' }))]);
    const lists = /^(index|kinds\/arrest|areas\/affton|years\/2026)\.html$/;
    const statement = 'A charge is merely an accusation';
    expect(failing(await siteOf(shelf), lists, (page) => page.includes(statement))).toEqual([]);
  });
});

test('one new release changes a handful of files, however many releases there are', () => {
  const before = keysWith(200);
  const changed = [...keysWith(201)].filter(([path, key]) => before.get(path) !== key).map(([path]) => path);
  expect(changed.toSorted()).toEqual([
    'archive.html',
    'areas/affton.html',
    'editions/2026.json',
    'index.html',
    'kinds/traffic.html',
    'releases/2026-11-13-story-201.html',
    'releases/2026-11-13-story-201.txt',
    'sitemap.xml',
    'years/2026.html',
  ]);
});

function keysWith(count: number): Map<string, string> {
  const files = webOutlet.files(aShelf(manyReleases(count), [], SMALL_PAGES));
  return new Map([...files].map(({ path, key }) => [path, key]));
}
