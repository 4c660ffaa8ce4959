import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { boilerplateFor } from '../../src/model/boilerplate.ts';
import { contactFor, telephoneAddress } from '../../src/model/contact.ts';
import { printDateline, printDay } from '../../src/model/dateline.ts';
import { direction } from '../../src/model/language.ts';
import { stampIn } from '../../src/model/when.ts';
import { testNewsroom } from '../support/newsroom.ts';

const newsroom = testNewsroom();

describe('a dateline', () => {
  test('shortens months as the AP stylebook does', () => {
    expect(printDay('2026-11-20', 'en')).toBe('Nov. 20, 2026');
    expect(printDay('2026-05-02', 'en')).toBe('May 2, 2026');
    expect(printDay('2026-09-30', 'en')).toBe('Sept. 30, 2026');
  });

  test('is written in the language of the release', () => {
    const release = { dateline: 'MEHLVILLE, Mo.', date: '2026-11-13', language: 'es' };
    expect(printDateline(release)).toBe('MEHLVILLE, Mo. (13 de noviembre de 2026) — ');
  });
});

describe('standing texts', () => {
  test('come in the language of the release where there is a translation', () => {
    expect(boilerplateFor(newsroom, ['arrest'], 'es')[0]?.text).toContain('inocente');
  });

  test('fall back to the newsroom’s language and say so', () => {
    const [text] = boilerplateFor(newsroom, ['arrest'], 'bs');
    expect(text).toMatchObject({ language: 'en' });
    expect(text?.text).toContain('presumed innocent');
  });

  test('are given once however many kinds carry them', () => {
    expect(boilerplateFor(newsroom, ['arrest', 'arrest', 'traffic'], 'en')).toHaveLength(1);
  });
});

describe('a contact', () => {
  test('is the release’s own, else the newsroom’s', () => {
    expect(contactFor(newsroom, undefined)?.phone).toBe('(314) 555-0100');
    expect(contactFor(newsroom, 'nobody')?.phone).toBe('(314) 555-0100');
  });

  test('can be dialled when the number is written with letters', () => {
    expect(telephoneAddress('1-866-371-TIPS')).toBe('tel:18663718477');
    expect(telephoneAddress('+1 (314) 555-0100')).toBe('tel:+13145550100');
  });
});

test('Arabic, Hebrew and Persian are written from right to left, English and Spanish are not', () => {
  expect(['ar', 'he-IL', 'fa', 'en', 'es-MX', 'zh-Hant'].map(direction)).toEqual([
    'rtl',
    'rtl',
    'rtl',
    'ltr',
    'ltr',
    'ltr',
  ]);
});

describe('a stamp', () => {
  test('carries the offset of its zone, summer and winter', () => {
    expect(stampIn(Date.UTC(2026, 10, 20, 16), 'America/Chicago')).toBe('2026-11-20T10:00:00-06:00');
    expect(stampIn(Date.UTC(2026, 6, 1, 16), 'America/Chicago')).toBe('2026-07-01T11:00:00-05:00');
    expect(stampIn(Date.UTC(2026, 6, 1, 16), 'Asia/Kolkata')).toBe('2026-07-01T21:30:00+05:30');
  });

  test('names the same instant in any zone, to the second', () => {
    const instants = fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2070, 0) });
    const zones = fc.constantFrom(
      'America/Chicago',
      'Asia/Kathmandu',
      'Pacific/Apia',
      'UTC',
      'America/St_Johns',
    );
    fc.assert(
      fc.property(instants, zones, (instant, zone) => {
        expect(Date.parse(stampIn(instant, zone))).toBe(Math.floor(instant / 1000) * 1000);
      }),
    );
  });
});
