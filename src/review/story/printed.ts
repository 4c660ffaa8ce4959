import type { PrintedName } from '../../model/release.ts';
import type { Context } from '../rule.ts';
import { bareName } from './names.ts';

/** At most so many names are kept of a release: they are compared across files. */
const MOST = 50;

/** Full names that a release prints, each once: those of "people", then those that the text leaves no doubt about. */
export function printedNames({ front, story, prose, locate }: Context): PrintedName[] {
  if (front.type !== 'release' || front.report === undefined) return [];
  const names = new Map<string, PrintedName>();
  for (const [index, { name, age }] of story.people.entries()) {
    if (name === undefined) continue;
    const spot = locate(['people', index, 'name'], 'value');
    names.set(bareName(name), { name, ...(age !== undefined && { age }), ...spot });
  }
  for (const { name, age, start, end } of story.names) {
    if (!name.includes(' ') || names.has(bareName(name))) continue;
    names.set(bareName(name), { name, ...(age !== undefined && { age }), ...prose.at(start, end) });
  }
  return [...names.values()].slice(0, MOST);
}
