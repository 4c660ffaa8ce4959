import { z } from 'zod';
import type { KeyPath } from './source.ts';

/** The keys that a schema knows at a path; empty where it has no fixed keys (a text, a list, a table by id). */
export function keysAt(schema: z.ZodType, path: KeyPath): string[] {
  const found = strip(walk(schema, path));
  return found instanceof z.ZodObject ? Object.keys(found.shape) : [];
}

/** The description (`.meta({ description })`) of the value at a path, or of the key itself where ids are free. */
export function describeAt(schema: z.ZodType, path: KeyPath, what: 'key' | 'value'): string | undefined {
  if (what === 'key') {
    const parent = strip(walk(schema, path.slice(0, -1)));
    return parent instanceof z.ZodRecord ? describe(asSchema(parent.keyType)) : undefined;
  }
  return describe(walk(schema, path));
}

function walk(schema: z.ZodType, path: KeyPath): z.ZodType | undefined {
  let here: z.ZodType | undefined = schema;
  for (const part of path) here = step(strip(here), part);
  return here;
}

function step(schema: z.ZodType | undefined, part: string | number): z.ZodType | undefined {
  if (schema instanceof z.ZodObject)
    return Object.hasOwn(schema.shape, part) ? asSchema(schema.shape[part]) : undefined;
  if (schema instanceof z.ZodArray) return asSchema(schema.element);
  return schema instanceof z.ZodRecord ? asSchema(schema.valueType) : undefined;
}

function asSchema(value: unknown): z.ZodType | undefined {
  return value instanceof z.ZodType ? value : undefined;
}

function inner(schema: z.ZodType): z.ZodType | undefined {
  const wrapped =
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault;
  return wrapped ? asSchema(schema.unwrap()) : undefined;
}

function strip(schema: z.ZodType | undefined): z.ZodType | undefined {
  let here = schema;
  for (let next = here; next; next = inner(next)) here = next;
  return here;
}

function describe(schema: z.ZodType | undefined): string | undefined {
  for (let here = schema; here; here = inner(here))
    if (here.description !== undefined) return here.description;
  return undefined;
}
