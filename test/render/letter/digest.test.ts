import { beforeAll, describe, expect, it } from 'vitest';
import type { Letter } from '../../../src/model/letter.ts';
import { composeDigest } from '../../../src/render/letter/letter.ts';
import { columns } from '../../../src/render/markdown/columns.ts';
import { testNewsroom } from '../../support/newsroom.ts';
import { aRelease, anIssue, shelved, shelvedIssue } from '../../support/shelf.ts';
import { contextOf, issueWith, letterOfIssue } from './letters.ts';

const SHORTENED = 'This issue is long, so this mail shows it shortened.';

function headings(html: string, level: number): string[] {
  const found = html.matchAll(new RegExp(`<h${level}[^>]*>(.*?)</h${level}>`, 'gs'));
  return [...found].map((match) => (match[1] ?? '').replace(/<[^>]*>/g, ''));
}

describe('the letter of an issue', () => {
  const item = issueWith(5);
  let letter: Letter;
  beforeAll(async () => {
    letter = await letterOfIssue(item);
  });

  it('has a subject, a title and a preheader, and goes to the Digest’s subscribers', () => {
    expect(letter.subject).toBe('Information Digest No. 24: A lane reopens');
    expect(letter.html).toContain('<title>Information Digest No. 24: A lane reopens</title>');
    expect(letter.html).toMatch(/display:none[^>]*>A lane reopens, and what else happened\.</);
    expect(letter.topics).toEqual(['digest']);
    expect(letter.inReplyTo).toBeUndefined();
  });

  it('orders its headings: the Digest, then lead and sections in the newsroom’s order, then stories', () => {
    expect(headings(letter.html, 1)).toEqual(['Information Digest']);
    expect(headings(letter.html, 2)).toEqual([
      'A lane reopens',
      'From the editor',
      'Lead story',
      'Missing persons',
      'Traffic',
      'Arrests and charges',
      'Community',
      'Questions about this issue',
    ]);
    expect(headings(letter.html, 3)).toHaveLength(5);
  });

  it('takes the issue’s own order of sections first', async () => {
    const { html } = await letterOfIssue({
      ...item,
      issue: { ...item.issue, sections: ['event', 'arrest'] },
    });
    expect(headings(html, 2).slice(3, 7)).toEqual([
      'Community',
      'Arrests and charges',
      'Missing persons',
      'Traffic',
    ]);
  });

  it('links each story by its headline and by words that make sense alone', () => {
    for (const { release } of item.covers) {
      const address = `https://newsroom.example.gov${release.path.replace('.md', '.html').replace(/^/, '/')}`;
      expect(letter.html).toMatch(new RegExp(`<a href="${address}"[^>]*>${release.title}</a>`));
      expect(letter.html).toMatch(new RegExp(`<a href="${address}"[^>]*>Read release ${release.number}</a>`));
    }
  });

  it('says in both parts which releases it covers and which it leaves out, and why', () => {
    for (const part of [letter.html, letter.text]) {
      expect(part).toContain('This issue covers releases 26-100 to 26-104.');
      expect(part).toContain('Left out: 26-999 (an internal notice).');
    }
  });

  it('carries the accusation statement with the arrests', () => {
    expect(letter.html).toContain('A charge is merely an accusation');
    expect(letter.text).toContain('A charge is merely an accusation');
  });

  it('has a text part with contents, note, lead and sections, within 76 columns', () => {
    const order = [
      'In this issue\n=',
      'From the editor\n=',
      'A note from the editor.',
      'Lead story\n=',
      'Missing persons\n=',
      'Traffic\n=',
    ];
    const places = order.map((words) => letter.text.indexOf(words));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(letter.text.split('\n').filter((line) => columns(line) > 76 && !/https?:/.test(line))).toEqual([]);
  });

  it('is not shortened, and is the same bytes when it is composed again', async () => {
    expect(letter.html).not.toContain(SHORTENED);
    expect(await letterOfIssue(item)).toEqual(letter);
  });

  it('marks expired stories and updates, and says what was withdrawn since', async () => {
    const covers = [
      shelved(aRelease(1), { update: { count: 3, first: '26-090', earlier: [] } }),
      shelved(aRelease(2), { state: 'expired' }),
      shelved(aRelease(3, { language: 'es', title: 'Revisión gratuita' })),
    ];
    const { html } = await letterOfIssue(shelvedIssue(anIssue(24), covers, { withdrawn: ['26-080'] }));
    expect(html).toContain('Update 3 to release 26-090 &middot; Nov. 13, 2026');
    expect(html).toContain('Expired &middot; Nov. 13, 2026');
    expect(html).toMatch(/<h3 class="headline" lang="es"[^>]*><a [^>]*>Revisión gratuita<\/a>/);
    expect(html).toContain('Withdrawn since: 26-080.');
  });

  it('does not print the name of the Digest twice when the title is only that', async () => {
    const { html, subject } = await letterOfIssue(shelvedIssue(anIssue(24), []));
    expect(subject).toBe('Information Digest No. 24');
    expect(headings(html, 2)).toEqual(['From the editor', 'Questions about this issue']);
    expect(html).toContain('This issue covers no releases.');
    const monthly = anIssue(24, { title: 'Information Digest goes monthly' });
    expect(headings((await letterOfIssue(shelvedIssue(monthly, []))).html, 2)).toContain(monthly.title);
  });
});

/** The same 30 releases, with a limit that a letter just misses. */
function below(letter: Letter): Promise<Letter> {
  const letterBytes = Buffer.byteLength(letter.html) - 1;
  const newsroom = testNewsroom((raw) => void Object.assign(raw, { limits: { letterBytes } }));
  return letterOfIssue(issueWith(30), contextOf(newsroom));
}

describe('the length of an issue', () => {
  it('is full for 30 releases, within the limit', async () => {
    const { html } = await letterOfIssue(issueWith(30));
    expect(Buffer.byteLength(html)).toBeLessThan(90_000);
    expect(html).not.toContain(SHORTENED);
    expect(headings(html, 3)).toHaveLength(30);
  });

  it('is first sentences, then headlines, then the newest headlines, each step with a word about it', async () => {
    const brief = await below(await letterOfIssue(issueWith(30)));
    expect(brief.html).toContain('Story 8: one lane of Link Avenue is closed until noon on Friday.');
    expect(brief.html).not.toContain('Parking is banned.');
    const headlines = await below(brief);
    expect(headings(headlines.html, 3)).toHaveLength(30);
    expect(headlines.html).not.toContain('Story 8: one lane of Link Avenue');
    const newest = await below(headlines);
    expect(headings(newest.html, 3).length).toBeLessThan(30);
    expect(newest.html).toMatch(
      /<a href="https:\/\/newsroom\.example\.gov\/digest\/24\.html"[^>]*>And \d+ more in the full issue<\/a>/,
    );
    for (const { html, text } of [brief, headlines, newest]) {
      expect(html).toContain(SHORTENED);
      expect(text.replaceAll('\n', ' ')).toContain(SHORTENED);
      expect(text).toContain('https://newsroom.example.gov/digest/24.html');
      expect(html).toContain('This issue covers releases 26-100 to 26-129.');
      expect(html).toMatch(/\/unsubscribe"/);
    }
  });

  it.each([200, 3000])('stays under the limit with %i releases', async (count) => {
    const { html, text } = await letterOfIssue(issueWith(count));
    expect(Buffer.byteLength(html)).toBeLessThan(90_000);
    expect(html).toContain(SHORTENED);
    expect(html).toMatch(/And \d+ more in the full issue/);
    expect(text).toMatch(/And \d+ more in the full issue:\nhttps:/);
  });

  it('counts instead of listing when even the numbers would fill the mail', async () => {
    const covers = Array.from({ length: 3000 }, (_, index) => shelved(aRelease(index * 3)));
    const omitted = Array.from({ length: 900 }, (_, index) => ({
      number: `25-${index}`,
      reason: 'an internal notice',
    }));
    const { html } = await letterOfIssue(shelvedIssue(anIssue(24), covers, { omitted }));
    expect(Buffer.byteLength(html)).toBeLessThan(90_000);
    expect(html).toContain(
      'This issue covers 3000 releases, 26-100 to 26-9097; the full list is on the web.',
    );
    expect(html).toContain('900 releases were left out');
  });

  it('is refused with a finding when the note alone is too long', async () => {
    const forms = { html: `<p>${'A long note. '.repeat(9000)}</p>`, text: 'A long note.\n' };
    const { letter, findings } = await composeDigest(issueWith(2), forms, contextOf());
    expect(letter).toBeUndefined();
    expect(findings.map(({ rule, file }) => [rule, file])).toEqual([['letter/too-long', 'digest/24.md']]);
  });
});
