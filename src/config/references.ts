import { nearest } from '../model/nearest.ts';
import { nameOf } from '../model/remark.ts';
import type { KeyPath } from '../model/source.ts';
import { error, idsAt, isTable, textAt, valueAt, type Remark } from './remarks.ts';
import { isLanguage } from './world.ts';

/** What one part of newsdesk.yaml says of another, and what is there but says nothing. */
export function references(data: unknown): Remark[] {
  return [...names(data), ...contacts(data), ...boilerplate(data), ...kinds(data), ...emptyTexts(data, [])];
}

/** Names that must stand in another table of the file. */
function names(data: unknown): Remark[] {
  const remarks = named(data, ['newsroom', 'contact'], 'contacts');
  for (const kind of idsAt(data, ['kinds'])) {
    const texts = valueAt(data, ['kinds', kind, 'boilerplate']);
    if (!Array.isArray(texts)) continue;
    for (const index of texts.keys())
      remarks.push(...named(data, ['kinds', kind, 'boilerplate', index], 'boilerplate'));
  }
  return remarks;
}

function named(data: unknown, path: KeyPath, table: string): Remark[] {
  const id = textAt(data, path);
  const known = idsAt(data, [table]);
  if (!id || known.includes(id) || !isTable(valueAt(data, [table]))) return [];
  const guess = nearest(id, known);
  const fix = guess
    ? `Did you mean "${guess}"?`
    : `Add it to "${table}:", or use one of: ${known.join(', ')}.`;
  return [
    error(
      'reference',
      path,
      `There is no "${id}" below "${table}:"`,
      'What it names is printed with releases.',
      fix,
    ),
  ];
}

function contacts(data: unknown): Remark[] {
  return idsAt(data, ['contacts'])
    .filter((id) => isTable(valueAt(data, ['contacts', id])))
    .filter((id) => !['phone', 'email'].some((key) => valueAt(data, ['contacts', id, key]) !== undefined))
    .map((id) =>
      error(
        'contact',
        ['contacts', id],
        `The contact "${id}" has neither a phone number nor an e-mail address`,
        'A reader who is sent to it cannot reach anybody.',
        'Add "phone:" or "email:".',
        'key',
      ),
    );
}

/** A text without a translation is printed in the newsroom's language, so that one must be there. */
function boilerplate(data: unknown): Remark[] {
  const own = textAt(data, ['newsroom', 'language']);
  if (!own || !isLanguage(own)) return [];
  return idsAt(data, ['boilerplate'])
    .filter(
      (id) => isTable(valueAt(data, ['boilerplate', id])) && !idsAt(data, ['boilerplate', id]).includes(own),
    )
    .map((id) =>
      error(
        'boilerplate',
        ['boilerplate', id],
        `The text "${id}" is missing in the newsroom's language, ${own}`,
        'It is printed with every release that has no translation of it.',
        `Add "${own}:" with the text.`,
        'key',
      ),
    );
}

function kinds(data: unknown): Remark[] {
  const table = valueAt(data, ['kinds']);
  if (!isTable(table) || Object.keys(table).length > 0) return [];
  const fix = 'Add at least one below "kinds:".';
  return [error('kinds', ['kinds'], 'There is no kind of release', 'Every release has a kind.', fix, 'key')];
}

function emptyTexts(value: unknown, path: KeyPath): Remark[] {
  if (typeof value === 'string' && value.trim() === '') {
    const why = 'It would leave a hole wherever it is printed.';
    return [
      error(
        'empty',
        path,
        `${nameOf(path)} is empty`,
        why,
        'Write it, or remove the line if it may be left out.',
        'key',
      ),
    ];
  }
  if (Array.isArray(value)) return value.flatMap((one, index) => emptyTexts(one, [...path, index]));
  return isTable(value) ? Object.entries(value).flatMap(([key, one]) => emptyTexts(one, [...path, key])) : [];
}
