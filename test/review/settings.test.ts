import { describe, expect, test } from 'vitest';
import { CATALOGUE, reviewSource } from '../../src/review/review.ts';
import { RULE_IDS } from '../../src/model/rules.ts';
import { testNewsroom } from '../support/newsroom.ts';
import { sourceTools } from './folder.ts';
import { aSource, SOUND } from './source.ts';

type Rules = { checks?: Record<string, unknown>; own?: Record<string, unknown>[] };

function found(body: string, rules: Rules, kind = 'traffic'): string[] {
  const newsroom = testNewsroom((raw) => Object.assign(raw, { rules }));
  const { findings } = reviewSource(aSource({ ...SOUND, kind }, { body }), newsroom, sourceTools);
  return findings.map(({ rule, severity, words }) => `${rule} ${severity} ${words ?? ''}`);
}

const OWN = {
  id: 'X01',
  words: ['heinous', 'senseless act'],
  why: 'A release reports; it does not judge.',
  fix: 'Leave the word out.',
};

describe('newsdesk.yaml sets a check', () => {
  test('to another severity, or off', () => {
    const body = 'Crews exited the vehicle.\n';
    expect(found(body, {})).toEqual(['S02/jargon warning exited the vehicle']);
    expect(found(body, { checks: { 'S02/jargon': { severity: 'error' } } })).toEqual([
      'S02/jargon error exited the vehicle',
    ]);
    expect(found(body, { checks: { 'S02/jargon': { severity: 'off' } } })).toEqual([]);
  });

  test('for a whole family, whose rules may differ', () => {
    const body = 'Crews exited the vehicle.\n';
    expect(found(body, { checks: { S02: { severity: 'off' } } })).toEqual([]);
    expect(
      found(body, { checks: { S02: { severity: 'off' }, 'S02/jargon': { severity: 'warning' } } }),
    ).toHaveLength(1);
  });

  test('to find further words and patterns', () => {
    const checks = { P11: { words: ['bled out'], patterns: ['in \\w+ pain'] } };
    expect(found('He bled\nout in great pain.\n', { checks })).toEqual([
      'P11 warning bled out',
      'P11 warning in great pain',
    ]);
  });

  test('to let words stand', () => {
    const body = 'Call 1-800-799-7233 or write to help@example.org.\n';
    expect(found(body, {})).toHaveLength(2);
    expect(found(body, { checks: { P05: { allow: ['(800) 799-7233', 'help@example.org'] } } })).toEqual([]);
    expect(
      found('He proceeded to wait.\n', { checks: { 'S02/jargon': { allow: ['Proceeded to'] } } }),
    ).toEqual([]);
  });

  test('to another grade', () => {
    const body = 'The office of the county clerk publishes the agenda of the council every Friday. '.repeat(
      6,
    );
    expect(found(body, { checks: { 'S02/grade': { grade: 5 } } }).join()).toContain('S02/grade');
    expect(found(body, {})).toEqual([]);
  });

  test('by ids that all exist', () => {
    const known = new Set(CATALOGUE.flatMap(({ id }) => [id, id.split('/')[0] ?? id]));
    expect(RULE_IDS.filter((id) => !known.has(id))).toEqual([]);
    const trade = CATALOGUE.map(({ id }) => id).filter((id) => /^(?:[PFSCAL]\d\d|people)/.test(id));
    expect(trade.filter((id) => !RULE_IDS.some((known) => known === id))).toEqual([]);
  });
});

describe('a rule of the newsroom’s own', () => {
  test('finds its words whole, in any case, across lines and marks', () => {
    expect(found('A **senseless\nact**, HEINOUS; not heinousness.\n', { own: [OWN] })).toEqual([
      'X01 warning senseless act',
      'X01 warning HEINOUS',
    ]);
  });

  test('finds its pattern, with its own severity', () => {
    const own = [{ ...OWN, words: undefined, pattern: '\\bunit [0-9]+\\b', severity: 'error' }];
    expect(found('It was unit 12.\n', { own })).toEqual(['X01 error unit 12']);
  });

  test('looks only at the kinds that it names', () => {
    const own = [{ ...OWN, kinds: ['event'] }];
    expect(found('A heinous act.\n', { own })).toEqual([]);
    expect(found('A heinous act.\n', { own }, 'event')).toHaveLength(1);
  });
});
