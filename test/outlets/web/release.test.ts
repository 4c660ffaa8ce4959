import { describe, expect, test } from 'vitest';
import type { Release } from '../../../src/model/release.ts';
import type { Shelf, ShelvedRelease } from '../../../src/model/shelf.ts';
import { aRelease, aShelf, anIssue, shelved, shelvedIssue } from '../../support/shelf.ts';
import { aPhoto, failing, pageOf, siteOf, wordsOf } from './site.ts';

const PAGE = 'releases/2026-11-13-story-1.html';

function shelfWith(change: Partial<Release> = {}, more: Partial<ShelvedRelease> = {}): Shelf {
  return aShelf([shelved(aRelease(1, change), more)]);
}

function jsonLdOf(page: string): Record<string, unknown> {
  const block = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(page)?.[1] ?? '';
  const data: Record<string, unknown> = JSON.parse(block);
  return data;
}

describe('the page of a release', () => {
  test('opens as the trade prints it: FOR IMMEDIATE RELEASE, kind, number, headline, dateline run into the text', async () => {
    const words = wordsOf(await pageOf(shelfWith(), PAGE));
    expect(words).toContain(
      'For immediate release Traffic advisory Release 26-101 Lane closed on Link Avenue, part 1',
    );
    expect(words).toContain('CLAYTON, Mo. (Nov. 13, 2026) — One lane of Link Avenue is closed until noon.');
  });

  test('gives the dateline a line of its own before a list', async () => {
    const forms = { html: '<ul>\n<li>One lane</li>\n</ul>', text: '- One lane\n' };
    const shelf = shelfWith({}, { forms: () => forms });
    expect(await pageOf(shelf, PAGE)).toContain('<p><b>CLAYTON, Mo. (Nov. 13, 2026) — </b></p>');
    expect(await pageOf(shelf, PAGE.replace('html', 'txt'))).toContain(
      'CLAYTON, Mo. (Nov. 13, 2026) —\n\n- One lane',
    );
  });

  test('says when an embargo ended in place of FOR IMMEDIATE RELEASE', async () => {
    const page = await pageOf(shelfWith({ embargoed: true, publicAt: Date.UTC(2026, 10, 13, 15) }), PAGE);
    expect(wordsOf(page)).toContain('For release November 13, 2026 at 9:00 AM');
  });

  test('ends with the texts of its kind, the end mark, the contact and a plain text', async () => {
    const page = await pageOf(shelfWith({ kind: 'arrest' }), PAGE);
    expect(page).toMatch(/A charge is merely an accusation[^]*###[^]*media@newsroom\.example\.gov/);
    expect(page).toContain(`href="/${PAGE.replace('html', 'txt')}"`);
  });

  test('carries structured data that any program can read', async () => {
    const data = jsonLdOf(await pageOf(shelfWith({}, { photos: [aPhoto('sign')] }), PAGE));
    expect(data).toMatchObject({
      '@type': 'NewsArticle',
      identifier: '26-101',
      datePublished: '2026-11-13T14:31:00-06:00',
      inLanguage: 'en',
      image: ['https://newsroom.example.gov/releases/photos/sign.jpg'],
      publisher: { '@type': 'GovernmentOrganization', name: 'Example County Police Department' },
    });
  });

  test('cannot be left by a headline that closes the script element', async () => {
    const title = '</script><script>alert(1)</script>';
    const page = await pageOf(shelfWith({ title }), PAGE);
    expect(page).not.toContain('<script>alert');
    expect(jsonLdOf(page)['headline']).toBe(title);
  });

  test('names the release it updates and the one that updates it, both ways', async () => {
    const first = shelved(aRelease(1), { updatedBy: ['26-102'] });
    const second = shelved(aRelease(2, { updates: '26-101' }));
    const site = await siteOf(aShelf([first, second]));
    expect(wordsOf(site.get(PAGE) ?? '')).toContain(
      'Updated by release 26-102: Lane closed on Link Avenue, part 2.',
    );
    expect(wordsOf(site.get('releases/2026-11-13-story-2.html') ?? '')).toContain(
      'This updates release 26-101: Lane closed',
    );
    expect(site.get('releases/2026-11-13-story-2.txt')).toContain(
      'Updates release 26-101: https://newsroom.example.gov/',
    );
  });

  test('does not mention a release that is not out', async () => {
    const site = await siteOf(shelfWith({ updates: '26-177' }, { updatedBy: ['26-178'] }));
    expect(failing(site, /./, (text) => !/26-17[78]/.test(text))).toEqual([]);
  });

  test('links to the issue that covers it', async () => {
    const entry = shelved(aRelease(1), { issue: 24 });
    const page = await pageOf(aShelf([entry], [shelvedIssue(anIssue(24), [entry])]), PAGE);
    expect(page).toContain('<a href="/digest/24.html">Information Digest No. 24</a>');
  });

  test('names its edition and when it changed from the second edition on', async () => {
    const changed = { edition: 'release/26-101@2', modifiedAt: Date.UTC(2026, 10, 14, 16) };
    expect(wordsOf(await pageOf(shelfWith({}, changed), PAGE))).toContain(
      'Release 26-101, edition 2: changed November 14, 2026 at 10:00 AM',
    );
    const first = await pageOf(shelfWith(), PAGE);
    expect(first).not.toContain('changed');
    expect(first).toMatch(/Release 26-101, edition 1, fingerprint [0-9A-Z]{4}-[0-9A-Z]{4}<\/p>\n<\/article>/);
  });

  test('shows photos with their size, their words and their credit', async () => {
    const photo = aPhoto('sign', { caption: 'The sign.', credit: 'Example County Police' });
    const page = await pageOf(shelfWith({}, { photos: [photo] }), PAGE);
    expect(page).toMatch(
      /<img src="\/releases\/photos\/sign\.jpg" width="1200" height="800" alt="A road sign"/,
    );
    expect(wordsOf(page)).toContain('The sign. Photo: Example County Police');
    expect(page).toContain(
      '<meta property="og:image" content="https://newsroom.example.gov/releases/photos/sign.jpg" />',
    );
  });

  test('marks a text in Spanish as Spanish and keeps the words around it English', async () => {
    const page = await pageOf(
      shelfWith({ language: 'es', kind: 'arrest', title: 'Un carril cerrado' }),
      PAGE,
    );
    expect(page).toContain('<article class="release" lang="es">');
    expect(page).toContain('<header lang="en">');
    expect(page).toContain('<h1 lang="es">Un carril cerrado</h1>');
    expect(page).toContain('Un cargo es solo una acusación');
    expect(page).not.toContain('A charge is merely');
  });

  test('writes a text in Arabic from right to left, and the English statement in it from left to right', async () => {
    const page = await pageOf(shelfWith({ language: 'ar', kind: 'arrest' }), PAGE);
    expect(page).toContain('<article class="release" lang="ar" dir="rtl">');
    expect(page).toContain('<p lang="en" dir="ltr">A charge is merely an accusation');
  });
});

describe('a release that has expired', () => {
  const expired = shelfWith(
    { expiresAt: Date.UTC(2026, 10, 15) },
    {
      state: 'expired',
      photos: [aPhoto('sign')],
      files: [aPhoto('map')],
      forms: () => ({
        html: '<p>Words.</p><figure><img src="/releases/photos/map.jpg" alt="A map"></figure>',
        text: 'Words.\n',
      }),
    },
  );

  test('keeps its words under a notice, without its photos', async () => {
    const page = await pageOf(expired, PAGE);
    expect(wordsOf(page)).toContain('This release expired on November 14, 2026.');
    expect(page).toContain('Words.</p>');
    expect(page).not.toMatch(/releases\/photos/);
  });

  test('has no photo left to be copied', async () => {
    expect([...(await siteOf(expired)).keys()].filter((path) => path.endsWith('.jpg'))).toEqual([]);
  });
});

describe('a release that was withdrawn', () => {
  const shelf: Shelf = {
    ...aShelf([]),
    releases: [
      {
        state: 'withdrawn',
        verb: 'withdrawn',
        edition: 'release/26-101@2',
        digest: 'withdrawn',
        number: '26-101',
        address: `/${PAGE}`,
        kind: 'traffic',
        areas: ['affton'],
        publicAt: Date.UTC(2026, 10, 13),
        modifiedAt: Date.UTC(2026, 10, 14, 16),
      },
    ],
  };

  test('leaves a notice under its address, for people and for newsrooms, and none for search engines', async () => {
    const page = await pageOf(shelf, PAGE);
    expect(wordsOf(page)).toContain(
      'Release 26-101 was withdrawn Do not use it. This notice stands here since November 14, 2026 at 10:00 AM.',
    );
    expect(page).toContain('<meta name="robots" content="noindex" />');
    expect(page).not.toContain('canonical');
    expect(await pageOf(shelf, PAGE.replace('html', 'txt'))).toContain('WITHDRAWN: release 26-101');
  });

  test('that was killed or is on hold is labelled so, with the reason and what to do', async () => {
    const [entry] = shelf.releases;
    if (entry?.state !== 'withdrawn') throw new Error('no notice');
    const killed: Shelf = { ...shelf, releases: [{ ...entry, verb: 'kill', reason: 'A <name> is wrong.' }] };
    const page = await pageOf(killed, PAGE);
    expect(wordsOf(page)).toContain('KILLED Release 26-101 is killed A kill is mandatory: do not use it.');
    expect(page).toContain('<p>A &lt;name&gt; is wrong.</p>');
    expect(await pageOf(killed, PAGE.replace('html', 'txt'))).toMatch(
      /KILLED: release 26-101[^]*A <name> is wrong/,
    );
    const held: Shelf = { ...shelf, releases: [{ ...entry, verb: 'hold' }] };
    expect(wordsOf(await pageOf(held, PAGE))).toContain(
      'HOLD Release 26-101 is on hold Do not use it until further',
    );
  });

  test('is in no list and no sitemap', async () => {
    expect(
      failing(await siteOf(shelf), /^(?!releases|corrections)/, (text) => !text.includes('story-1')),
    ).toEqual([]);
  });
});

describe('the plain text of a release', () => {
  test('holds everything that a newsroom reprints, in 76 columns', async () => {
    const shelf = shelfWith(
      { kind: 'arrest', report: '26-047530', unit: 'persons' },
      { photos: [aPhoto('sign', { caption: 'The sign.', credit: 'Example County Police' })] },
    );
    const text = await pageOf(shelf, PAGE.replace('html', 'txt'));
    expect(text).toBe(`EXAMPLE — invented for a demonstration.

FOR IMMEDIATE RELEASE
Example County Police Department
Media Relations

Release 26-101 | Arrest | Nov. 13, 2026

LANE CLOSED ON LINK AVENUE, PART 1

CLAYTON, Mo. (Nov. 13, 2026) — One lane of Link Avenue is closed until noon.

WHAT TO DO

Use another road.

A charge is merely an accusation; the defendant is presumed innocent until
and unless proven guilty.

Unit: Bureau of Crimes Against Persons
Report number: 26-047530

Photo: https://newsroom.example.gov/releases/photos/sign.jpg
The sign.
Credit: Example County Police

Media contact:
Media Relations officer
(314) 555-0100
media@newsroom.example.gov
weekdays 8 a.m. to 4 p.m.

https://newsroom.example.gov/releases/2026-11-13-story-1.html

Release 26-101, edition 1, fingerprint XBK5-Q0H4

###
`);
  });
});

describe('a release that was corrected', () => {
  const corrections = [
    { edition: 2, note: 'A <comma>.', by: 'A', at: '2026-11-14T09:00:00-06:00', quiet: true },
    {
      edition: 3,
      note: 'The street was wrong.',
      by: 'A',
      at: '2026-11-14T10:00:00-06:00',
      changes: [{ was: 'on Link <Avenue>', is: 'on Gravois Road' }],
    },
  ];
  const shelf = aShelf([shelved(aRelease(1, { corrections }))]);

  test('says above its text what was wrong, when it was mended, and each place before and after', async () => {
    const page = await pageOf(shelf, PAGE);
    const words = 'Correction, November 14, 2026 at 10:00 AM: The street was wrong.';
    expect(wordsOf(page)).toContain(`${words} It said on Link <Avenue>. It says on Gravois Road.`);
    expect(page).toContain('"@type":"CorrectionComment"');
    expect(page).not.toContain('comma');
    const text = await pageOf(shelf, PAGE.replace('html', 'txt'));
    expect(text).toContain(
      'CORRECTION, November 14, 2026 at 10:00 AM: The street was wrong.\nIt said: on Link <Avenue>',
    );
  });

  test('is on the page of all corrections, with the quiet ones', async () => {
    const words = wordsOf(await pageOf(shelf, 'corrections.html'));
    expect(words).toContain('Correction, November 14, 2026 at 10:00 AM: release 26-101,');
    expect(words).toContain('Small correction, November 14, 2026 at 9:00 AM: release 26-101,');
    expect(wordsOf(await pageOf(aShelf([]), 'corrections.html'))).toContain('Nothing so far.');
  });
});
