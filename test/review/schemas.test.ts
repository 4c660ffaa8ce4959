import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { IssueFrontMatter } from '../../src/model/issue.ts';
import { ReleaseFrontMatter } from '../../src/model/release.ts';
import { frontMatterSchemas } from '../../src/review/review.ts';
import { testNewsroom } from '../support/newsroom.ts';

const schemas = frontMatterSchemas(testNewsroom());
const Keys = z.record(z.string(), z.record(z.string(), z.unknown()));
const keysOf = (schema: Record<string, unknown>): z.infer<typeof Keys> => Keys.parse(schema['properties']);

describe('the JSON Schemas for editors', () => {
  test('are draft 7, which editors read', () => {
    for (const schema of Object.values(schemas))
      expect(schema['$schema']).toBe('http://json-schema.org/draft-07/schema#');
  });

  test('know the same keys as the check, and no others are allowed', () => {
    expect(Object.keys(keysOf(schemas.release))).toEqual(Object.keys(ReleaseFrontMatter.shape));
    expect(Object.keys(keysOf(schemas.issue))).toEqual(Object.keys(IssueFrontMatter.shape));
    expect(schemas.release['additionalProperties']).toBe(false);
    expect(schemas.issue['additionalProperties']).toBe(false);
  });

  test('complete the newsroom’s own kinds, areas, units and contacts', () => {
    const { kind, areas, unit, contact, audience } = keysOf(schemas.release);
    expect(kind?.['enum']).toEqual(['missing', 'traffic', 'arrest', 'event']);
    expect(areas?.['items']).toMatchObject({ enum: ['affton', 'jennings', 'closed'] });
    expect(unit?.['enum']).toEqual(['persons', 'traffic']);
    expect(contact?.['enum']).toEqual(['media']);
    expect(audience?.['items']).toMatchObject({ enum: ['subscribers', 'embargo', 'none'] });
    expect(keysOf(schemas.issue)['sections']?.['items']).toMatchObject({ enum: kind?.['enum'] });
  });

  test('take times in the form that the check takes', () => {
    const pattern = new RegExp(String(keysOf(schemas.release)['release']?.['pattern']), 'u');
    const zoned = ['America/Chicago', 'America/Argentina/Buenos_Aires', 'CST', '-06:00'];
    const good = ['immediate', '2026-11-24T09:00Z', ...zoned.map((zone) => `2026-11-24 09:00 ${zone}`)];
    expect(good.filter((text) => !pattern.test(text))).toEqual([]);
    const bad = ['Immediate', '2026-11-24', '2026-11-24 CST', '2026-11-24 09:00', 'soon'];
    expect(bad.filter((text) => pattern.test(text))).toEqual([]);
  });

  test('describe what to write', () => {
    expect(keysOf(schemas.release)['release']?.['description']).toContain('embargo');
  });
});
