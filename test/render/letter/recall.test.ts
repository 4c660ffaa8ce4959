import { expect, it } from 'vitest';
import type { Banner } from '../../../src/model/banner.ts';
import { composeDigest, composeRecall, composeRelease } from '../../../src/render/letter/letter.ts';
import { aRelease, anIssue, shelved, shelvedIssue } from '../../support/shelf.ts';
import { contextOf } from './letters.ts';

const banner: Banner = {
  kind: 'correction',
  text: 'The street was <wrong>.',
  changes: [{ was: 'on Link Avenue', is: 'on Gravois Road' }],
};

async function release(change: Partial<Banner>) {
  const item = shelved(aRelease(1));
  const made = await composeRelease(item, await item.forms(), {
    ...contextOf(),
    banner: { ...banner, ...change },
  });
  if (!made.letter) throw new Error(JSON.stringify(made.findings));
  return made.letter;
}

it('a correction says so in the subject and in the first line, with what was wrong and what is right', async () => {
  const letter = await release({});
  expect(letter.subject).toBe('CORRECTION: Lane closed on Link Avenue, part 1');
  expect(letter.text.split('\n').slice(0, 3)).toEqual([
    'CORRECTION: The street was <wrong>.',
    '* It said: on Link Avenue',
    '  It says: on Gravois Road',
  ]);
  expect(letter.html).toContain('The street was &lt;wrong&gt;.');
  expect(letter.html.indexOf('CORRECTION')).toBeLessThan(letter.html.indexOf('closed until noon'));
});

it('an advance copy names the end of its embargo before everything else', async () => {
  const letter = await release({ kind: 'advance', text: 'November 24, 2026 at 9:00 AM CST', changes: [] });
  expect(letter.subject).toMatch(/^EMBARGOED: Lane closed/);
  expect(letter.text.replaceAll('\n', ' ')).toMatch(
    /^EMBARGOED: Not for publication in any form before November 24, 2026 at 9:00 AM CST\./,
  );
});

it('a kill tells who had it to take it down, and repeats none of its words', async () => {
  const { letter, findings } = await composeRecall(aRelease(1), {
    ...contextOf(),
    banner: { kind: 'kill', text: 'A name must not be used.', changes: [] },
  });
  expect(findings).toEqual([]);
  expect(letter?.subject).toBe('KILL: Release 26-101');
  expect(letter?.inReplyTo).toBe('release/26-101');
  for (const form of [letter?.html ?? '', letter?.text.replaceAll('\n', ' ') ?? '']) {
    expect(form).toContain('A name must not be used.');
    expect(form).toContain('A kill is mandatory: do not use it.');
    expect(form).toContain('/releases/2026-11-13-story-1.html');
    expect(form).not.toContain('Link Avenue');
    expect(form).not.toContain('noon');
  }
});

it('a corrected issue is labelled like a release', async () => {
  const item = shelvedIssue(anIssue(24), []);
  const { letter } = await composeDigest(item, await item.forms(), { ...contextOf(), banner });
  expect(letter?.subject).toMatch(/^CORRECTION: /);
  expect(letter?.text).toMatch(/^CORRECTION: The street was <wrong>\./);
});
