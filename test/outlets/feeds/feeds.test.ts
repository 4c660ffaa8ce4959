import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Shelf, ShelvedPhoto } from '../../../src/model/shelf.ts';
import { feedsOutlet } from '../../../src/outlets/feeds/feeds.ts';
import { testNewsroom } from '../../support/newsroom.ts';
import { FRIDAY, aRelease, aShelf, anIssue, shelved, shelvedIssue } from '../../support/shelf.ts';
import { outletContract, written } from '../contract.ts';
import { fullShelf, plans, shelfOf } from '../shelves.ts';
import { inOneForm } from '../../support/photo.ts';
import { all, htmlRemarks, readTree, remarks, textOf } from './profile.ts';

outletContract('feeds', feedsOutlet, fullShelf);

const HOUR = 3_600_000;
const SITE = 'https://newsroom.example.gov';

/** A feed as readers see it. */
async function feed(shelf: Shelf, path: string) {
  const text = (await written(feedsOutlet, shelf)).find((file) => file.path === `feeds/${path}`)?.text ?? '';
  const channel = path.endsWith('.xml') ? all(readTree(text), 'channel')[0] : undefined;
  return { text, channel, items: all(channel, 'item') };
}
async function jsonFeed(shelf: Shelf, path: string) {
  const whole: unknown = JSON.parse((await feed(shelf, path)).text);
  return z.looseObject({ items: z.array(z.record(z.string(), z.unknown())) }).parse(whole);
}
/** What a validator would say of every RSS file of a shelf. */
async function allRemarks(shelf: Shelf): Promise<string[]> {
  const files = (await written(feedsOutlet, shelf)).filter(({ path }) => path.endsWith('.xml'));
  return files.flatMap(({ path, text }) => {
    return remarks(text, `${shelf.site}/${path}`).map((remark) => `${path}: ${remark}`);
  });
}
const keyOf = (shelf: Shelf, path: string) =>
  [...feedsOutlet.files(shelf)].find((file) => file.path === `feeds/${path}`)?.key;

const photo = (name: string, bytes: number): ShelvedPhoto => ({
  ...inOneForm({
    address: `/releases/photos/${name}`,
    bytes,
    type: 'image/jpeg',
    digest: name,
    read: () => new Uint8Array(bytes),
    width: 600,
    height: 400,
  }),
  alt: 'A bridge',
  caption: 'The bridge',
  credit: 'County',
});
const withdrawnShelf = (): Shelf =>
  aShelf([
    {
      state: 'withdrawn',
      verb: 'withdrawn',
      edition: 'release/26-104@2',
      digest: 'gone',
      number: '26-104',
      address: '/releases/2026-11-13-story-4.html',
      kind: 'arrest',
      areas: ['jennings'],
      publicAt: FRIDAY - HOUR,
      modifiedAt: FRIDAY,
    },
  ]);

describe('the W3C validator would have no remark', () => {
  test('on any feed of a full newsroom', async () => {
    expect(await allRemarks(fullShelf())).toEqual([]);
  });

  test('on any feed of any newsroom, whatever words are in it', async () => {
    await fc.assert(
      fc.asyncProperty(plans, async (plan) => {
        expect(await allRemarks(shelfOf(plan))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  test('and the check itself sees what is wrong', () => {
    const wrong = `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>A &lt;b&gt;bold&lt;/b&gt; one</title>
<link>/</link><item><guid isPermaLink="true">x</guid><content:encoded xmlns:content="c">&lt;p onclick="x"&gt;&lt;a href="/x"&gt;&lt;/p&gt;</content:encoded>
<pubDate>Mon, 20 Nov 2026 10:00:00 GMT</pubDate></item><ttl>soon</ttl></channel></rss>`;
    const found = remarks(wrong, 'https://example.gov/all.xml').join('\n');
    for (const rule of [
      'ContainsHTML title',
      'Missing description',
      'MissingAtomSelfLink',
      'MisplacedItem',
      'InvalidFullLink guid',
      'NeedDescriptionBeforeContent',
      'IncorrectDOW',
      'InvalidPositiveInteger ttl',
      'SecurityRiskAttr content:encoded: onclick',
      'ContainsRelRef content:encoded: /x',
      'NotHtml content:encoded',
    ]) {
      expect(found).toContain(rule);
    }
  });
});

describe('the feeds of a newsroom', () => {
  test('are all releases, the Digest, each kind and each area, each as RSS and JSON, before they have an item', () => {
    const paths = [...feedsOutlet.files(aShelf([]))].map((file) => file.path);
    expect(paths.filter((path) => path.endsWith('.xml'))).toEqual([
      'feeds/all.xml',
      'feeds/digest.xml',
      'feeds/kind-missing.xml',
      'feeds/kind-traffic.xml',
      'feeds/kind-arrest.xml',
      'feeds/kind-event.xml',
      'feeds/area-affton.xml',
      'feeds/area-jennings.xml',
      'feeds/area-closed.xml',
    ]);
    expect(paths.filter((path) => path.endsWith('.json'))).toHaveLength(9);
  });

  test('hold what they are about, newest first, and no more than the newsroom allows', async () => {
    const newsroom = testNewsroom((raw: Record<string, unknown>) => {
      raw['limits'] = { feedItems: 2 };
    });
    const releases = [1, 2, 3, 4].map((count) =>
      shelved(
        aRelease(count, {
          kind: count % 2 ? 'traffic' : 'event',
          areas: count === 1 ? ['jennings', 'jennings'] : [],
        }),
      ),
    );
    const shelf = aShelf(releases, [], newsroom);
    const numbers = async (path: string) =>
      (await feed(shelf, path)).items
        .map((item) => /story-(\d)/.exec(textOf(item, 'guid') ?? '')?.[1])
        .join();
    expect(await numbers('all.xml')).toBe('4,3');
    expect(await numbers('kind-traffic.xml')).toBe('3,1');
    expect(await numbers('kind-event.xml')).toBe('4,2');
    expect(await numbers('area-jennings.xml')).toBe('1');
  });

  test('list the same items with the same words in JSON', async () => {
    const rss = await feed(fullShelf(), 'all.xml');
    const json = await jsonFeed(fullShelf(), 'all.json');
    expect(json['version']).toBe('https://jsonfeed.org/version/1.1');
    expect(json['feed_url']).toBe(`${SITE}/feeds/all.json`);
    expect(json.items.map((item) => [item['id'], item['title'], item['content_html']])).toEqual(
      rss.items.map((item) => [textOf(item, 'guid'), textOf(item, 'title'), textOf(item, 'content:encoded')]),
    );
    expect(json.items.flatMap((item) => htmlRemarks('content_html', String(item['content_html'])))).toEqual(
      [],
    );
  });
});

describe('an item', () => {
  test('holds the example line, the dateline, the text with whole addresses, and the statement of its kind', async () => {
    const release = aRelease(1, { kind: 'arrest' });
    const html =
      '<p>Held<sup><a href="#r26-101-note-1" id="r26-101-ref-1" role="doc-noteref" aria-describedby="x" tabindex="0">1</a></sup>, see <a href="/releases/x.html">this</a>.</p>';
    const shelf = aShelf([shelved(release, { forms: () => ({ html, text: '' }) })]);
    const content = textOf((await feed(shelf, 'all.xml')).items[0], 'content:encoded');
    const page = `${SITE}/releases/2026-11-13-story-1.html`;
    expect(content).toBe(
      [
        '<p><strong>EXAMPLE — invented for a demonstration.</strong></p>',
        `<div><p>CLAYTON, Mo. (Nov. 13, 2026) — Held<sup><a href="${page}#r26-101-note-1" id="r26-101-ref-1">1</a></sup>, see <a href="${SITE}/releases/x.html">this</a>.</p></div>`,
        '<p>A charge is merely an accusation; the defendant is presumed innocent until and unless proven guilty.</p>',
        `<p>Release 26-101, edition 1, fingerprint N4BW-2SRH, <a href="${page}">in the newsroom of the Example County Police Department</a></p>\n`,
      ].join('\n'),
    );
  });

  test('that mentions a charge says so with the statement in its description too', async () => {
    const shelf = aShelf([shelved(aRelease(1, { kind: 'arrest' }))]);
    const { items } = await feed(shelf, 'kind-arrest.xml');
    expect(textOf(items[0], 'description')).toContain('A charge is merely an accusation');
    expect((await jsonFeed(shelf, 'kind-arrest.json')).items[0]?.['summary']).toContain(
      'merely an accusation',
    );
  });

  test('in Spanish says so, and carries the Spanish statement', async () => {
    const release = aRelease(1, { kind: 'arrest', language: 'es', title: 'Detenido un hombre' });
    const { items } = await feed(aShelf([shelved(release)]), 'all.xml');
    expect(textOf(items[0], 'dc:language')).toBe('es');
    expect(textOf(items[0], 'content:encoded')).toContain('<div lang="es" dir="ltr">');
    expect(textOf(items[0], 'content:encoded')).toContain(
      '<p lang="es" dir="ltr">Un cargo es solo una acusación',
    );
  });

  test('has its first photo as the one enclosure, with the exact length', async () => {
    const photos = [photo('brücke 1#.jpg', 4321), photo('b.jpg', 9)];
    const { items } = await feed(aShelf([shelved(aRelease(1), { photos })]), 'all.xml');
    expect(all(items[0], 'enclosure').map(({ attributes }) => attributes)).toEqual([
      { url: `${SITE}/releases/photos/br%C3%BCcke%201%23.jpg`, length: '4321', type: 'image/jpeg' },
    ]);
    const content = textOf(items[0], 'content:encoded');
    expect(content?.match(/<figure>/g)).toHaveLength(2);
    expect(content).toContain('<figcaption>The bridge Photo: County</figcaption>');
  });

  test('names the release it updates and those that update it', async () => {
    const first = shelved(aRelease(1), { updatedBy: ['26-102'] });
    const second = shelved(aRelease(2, { updates: '26-101' }));
    const { items, channel } = await feed(aShelf([first, second]), 'all.xml');
    const [newer, older] = items.map((item) => textOf(item, 'content:encoded'));
    expect(newer).toContain(
      `This updates <a href="${SITE}/releases/2026-11-13-story-1.html">release 26-101</a>.`,
    );
    expect(older).toContain(
      `Updated by <a href="${SITE}/releases/2026-11-13-story-2.html">release 26-102</a>.`,
    );
    expect(Date.parse(textOf(channel, 'lastBuildDate') ?? '')).toBe(second.publicAt);
  });

  test('keeps its title as plain text: ampersands as they are, brackets that no reader takes for a tag', async () => {
    const title = 'AT&T, 5 < 6 & "quotes" &amp; <script>x</script> ]]> end';
    const { items } = await feed(aShelf([shelved(aRelease(1, { title }))]), 'all.xml');
    expect(textOf(items[0], 'title')).toBe('AT&T, 5 ‹ 6 & "quotes" &amp; ‹script›x‹/script› ]]› end');
    const harmless = await feed(aShelf([shelved(aRelease(1, { title: 'Under 5 < 6 feet' }))]), 'all.xml');
    expect(textOf(harmless.items[0], 'title')).toBe('Under 5 < 6 feet');
  });

  test('under a base path links below it', async () => {
    const shelf = { ...aShelf([shelved(aRelease(1))]), site: 'https://www.example.gov/police' };
    const { items, channel } = await feed(shelf, 'all.xml');
    expect(textOf(items[0], 'guid')).toBe('https://www.example.gov/police/releases/2026-11-13-story-1.html');
    expect(textOf(channel, 'link')).toBe('https://www.example.gov/police/');
  });
});

describe('what is no more', () => {
  test('keeps its guid after it was withdrawn, with a notice in place of its words', async () => {
    const { items, channel } = await feed(withdrawnShelf(), 'area-jennings.xml');
    expect(textOf(items[0], 'guid')).toBe(`${SITE}/releases/2026-11-13-story-4.html`);
    expect(textOf(items[0], 'title')).toBe('WITHDRAWN: release 26-104');
    expect(textOf(items[0], 'description')).toBe('WITHDRAWN: release 26-104 was withdrawn. Do not use it.');
    expect(textOf(items[0], 'content:encoded')).toContain(
      'WITHDRAWN: release 26-104 was withdrawn. Do not use it.',
    );
    expect(textOf(channel, 'lastBuildDate')).toBe(new Date(FRIDAY).toUTCString());
    expect((await jsonFeed(withdrawnShelf(), 'kind-arrest.json')).items[0]?.['id']).toBe(
      textOf(items[0], 'guid'),
    );
  });

  test('says that it expired, and shows no pictures', async () => {
    const release = aRelease(1, { expiresAt: FRIDAY - HOUR });
    const html = '<p>Road closed.</p><figure><img src="/releases/photos/m.png" alt="Map"></figure>';
    const shelf = aShelf([shelved(release, { state: 'expired', forms: () => ({ html, text: '' }) })]);
    const { items, channel } = await feed(shelf, 'all.xml');
    expect(textOf(items[0], 'title')).toBe('Expired: Lane closed on Link Avenue, part 1');
    expect(textOf(items[0], 'content:encoded')).toContain('This release expired on November 20, 2026.');
    expect(textOf(items[0], 'content:encoded')).not.toContain('<img');
    expect(textOf(channel, 'lastBuildDate')).toBe(new Date(FRIDAY - HOUR).toUTCString());
  });
});

describe('the feed of the Digest', () => {
  const covers = [shelved(aRelease(3, { kind: 'arrest' })), shelved(aRelease(2)), shelved(aRelease(1))];
  const issue = (change = {}) => shelvedIssue(anIssue(24), covers, change);

  test('has the editor’s note and the releases that an issue covers, in its order', async () => {
    const { items } = await feed(aShelf(covers, [issue()]), 'digest.xml');
    const content = textOf(items[0], 'content:encoded') ?? '';
    expect(content).toContain('<p>A note from the editor.</p>');
    expect(content).toContain('This issue covers releases 26-101 to 26-103.');
    expect([...content.matchAll(/<li><a href="[^"]*story-(\d)/g)].map(([, count]) => count)).toEqual([
      '3',
      '2',
      '1',
    ]);
    expect(content).toContain('A charge is merely an accusation');
  });

  test('says what was left out and why, and what was withdrawn since', async () => {
    const change = { omitted: [{ number: '26-101', reason: 'a repeat' }], withdrawn: ['26-104'] };
    const shelf = withdrawnShelf();
    const { items } = await feed({ ...shelf, issues: [issue(change)] }, 'digest.xml');
    const content = textOf(items[0], 'content:encoded');
    expect(content).toContain('<p>Left out on purpose: release 26-101 (a repeat)</p>');
    expect(content).toContain(
      `<p>Withdrawn since, do not use: <a href="${SITE}/releases/2026-11-13-story-4.html">release 26-104</a> (withdrawn)</p>`,
    );
  });

  test('keeps the guid of an issue that was withdrawn', async () => {
    const { items } = await feed(aShelf([], [issue({ state: 'withdrawn', covers: [] })]), 'digest.xml');
    expect(textOf(items[0], 'guid')).toBe(`${SITE}/digest/24.html`);
    expect(textOf(items[0], 'title')).toBe('WITHDRAWN: Information Digest No. 24');
  });
});

describe('a feed’s key', () => {
  test('stays while nothing that it prints changes, and moves when something does', () => {
    const other = shelved(aRelease(2, { kind: 'event' }));
    const before = aShelf([shelved(aRelease(1)), other]);
    const edited = aShelf([shelved(aRelease(1), { digest: 'edited' }), other]);
    expect(keyOf(edited, 'all.xml')).not.toBe(keyOf(before, 'all.xml'));
    expect(keyOf(edited, 'kind-traffic.xml')).not.toBe(keyOf(before, 'kind-traffic.xml'));
    expect(keyOf(edited, 'kind-event.xml')).toBe(keyOf(before, 'kind-event.xml'));
    expect(keyOf({ ...before, at: FRIDAY + HOUR }, 'all.xml')).toBe(keyOf(before, 'all.xml'));
    expect(keyOf({ ...before, chrome: 'other' }, 'kind-event.xml')).not.toBe(keyOf(before, 'kind-event.xml'));
  });

  test('of the Digest moves when a release that an issue covers changes', () => {
    const [before, after] = ['a', 'b'].map((digest) => {
      const issue = shelvedIssue(anIssue(24), [shelved(aRelease(1), { digest })]);
      return keyOf(aShelf([], [issue]), 'digest.xml');
    });
    expect(after).not.toBe(before);
  });
});
