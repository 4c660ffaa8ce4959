import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readSubscribers } from '../../src/audience/import.ts';
import { instantOf, phaseOf } from '../../src/calendar/calendar.ts';
import { findAsset } from '../../src/load/load.ts';
import { blocksOf, readBundled, ROOT, type Bundled, type Sample } from './bundled.ts';
import type { Release } from '../../src/model/release.ts';

let bundled: Bundled;
beforeAll(async () => {
  bundled = await readBundled();
});

const texts = () => [...bundled.releases, ...bundled.issues].map(({ source }) => source);
const where = (test: (release: Release, sample: Sample<Release>) => boolean) =>
  bundled.releases.filter((sample) => test(sample.publication, sample));
const phase = ({ publication }: Sample<Release>) => phaseOf(publication, bundled.at).phase;

describe('the bundled newsroom', () => {
  it('raises no finding at all', () => {
    expect(bundled.findings).toEqual([]);
  });

  it('says on everything that it is an example', () => {
    expect(bundled.newsroom.newsroom.notice).toMatch(/^EXAMPLE — invented/);
    for (const { path, body } of texts()) {
      const last = body.trimEnd().split('\n').at(-1);
      expect([path, last]).toEqual([
        path,
        expect.stringMatching(/^\*(Example: .* invented|Ejemplo: .* inventados)\b.*\.\*$/),
      ]);
    }
  });

  it('shows every kind of release', () => {
    const kinds = new Set(bundled.releases.map(({ publication }) => publication.kind));
    expect([...kinds].toSorted()).toEqual(Object.keys(bundled.newsroom.kinds).toSorted());
  });

  it('shows every state that a release can be in on the day of the demo', () => {
    const phases = new Set(bundled.releases.map(phase));
    expect([...phases].toSorted()).toEqual(['draft', 'expired', 'out', 'taken back', 'waiting']);
    expect(where((release) => release.embargoed).map(phase)).toEqual(['waiting']);
    expect(where((release) => release.audience.includes('none'))).not.toEqual([]);
  });

  it('has a missing person who is found, by an update to the first release', () => {
    const [found] = where(({ kind, updates }) => kind === 'missing' && updates !== undefined);
    const [missing] = where(({ number }) => number === found?.publication.updates);
    expect(missing?.publication).toMatchObject({ kind: 'missing', report: found?.publication.report });
  });

  it('has a release in Spanish and one that several areas share', () => {
    expect(where(({ language }) => language === 'es')).toHaveLength(1);
    expect(where(({ areas }) => areas.length > 2)).not.toEqual([]);
  });

  it('has charges with court, and the accusation statement with them', () => {
    const charged = where(({ kind }) => kind === 'arrest');
    expect(charged).toHaveLength(1);
    expect(charged[0]?.source.body).toMatch(/\*\*Court:\*\*/);
    expect(bundled.newsroom.kinds['arrest']?.boilerplate).toContain('accusation');
    const elsewhere = texts().filter(
      ({ text, path }) => /\bcharge[sd]?\b/i.test(text) && path !== charged[0]?.source.path,
    );
    expect(elsewhere.map(({ path }) => path)).toEqual([]);
  });

  it('uses everything that Markdown can say here', () => {
    const samples = [...bundled.releases, ...bundled.issues];
    const types = new Set(samples.flatMap(({ body }) => blocksOf(body).map(({ type }) => type)));
    for (const type of ['heading', 'facts', 'quote', 'table', 'list', 'figure'] as const) {
      expect([type, types.has(type)]).toEqual([type, true]);
    }
    expect(samples.some(({ body }) => body.notes.length > 0)).toBe(true);
    expect(types).not.toContain('html');
  });

  it('names nobody where a contract does not allow it', () => {
    const closed = Object.entries(bundled.newsroom.areas).filter(([, { mayRelease }]) => !mayRelease);
    expect(closed).not.toEqual([]);
    const ids = new Set(closed.map(([id]) => id));
    expect(where(({ areas }) => areas.some((area) => ids.has(area)))).toEqual([]);
  });
});

describe('the words of the bundled newsroom', () => {
  it('give no telephone number but those of the contacts', () => {
    const known = new Set(Object.values(bundled.newsroom.contacts).map(({ phone }) => phone));
    for (const { path, body } of texts()) {
      for (const [number] of body
        .replaceAll(/\s+/g, ' ')
        .matchAll(/\(\d{3}\) \d{3}-\d{4}|1-\d{3}-[\dA-Z-]{4,}/g)) {
        expect([path, number, known.has(number)]).toEqual([path, number, true]);
      }
    }
  });

  it('give hundred blocks, and no house number but that of headquarters', () => {
    const street = /\b(\d+)(?: block of)?(?: [A-Z][a-z]+){1,3} (?:Road|Avenue|Blvd\.|Boulevard|Street)/g;
    for (const { path, body } of texts()) {
      for (const [address, number] of body.replaceAll(/\s+/g, ' ').matchAll(street)) {
        const sound =
          address === '7900 Forsyth Blvd.' || (address.includes('block') && Number(number) % 100 === 0);
        expect([path, address, sound]).toEqual([path, address, true]);
      }
    }
  });

  it('put every date on its weekday', () => {
    const months = [
      'Jan.',
      'Feb.',
      'March',
      'April',
      'May',
      'June',
      'July',
      'Aug.',
      'Sept.',
      'Oct.',
      'Nov.',
      'Dec.',
    ];
    const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
    const dated = /\b((?:Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day), ([A-Z][a-z]+\.?) (\d{1,2})\b/g;
    let seen = 0;
    for (const { path, text } of texts()) {
      for (const [written, day, month = '', date] of text.replaceAll(/\s+/g, ' ').matchAll(dated)) {
        const is = days[new Date(Date.UTC(2026, months.indexOf(month), Number(date))).getUTCDay()];
        expect([path, written, is]).toEqual([path, written, day]);
        seen += 1;
      }
    }
    expect(seen).toBeGreaterThan(40);
  });

  it('refer to nothing that is not out', () => {
    const closed = where((release) =>
      ['draft', 'waiting', 'taken back'].includes(phaseOf(release, bundled.at).phase),
    );
    expect(closed).toHaveLength(3);
    for (const { publication, source } of closed) {
      const others = texts().filter(({ path }) => path !== source.path);
      const telling = others.filter(
        ({ text }) => text.includes(publication.title) || text.includes(publication.slug),
      );
      expect([publication.number, telling.map(({ path }) => path)]).toEqual([publication.number, []]);
    }
    expect(texts().filter(({ text }) => text.includes('Priority One'))).toHaveLength(1);
  });
});

describe('the three Digest issues', () => {
  it('are 22, 23 and 24, two weeks apart, the last one due at the demo', () => {
    const issues = bundled.issues.map(({ publication: { issue, date } }) => [issue, date]);
    expect(issues).toEqual([
      [22, '2026-10-23'],
      [23, '2026-11-06'],
      [24, '2026-11-20'],
    ]);
    expect(bundled.issues.at(-1)?.publication.publicAt).toBe(bundled.at);
  });

  it('cover every public release exactly once, in numbers that follow each other', () => {
    const covers = bundled.covers(bundled.at);
    const covered = covers.flatMap(({ numbers, omitted }) =>
      numbers.concat(omitted.map(({ number }) => number)),
    );
    const out = where((release) => !['draft', 'waiting'].includes(phaseOf(release, bundled.at).phase));
    expect(covered.toSorted()).toEqual(out.map(({ publication }) => publication.number).toSorted());
    const numbers = bundled.releases.map(({ publication }) => publication.number).toSorted();
    expect(numbers).toEqual(numbers.map((_, i) => `26-${101 + i}`));
  });

  it('cover what became public since the issue before, the lead first', () => {
    for (const [i, { publication }] of bundled.issues.entries()) {
      const after = bundled.issues[i - 1]?.publication.publicAt ?? -Infinity;
      const due = where(
        ({ publicAt, status }) => status !== 'draft' && publicAt > after && publicAt <= publication.publicAt,
      );
      const { numbers = [], omitted = [] } = bundled.covers(bundled.at)[i] ?? {};
      const covered = numbers.concat(omitted.map(({ number }) => number));
      expect(covered.toSorted()).toEqual(due.map(({ publication: { number } }) => number).toSorted());
      expect(numbers[0]).toBe(publication.lead);
    }
    expect(bundled.issues.at(-1)?.publication).toMatchObject({ omit: [{ reason: expect.any(String) }] });
  });
});

describe('the pictures', () => {
  const files = readdirSync(join(ROOT, 'releases/photos')).map((name) => `releases/photos/${name}`);

  it('are all used, and all there', () => {
    const shown = bundled.releases.flatMap(({ publication: { photos, references } }) => [
      ...photos.map(({ path }) => path),
      ...references.filter(({ kind }) => kind === 'image').map(({ target }) => target),
    ]);
    expect([...new Set(shown)].toSorted()).toEqual(files.toSorted());
  });

  it.each(files)('%s is a small JPEG that tells nothing about where it was made', (path) => {
    expect(findAsset(ROOT, path)).toMatchObject({ type: 'image/jpeg', width: 1200, height: 800 });
    const bytes = readFileSync(join(ROOT, path));
    expect(bytes.length).toBeLessThan(120_000);
    expect(bytes.toString('latin1')).not.toMatch(/Exif|http:|Photoshop|<x:/);
  });
});

describe('the sample subscribers', () => {
  it('can all be imported, live at example addresses, and agreed before the demo', async () => {
    const file = 'sample-subscribers.csv';
    const { newsroom, at } = bundled;
    const rules = {
      kinds: Object.keys(newsroom.kinds),
      areas: Object.keys(newsroom.areas),
      at,
      consent: `import ${file}`,
      instant: (date: string) => instantOf(date, newsroom.newsroom.zone),
      language: newsroom.newsroom.language,
    };
    const batches = await Array.fromAsync(
      readSubscribers(readFileSync(join(ROOT, file), 'utf8'), { ...rules, file }),
    );
    expect(batches.flatMap(({ findings }) => findings)).toEqual([]);
    const subscribers = batches.flatMap((batch) => batch.taken);
    expect(subscribers).toHaveLength(24);
    expect(subscribers.filter(({ topics }) => topics.includes('digest')).length).toBeGreaterThan(15);
    for (const { address, confirmedAt } of subscribers) {
      expect(address).toMatch(/@example\.(org|com|net)$/);
      expect(confirmedAt).toBeLessThan(at);
    }
  });
});
