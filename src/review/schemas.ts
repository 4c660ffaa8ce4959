import { z } from 'zod';
import { IssueFrontMatter } from '../model/issue.ts';
import type { Newsroom } from '../model/newsroom.ts';
import { ReleaseFrontMatter } from '../model/release.ts';
import type { KeyPath } from '../model/source.ts';

type JsonSchema = Record<string, unknown>;

const DAY = '\\d{4}-\\d{2}-\\d{2}';
const WALL = `${DAY}([ T]\\d{2}:\\d{2})?`;

/** A place (America/Chicago), letters (CST) or an offset (-06:00), as `embargoIn` reads it. */
const ZONE = '( *(Z|[+-]\\d{2}:\\d{2})| +[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*)';

/**
 * JSON Schemas (draft 7) of both kinds of front matter, from the schemas that check them. The newsroom's own kinds,
 * areas, units and contacts are filled in, so that an editor completes them.
 */
export function frontMatterSchemas(newsroom: Newsroom): { release: JsonSchema; issue: JsonSchema } {
  const kinds = Object.keys(newsroom.kinds);
  return {
    release: schemaOf(ReleaseFrontMatter, 'Front matter of a press release', [
      [['kind'], { enum: kinds }],
      [['areas', 'items'], { enum: Object.keys(newsroom.areas) }],
      [['unit'], { enum: Object.keys(newsroom.units) }],
      [['contact'], { enum: Object.keys(newsroom.contacts) }],
      [['audience', 'items'], { enum: ['subscribers', 'embargo', 'none'] }],
      [['release'], { pattern: `^(immediate|${DAY}[ T]\\d{2}:\\d{2}${ZONE})$` }],
      [['date'], { pattern: `^${WALL}$` }],
      [['expires'], { pattern: `^${WALL}$` }],
      [['resolved', 'properties', 'date'], { pattern: `^${WALL}$` }],
    ]),
    issue: schemaOf(IssueFrontMatter, `Front matter of an issue of the ${newsroom.digest.name}`, [
      [['sections', 'items'], { enum: kinds }],
      [['date'], { pattern: `^${DAY}$` }],
    ]),
  };
}

function schemaOf(schema: z.ZodType, title: string, additions: readonly [KeyPath, JsonSchema][]): JsonSchema {
  const json = z.toJSONSchema(schema, { io: 'input', target: 'draft-7' }) as JsonSchema;
  for (const [path, addition] of additions) {
    let here: unknown = json['properties'];
    for (const part of path) here = isObject(here) ? here[part] : undefined;
    if (isObject(here)) Object.assign(here, addition);
  }
  return { ...json, title };
}

function isObject(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null;
}
