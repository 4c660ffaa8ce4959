import { describe, expect, it } from 'vitest';
import type { Forms } from '../../../src/model/publication.ts';
import { composeRelease } from '../../../src/render/letter/letter.ts';
import { columns } from '../../../src/render/markdown/columns.ts';
import { inOneForm } from '../../support/photo.ts';
import { testNewsroom } from '../../support/newsroom.ts';
import { aRelease, shelved } from '../../support/shelf.ts';
import { contextOf, letterOf, letterOfRelease } from './letters.ts';

const PHOTO = {
  ...inOneForm({
    address: '/releases/photos/lane #1.jpg',
    width: 1200,
    height: 800,
    bytes: 1,
    type: 'image/jpeg',
    digest: 'photo',
    read: () => new Uint8Array(),
  }),
  alt: 'Cones along the right lane',
  caption: 'The lane on Friday.',
  credit: 'Example County Police',
};

const updated = aRelease(1, { number: '26-101', title: 'Police seek a gray sedan' });
const arrest = shelved(
  aRelease(2, {
    title: 'Man charged in thefts',
    kind: 'arrest',
    areas: ['affton', 'jennings'],
    unit: 'persons',
    report: '26-046102',
    updates: '26-101',
  }),
  { photos: [PHOTO] },
);

describe('the letter of a release', async () => {
  const forms = await arrest.forms();
  const letter = letterOf(await composeRelease(arrest, forms, { ...contextOf(), updated }));
  const { html, text } = letter;

  it('has the headline as its title, its subject and its one first heading', () => {
    expect(letter.subject).toBe('UPDATE: Man charged in thefts');
    expect(html).toContain('<title>Man charged in thefts</title>');
    expect(html.match(/<h1[^>]*>([^<]*)<\/h1>/g)).toHaveLength(1);
    expect(html).toMatch(/<h1[^>]*>Man charged in thefts<\/h1>/);
  });

  it('skips no heading level', () => {
    const levels = [...html.matchAll(/<h([1-6])/g)].map((match) => Number(match[1]));
    expect(levels[0]).toBe(1);
    for (const [index, level] of levels.entries())
      expect(level - (levels[index - 1] ?? 1)).toBeLessThanOrEqual(1);
  });

  it('says its language and direction and has a preheader', () => {
    expect(html).toMatch(/<html lang="en" dir="ltr"/);
    expect(html).toMatch(
      /<div style="display:none[^"]*">One lane of Link Avenue is closed until noon \(2\)\.<\/div>/,
    );
    expect(letter.language).toBe('en');
  });

  it('begins with the dateline, as the trade prints it, in both parts', () => {
    expect(html).toMatch(
      /<p[^>]*><span class="dateline">CLAYTON, Mo\. \(Nov\. 13, 2026\) — <\/span>One lane of/,
    );
    expect(text).toContain('CLAYTON, Mo. (Nov. 13, 2026) — One lane of Link Avenue is closed until noon.\n');
  });

  it('is labelled for immediate release, numbered, and ended with ###', () => {
    for (const words of [
      'Release 26-102',
      'Arrest',
      'Bureau of Crimes Against Persons',
      '26-046102',
      '###',
    ]) {
      expect(html).toContain(words);
      expect(text).toContain(words);
    }
    expect(html).toContain('For immediate release');
    expect(text).toContain('FOR IMMEDIATE RELEASE');
  });

  it('names and links the release that it updates, and threads with its mail', () => {
    const address = 'https://newsroom.example.gov/releases/2026-11-13-story-1.html';
    expect(html).toContain('Update to release 26-101');
    expect(html).toMatch(new RegExp(`<a href="${address}"[^>]*>Police seek a gray sedan</a>`));
    expect(text).toContain(`UPDATE TO RELEASE 26-101: Police seek a gray sedan\n${address}`);
    expect(letter.inReplyTo).toBe('release/26-101');
  });

  it('carries the accusation statement and the newsroom’s notice in both parts', () => {
    const words = 'A charge is merely an accusation; the defendant is presumed innocent until and';
    expect(html).toContain(words);
    expect(text.replaceAll('\n', ' ')).toContain(words);
    expect(html).toContain('EXAMPLE — invented for a demonstration.');
    expect(text).toContain('EXAMPLE — invented for a demonstration.');
  });

  it('shows photos with alternative text, caption and credit, from the newsroom’s own site only', () => {
    expect(html).toMatch(/<img\s[^>]*alt="Cones along the right lane"/);
    expect(html).toContain('src="https://newsroom.example.gov/releases/photos/lane%20%231.jpg"');
    expect(html).toContain('The lane on Friday. Photo: Example County Police');
    expect(text).toContain(
      '[Photo: Cones along the right lane]\nThe lane on Friday.\nPhoto: Example County Police',
    );
    for (const [, image] of html.matchAll(/<img\s([^>]*)>/g)) expect(image).toMatch(/\balt="[^"]/);
  });

  it('fetches nothing from anywhere else: no pixel, no font, no style sheet', () => {
    expect(html).not.toMatch(/<link\b|@import|@font-face|url\(|<script|background="http/);
    const sources = [...html.matchAll(/\ssrc="([^"]*)"/g)].map((match) => match[1]);
    expect(sources).toHaveLength(1);
  });

  it('marks every layout table as one', () => {
    for (const [table] of html.matchAll(/<table\b[^>]*>/g)) {
      expect(table.includes('role="presentation"') || table.includes('width:100%')).toBe(true);
    }
    expect(html).toContain('<th scope="row"');
  });

  it('goes to those who want all releases, its kind or one of its areas', () => {
    expect(letter.topics).toEqual(['releases', 'kind:arrest', 'area:affton', 'area:jennings']);
  });

  it('says why it came, how to leave, and where the newsroom is', () => {
    expect(html).toContain('or for those about Arrests and charges, Affton, Jennings.');
    expect(text).toMatch(/\nUnsubscribe:\nhttps:\/\/slot\.invalid\/[0-9a-f]{40}\/unsubscribe\n/);
    expect(html).toMatch(
      /<a href="https:\/\/slot\.invalid\/[0-9a-f]{40}\/unsubscribe"[^>]*>Unsubscribe<\/a>/,
    );
    for (const line of ['1 Example Plaza', 'Clayton, MO 63105']) {
      expect(html).toContain(line);
      expect(text).toContain(line);
    }
  });

  it('keeps its text part within 76 columns, addresses aside', () => {
    const long = text.split('\n').filter((line) => columns(line) > 76 && !/https?:/.test(line));
    expect(long).toEqual([]);
  });

  it('is the same bytes when it is composed again', async () => {
    expect(letterOf(await composeRelease(arrest, forms, { ...contextOf(), updated }))).toEqual(letter);
  });
});

describe('slots', () => {
  it('have markers that only this letter has, and that survive quoted-printable and HTML', async () => {
    const one = await letterOfRelease(shelved(aRelease(1)));
    const other = await letterOfRelease(shelved(aRelease(2)));
    expect(Object.keys(one.slots).toSorted()).toEqual(['address', 'preferences', 'unsubscribe']);
    for (const marker of Object.values(one.slots)) {
      expect(marker).toMatch(/^[A-Za-z0-9:/.-]+$/);
      expect(one.html + one.text).toContain(marker);
      expect(Object.values(other.slots)).not.toContain(marker);
    }
  });

  it('cannot be written by an author: quoting a marker changes it', async () => {
    const first = await letterOfRelease(shelved(aRelease(1)));
    const stolen = first.slots.unsubscribe ?? '';
    const second = await letterOfRelease(shelved(aRelease(1, { title: `Open ${stolen}` })));
    expect(second.html).toContain(stolen);
    expect(Object.values(second.slots)).not.toContain(stolen);
  });
});

describe('hostile front matter', async () => {
  const title = 'A {{ newsroom.name }} {% raw %} <mj-raw> </mj-text><script>alert(1)</script> & "so"';
  const release = aRelease(1, {
    title,
    summary: '</div>--><img src=x onerror=alert(1)> {{ slots.unsubscribe }}',
    dateline: '<b>CLAYTON</b>',
    report: '"><script>',
    number: '26-101',
  });
  const photos = [{ ...PHOTO, alt: '" onload="alert(1)', caption: '<mj-section>', credit: '{{ x }}' }];
  const { html, text, subject } = await letterOfRelease(shelved(release, { photos }));

  it('is printed as it is written, and never becomes a tag or a template', () => {
    expect(html).toContain('{{ newsroom.name }} {% raw %} &lt;mj-raw&gt; &lt;/mj-text&gt;&lt;script&gt;');
    expect(html).toContain('&lt;b&gt;CLAYTON&lt;/b&gt; (Nov. 13, 2026) — ');
    expect(html).toContain('alt="&quot; onload=&quot;alert(1)"');
    expect(html).toContain('{{ slots.unsubscribe }}');
    expect(html).not.toMatch(/<script|<mj-|<img src=x|<b>CLAYTON/);
    expect(text).toContain('{{ X }}'.toLowerCase());
    expect(subject).toBe(title);
  });

  it('leaves no line break and no control character in a subject', async () => {
    const evil = 'One\r\nBcc: all@example.gov\u0000\u2028two\u202e three';
    const letter = await letterOfRelease(shelved(aRelease(1, { title: evil })));
    expect(letter.subject).toBe('One Bcc: all@example.gov two three');
    for (const part of [letter.html, letter.text]) expect(part).not.toMatch(/[^\P{Cc}\n\t]/u);
  });
});

describe('a release in another language', async () => {
  const release = aRelease(3, { language: 'es', title: 'Revisión gratuita', kind: 'arrest' });
  const { html, text, language } = await letterOfRelease(shelved(release));

  it('is framed in its language, with the translated statement', () => {
    expect(html).toMatch(/<html lang="es"/);
    expect(html).toContain('Para publicación inmediata');
    expect(html).toContain('Un cargo es solo una acusación');
    expect(text).toContain('PARA PUBLICACIÓN INMEDIATA');
    expect(language).toBe('es');
  });

  it('marks its own part when the frame has no words in that language', async () => {
    const { html, language } = await letterOfRelease(
      shelved(aRelease(3, { language: 'ar', title: 'إغلاق' })),
    );
    expect(language).toBe('ar');
    expect(html).toMatch(/<html lang="en"/);
    expect(html).toMatch(/<h1[^>]* lang="ar" dir="rtl" style="[^"]*text-align: right[^"]*"/);
  });
});

describe('audiences and lengths', () => {
  it('has no topics when its audience is none', async () => {
    expect((await letterOfRelease(shelved(aRelease(1, { audience: ['none'] })))).topics).toEqual([]);
  });

  it('replaces a text too long for one mail by its summary, says so, and keeps it whole in the text part', async () => {
    const words = 'One lane of Link Avenue is closed until noon. '.repeat(3000);
    const forms: Forms = { html: `<p>${words}</p>`, text: words.replaceAll('. ', '.\n') };
    const letter = await letterOfRelease(shelved(aRelease(1), { forms: () => forms }));
    expect(Buffer.byteLength(letter.html)).toBeLessThan(90_000);
    expect(letter.html).toContain('This release is long, so this mail shows its summary only.');
    expect(letter.html).toContain(
      'CLAYTON, Mo. (Nov. 13, 2026) — One lane of Link Avenue is closed until noon (1).',
    );
    expect(letter.text.length).toBeGreaterThan(130_000);
  });

  it('is refused with a finding when no rule makes it short enough', async () => {
    const newsroom = testNewsroom((raw) => {
      Object.assign(raw, { limits: { letterBytes: 20_000 } });
    });
    const item = shelved(aRelease(1));
    const { letter, findings } = await composeRelease(item, await item.forms(), contextOf(newsroom));
    expect(letter).toBeUndefined();
    expect(findings.map(({ rule, file, severity }) => [rule, file, severity])).toEqual([
      ['letter/too-long', 'releases/2026-11-13-story-1.md', 'error'],
    ]);
  });

  it('keeps the dateline on its own line before anything that is not a paragraph', async () => {
    const forms = { html: '<ul>\n<li>One</li>\n</ul>', text: '- One\n' };
    const { html, text } = await letterOfRelease(shelved(aRelease(1), { forms: () => forms }));
    expect(html).toMatch(
      /<p[^>]*><span class="dateline">CLAYTON, Mo\. \(Nov\. 13, 2026\) — <\/span><\/p><ul/,
    );
    expect(text).toContain('CLAYTON, Mo. (Nov. 13, 2026) —\n\n- One\n');
  });
});
