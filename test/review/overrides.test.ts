import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blocks, type Finding } from '../../src/model/finding.ts';
import type { Publication } from '../../src/model/publication.ts';
import { reviewSource } from '../../src/review/review.ts';
import { testNewsroom } from '../support/newsroom.ts';
import { sourceTools } from './folder.ts';
import { aSource, SOUND } from './source.ts';

const newsroom = testNewsroom();
const PHONE = '(314) 555-0188';

function override(words: string, rule = 'P05'): Record<string, string> {
  return {
    rule,
    words,
    reason: 'The sergeant takes calls until Friday.',
    basis: 'RSMo 610.100.5',
    by: 'Lt. A. Example',
  };
}

function review(body: string, overrides: unknown[]): { findings: Finding[]; publication?: Publication } {
  return reviewSource(aSource({ ...SOUND, overrides }, { body }), newsroom, sourceTools);
}

const brief = (findings: readonly Finding[]): string[] =>
  findings.map(
    (finding) => `${finding.rule} ${blocks(finding) ? 'blocks' : finding.overridden ? 'overridden' : 'open'}`,
  );

describe('an override', () => {
  test('lets its words stand, and the finding stays visible with who decided and why', () => {
    const { findings, publication } = review(`Call ${PHONE}.\n`, [override(PHONE)]);
    expect(brief(findings)).toEqual(['P05 overridden']);
    expect(findings[0]).toMatchObject({
      severity: 'error',
      words: PHONE,
      overridden: { by: 'Lt. A. Example', basis: 'RSMo 610.100.5' },
    });
    expect(publication?.overrides).toMatchObject([
      { rule: 'P05', words: PHONE, state: 'applied', severity: 'error' },
    ]);
  });

  test('is for its words alone', () => {
    const { findings } = review(`Call ${PHONE} or (314) 555-0189.\n`, [override(PHONE)]);
    expect(brief(findings)).toEqual(['P05 overridden', 'P05 blocks']);
  });

  test('is for its rule alone, or for the family of rules that it names', () => {
    const body = 'Crews trim trees.\n\nANYONE WHO PARKS HERE IS ASKED TO MOVE THE CAR AT ONCE.\n';
    const words = 'ANYONE WHO PARKS HERE IS ASKED TO MOVE THE CAR AT ONCE.';
    expect(brief(review(body, [override(words, 'S02')]).findings)).toEqual(['S02/capitals overridden']);
    expect(brief(review(body, [override(words, 'S02/capitals')]).findings)).toEqual([
      'S02/capitals overridden',
    ]);
    expect(brief(review(body, [override(words, 'S02/jargon')]).findings)).toContain('S02/capitals open');
  });

  test('holds across a soft line break, other quotes and other blanks', () => {
    expect(brief(review('Call (314)\n555‑0188.\n', [override(PHONE)]).findings)).toEqual(['P05 overridden']);
  });

  test('that nothing needs any more is told, and listed as lapsed', () => {
    const { findings, publication } = review('Nobody to call.\n', [override(PHONE)]);
    expect(brief(findings)).toEqual(['override/lapsed open']);
    expect(publication?.overrides).toMatchObject([{ state: 'lapsed' }]);
  });

  test('lapses when any character of the words changes', () => {
    fc.assert(
      fc.property(fc.nat(PHONE.length - 1), fc.constantFrom(...Array.from('0123456789')), (at, digit) => {
        const changed = PHONE.slice(0, at) + digit + PHONE.slice(at + 1);
        fc.pre(/\d/.test(PHONE[at] ?? '') && changed !== PHONE && /^\([2-9]\d\d\) [2-9]/.test(changed));
        const { findings } = review(`Call ${changed}.\n`, [override(PHONE)]);
        expect(brief(findings)).toEqual(['override/lapsed open', 'P05 blocks']);
      }),
    );
  });

  test('needs a reason, a basis and a name', () => {
    const { findings } = review(`Call ${PHONE}.\n`, [{ rule: 'P05', words: PHONE }]);
    expect(findings.filter(blocks).map(({ rule }) => rule)).toContain('front-matter/missing-key');
    expect(findings.map(({ what }) => what).join()).toContain('"reason"');
  });

  test('cannot be written for what is no check of the trade', () => {
    const { findings } = review('Text.\n', [override('Text', 'link/dead')]);
    expect(findings.map(({ rule }) => rule)).toContain('front-matter/form');
  });
});
