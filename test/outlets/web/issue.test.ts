import { describe, expect, test } from 'vitest';
import type { Issue } from '../../../src/model/issue.ts';
import type { Shelf, ShelvedIssue } from '../../../src/model/shelf.ts';
import { FRIDAY, aRelease, aShelf, anIssue, shelved, shelvedIssue } from '../../support/shelf.ts';
import { aPhoto, failing, pageOf, siteOf, wordsOf } from './site.ts';

const WEEK = 7 * 86_400_000;
const entries = [
  shelved(aRelease(1, { kind: 'event', title: 'Coffee with a cop' })),
  shelved(aRelease(2, { kind: 'traffic', title: 'Lane closed' })),
  shelved(aRelease(3, { kind: 'arrest', title: 'Man charged' }), { photos: [aPhoto('sign')] }),
  shelved(aRelease(4, { kind: 'missing', title: 'Woman found' })),
];

function shelfWith(change: Partial<Issue> = {}, more: Partial<ShelvedIssue> = {}): Shelf {
  return aShelf(entries, [shelvedIssue(anIssue(24, change), entries, more)]);
}

/** The headings of a page in order, without those of the footer. */
function headingsOf(page: string): string[] {
  return [...page.replace(/<footer[^]*$/, '').matchAll(/<h[1-3][^>]*>(.*?)<\/h[1-3]>/gs)].map(
    ([, heading = '']) => wordsOf(heading),
  );
}

describe('the page of an issue', () => {
  test('puts the lead first, then the issue’s own order of kinds, then the newsroom’s', async () => {
    const page = await pageOf(shelfWith({ lead: '26-103', sections: ['traffic'] }), 'digest/24.html');
    expect(headingsOf(page)).toEqual([
      'Information Digest No. 24',
      'Man charged',
      'In this issue',
      'Traffic',
      'Lane closed',
      'Missing persons',
      'Woman found',
      'Community',
      'Coffee with a cop',
      'About this issue',
    ]);
  });

  test('says which numbers it covers, and what it leaves out and why', async () => {
    const omitted = [{ number: '26-102', reason: 'It is over.' }];
    const words = wordsOf(await pageOf(shelfWith({}, { omitted }), 'digest/24.html'));
    expect(words).toContain('This issue covers releases 26-101 to 26-104.');
    expect(words).toContain('Left out on purpose Release 26-102: It is over.');
  });

  test('says which of its releases were withdrawn since', async () => {
    const page = await pageOf(shelfWith({}, { withdrawn: ['26-105'] }), 'digest/24.html');
    expect(wordsOf(page)).toContain('Release 26-105 was withdrawn and must not be used.');
    expect(wordsOf(page)).toContain('This issue covers releases 26-101 to 26-105.');
  });

  test('carries the editor’s note and the texts of the kinds it lists', async () => {
    const words = wordsOf(await pageOf(shelfWith(), 'digest/24.html'));
    expect(words).toContain('A note from the editor.');
    expect(words).toContain('A charge is merely an accusation');
  });

  test('leads to the issues before and after it', async () => {
    const issues = [22, 23, 24].map((number) =>
      shelvedIssue(anIssue(number, { publicAt: FRIDAY - (24 - number) * 2 * WEEK }), []),
    );
    const page = await pageOf(aShelf([], issues), 'digest/23.html');
    expect(wordsOf(page)).toContain('Next: Information Digest No. 24');
    expect(wordsOf(page)).toContain('Previous: Information Digest No. 22');
  });

  test('says so when nothing went out since the last issue', async () => {
    const page = await pageOf(aShelf([], [shelvedIssue(anIssue(24), [])]), 'digest/24.html');
    expect(wordsOf(page)).toContain('No release went out since the last issue.');
  });
});

test('an issue that was withdrawn leaves a notice, and no list leads to it', async () => {
  const site = await siteOf(shelfWith({ title: 'Secret title' }, { state: 'withdrawn' }));
  expect(wordsOf(site.get('digest/24.html') ?? '')).toContain('Information Digest No. 24 was withdrawn');
  expect(failing(site, /^(?!digest\/24)/, (text) => !text.includes('digest/24.html'))).toEqual([]);
  expect(failing(site, /./, (text) => !text.includes('Secret title'))).toEqual([]);
});
