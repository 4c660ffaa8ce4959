import { describe, expect, it } from 'vitest';
import type { WithdrawnRelease } from '../../src/model/shelf.ts';
import { fragmentsOutlet } from '../../src/outlets/fragments/fragments.ts';
import { webOutlet } from '../../src/outlets/web/web.ts';
import { aRelease, aShelf, shelved } from '../support/shelf.ts';
import { written } from './contract.ts';

function taken(killed: boolean): WithdrawnRelease {
  const { number, kind, areas, path, publicAt } = aRelease(1);
  const address = `/${path.replace(/\.md$/, '.html')}`;
  return {
    state: 'withdrawn',
    verb: killed ? 'kill' : 'withdrawn',
    edition: `release/${number}@2`,
    digest: 'withdrawn',
    number,
    address,
    kind,
    areas,
    publicAt,
    modifiedAt: publicAt,
  };
}

describe.each([
  ['web', webOutlet, 2],
  ['fragments', fragmentsOutlet, 3],
])('a killed release in the outlet %s', (_, outlet, count) => {
  it('leaves a mark for each of its addresses, and only for those', async () => {
    const other = shelved(aRelease(2));
    const files = await written(outlet, aShelf([taken(true), other]));
    const own = files.map(({ path }) => path).filter((path) => /^[^g].*story-1/.test(path));
    const marks = files.filter(({ path }) => path.startsWith('gone/'));
    expect(own).toHaveLength(count);
    expect(marks.map(({ path }) => path.slice('gone/'.length)).toSorted()).toEqual(own.toSorted());
    expect(marks.every(({ text }) => text.includes('410'))).toBe(true);
  });

  it('has its notice where a withdrawn one has it, whose addresses are not marked', async () => {
    const killed = await written(outlet, aShelf([taken(true)]));
    const withdrawn = await written(outlet, aShelf([taken(false)]));
    const paths = (files: typeof killed) => files.map(({ path }) => path);
    expect(paths(killed).filter((path) => !path.startsWith('gone/'))).toEqual(paths(withdrawn));
    expect(withdrawn.some(({ path }) => path.startsWith('gone/'))).toBe(false);
  });
});
