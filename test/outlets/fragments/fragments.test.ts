import { describe, expect, test } from 'vitest';
import type { Release } from '../../../src/model/release.ts';
import type { Shelf, ShelvedRelease } from '../../../src/model/shelf.ts';
import { fragmentsOutlet } from '../../../src/outlets/fragments/fragments.ts';
import { aRelease, aShelf, anIssue, shelved, shelvedIssue, updateTo } from '../../support/shelf.ts';
import { written } from '../contract.ts';
import { fullShelf } from '../shelves.ts';

const NAME = 'release/2026-11-13-story-1';

/** All fragments of a shelf by path below `fragments/`. */
async function fragmentsOf(shelf: Shelf): Promise<Map<string, string>> {
  const files = await written(fragmentsOutlet, shelf);
  return new Map(files.map(({ path, text }) => [path.replace(/^fragments\//, ''), text]));
}

async function releaseFragment(
  change: Partial<Release>,
  more: Partial<ShelvedRelease> = {},
): Promise<string> {
  const shelf = aShelf([shelved(aRelease(1, change), more)]);
  return (await fragmentsOf(shelf)).get(`h2/${NAME}.html`) ?? '';
}

/** Paths of the HTML fragments that do not pass. */
async function failing(shelf: Shelf, passes: (fragment: string) => boolean): Promise<string[]> {
  return [...(await fragmentsOf(shelf))]
    .filter(([path, text]) => path.endsWith('.html') && !passes(text))
    .map(([path]) => path);
}

/** Values of the attributes of these names. */
function valuesOf(fragment: string, names: string): string[] {
  return [...fragment.matchAll(new RegExp(` (?:${names})="([^"]*)"`, 'g'))].map(([, value = '']) => value);
}

function isAbsolute(address: string): boolean {
  return /^(https?:\/\/|mailto:|tel:)/.test(address);
}

function isOwnAnchor(address: string, fragment: string): boolean {
  return address.startsWith('#') && fragment.includes(`id="${address.slice(1)}"`);
}

function leadsOutOnly(fragment: string): boolean {
  return valuesOf(fragment, 'href|src').every(
    (address) => isAbsolute(address) || isOwnAnchor(address, fragment),
  );
}

function ranksIn(fragment: string): number[] {
  return [...fragment.matchAll(/<h([1-6])/g)].map(([, rank]) => Number(rank));
}

describe('every fragment', () => {
  test('is a piece of a page: no document, no script, no style', async () => {
    const foreign = /<(!doctype|html|head|body|script|style|link|meta)\b| style="| on[a-z]+="/i;
    expect(await failing(fullShelf(), (text) => !foreign.test(text))).toEqual([]);
  });

  test('has absolute addresses, or anchors of its own', async () => {
    expect(await failing(fullShelf(), leadsOutOnly)).toEqual([]);
  });

  test('is in ASCII, so that it reads right in a page of any encoding', async () => {
    expect(await failing(fullShelf(), (text) => /^[^\u0080-\uffff]*$/.test(text))).toEqual([]);
  });

  test('has ids that begin with a prefix of their own', async () => {
    expect(
      await failing(fullShelf(), (text) =>
        valuesOf(text, 'id').every((id) => /^(newsdesk-|r\d\d-\d|d\d)/.test(id)),
      ),
    ).toEqual([]);
  });

  test('begins with a heading of the rank asked for and skips none', async () => {
    for (const rank of [2, 3, 4]) {
      const fragments = [...(await fragmentsOf(fullShelf()))].filter(([path]) =>
        path.startsWith(`h${rank}/`),
      );
      const wrong = fragments.filter(([, text]) => {
        const ranks = ranksIn(text);
        return ranks[0] !== rank || ranks.some((here, i) => here > (ranks[i - 1] ?? rank) + 1 || here < rank);
      });
      expect(wrong.map(([path]) => path)).toEqual([]);
    }
  });

  test('says where it comes from and carries the notice of an example newsroom', async () => {
    const source = 'Source: <a href="https://newsroom.example.gov/">Example County Police Department</a>';
    expect(
      await failing(fullShelf(), (text) => text.includes(source) && text.includes('EXAMPLE &#8212;')),
    ).toEqual([]);
  });
});

describe('the fragment of a release', () => {
  test('prints headline, dateline, text, the texts of its kind and the contact', async () => {
    const fragment = await releaseFragment({ kind: 'arrest' });
    expect(fragment).toContain(
      '<h2><a href="https://newsroom.example.gov/releases/2026-11-13-story-1.html">Lane closed',
    );
    expect(fragment).toContain('<b>CLAYTON, Mo. (Nov. 13, 2026) &#8212; </b>One lane of');
    expect(fragment).toContain('A charge is merely an accusation');
    expect(fragment).toContain('<a href="tel:3145550100">(314) 555-0100</a>');
  });

  test('names the language of its words where it is not English', async () => {
    const fragment = await releaseFragment({ language: 'es', kind: 'arrest' });
    expect(fragment).toMatch(/<div lang="es" dir="ltr">[^]*<p lang="es" dir="ltr">Un cargo es solo/);
  });

  test('says that it expired and shows no pictures', async () => {
    const html = '<p>Words.</p><figure><img src="/releases/photos/map.jpg" alt="A map"></figure>';
    const fragment = await releaseFragment(
      { expiresAt: 1 },
      { state: 'expired', forms: () => ({ html, text: '' }) },
    );
    expect(fragment).toContain('This release expired on');
    expect(fragment).not.toContain('<img');
  });

  test('links to the newest release that updates it, unless that is not out', async () => {
    const first = shelved(aRelease(1), { updatedBy: ['26-102', '26-177'] });
    const fragments = await fragmentsOf(aShelf([first, shelved(aRelease(2))]));
    const fragment = fragments.get(`h2/${NAME}.html`);
    expect(fragment).toContain(
      'Updated by <a href="https://newsroom.example.gov/releases/2026-11-13-story-2.html">release 26-102</a>',
    );
    expect(fragment).not.toContain('26-177');
  });

  test('say which update they are and what was said before', async () => {
    const second = shelved(aRelease(2), { update: updateTo(aRelease(1)) });
    const fragments = await fragmentsOf(aShelf([shelved(aRelease(1)), second]));
    const fragment = fragments.get('h2/release/2026-11-13-story-2.html') ?? '';
    expect(fragment).toContain('<p><strong>Update 1 to release 26-101.</strong></p>');
    expect(fragment).toMatch(
      /<h3>What was said before<\/h3>\n<ul>\n<li><a href="[^"]*story-1.html">Release 26-101<\/a>/,
    );
    expect(fragments.get('h2/latest.html')).toContain('Update 1. <time datetime="2026-11-13">');
  });
});

describe('fragments of lists', () => {
  test('hold the ten newest that are current, newest first', async () => {
    const releases = Array.from({ length: 15 }, (_, i) =>
      shelved(aRelease(i + 1), i === 14 ? { state: 'expired' } : {}),
    );
    const fragment = (await fragmentsOf(aShelf(releases))).get('h2/latest.html') ?? '';
    const parts = [...fragment.matchAll(/part (\d+)/g)].map(([, part]) => Number(part));
    expect(parts).toEqual([14, 13, 12, 11, 10, 9, 8, 7, 6, 5]);
  });

  test('exist for every kind and area, also while they are empty', async () => {
    const fragments = await fragmentsOf(aShelf([]));
    expect(fragments.get('h3/kind-arrest.html')).toContain('No current releases.');
    expect(fragments.has('h4/area-jennings.html')).toBe(true);
  });
});

test('a withdrawn release leaves a notice in each of its fragments', async () => {
  const gone = {
    state: 'withdrawn' as const,
    verb: 'withdrawn' as const,
    edition: 'release/26-101@2',
    digest: 'withdrawn',
    number: '26-101',
    address: '/releases/2026-11-13-story-1.html',
    kind: 'traffic',
    areas: [],
    publicAt: 0,
    modifiedAt: Date.UTC(2026, 10, 14, 16),
  };
  const fragments = await fragmentsOf(aShelf([gone]));
  for (const rank of [2, 3, 4]) {
    expect(fragments.get(`h${rank}/${NAME}.html`)).toContain(`Release 26-101 was withdrawn</a></h${rank}>`);
  }
});

test('the fragment of an issue opens with its lead and says what it covers', async () => {
  const covers = [1, 2, 3].map((count) => shelved(aRelease(count)));
  const shelf = aShelf(covers, [shelvedIssue(anIssue(24, { lead: '26-102' }), covers)]);
  const fragment = (await fragmentsOf(shelf)).get('h2/issue/24.html') ?? '';
  expect([...fragment.matchAll(/part (\d)/g)].map(([, part]) => part)).toEqual(['2', '1', '3']);
  expect(fragment).toContain('This issue covers releases 26-101 to 26-103.');
});

describe('index.json', () => {
  test('lists fragments that exist, each in three ranks, and how to find the others', async () => {
    const covers = [shelved(aRelease(1))];
    const fragments = await fragmentsOf(aShelf(covers, [shelvedIssue(anIssue(24), covers)]));
    const index = fragments.get('index.json') ?? '';
    const listed = [...index.matchAll(/"h[234]": "https:\/\/newsroom\.example\.gov\/fragments\/([^"]+)"/g)];
    const htmls = [...fragments.keys()].filter((path) => path.endsWith('.html'));
    expect(new Set(listed.map(([, path]) => path))).toEqual(new Set(htmls));
    expect(index).toContain('https://newsroom.example.gov/fragments/{heading}/release/{name}.html');
  });

  test('does not grow with the archive', async () => {
    const releases = Array.from({ length: 120 }, (_, i) => shelved(aRelease(i + 1)));
    const index = (await fragmentsOf(aShelf(releases))).get('index.json') ?? '';
    expect(index.match(/"id": "release\//g)).toHaveLength(50);
  });
});
