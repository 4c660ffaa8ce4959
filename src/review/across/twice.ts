import type { Publication } from '../../model/publication.ts';
import { comesBefore, elsewhere, type AcrossMark, type AcrossRule, type Room } from './across.ts';

const MOST_RELATED = 3;

/** Numbers and names that two files claim. */
export const twiceRules: readonly AcrossRule[] = [
  {
    id: 'number/repeated',
    severity: 'error',
    about: 'A serial number that two releases bear',
    source: 'newsroom practice',
    why: 'A number names one release for ever: in updates, in the Digest, in every newsroom’s archive.',
    check: (room) =>
      claims(
        room,
        room.releases,
        ({ number }) => plainNumber(number),
        'number',
        (number, other) => ({
          what: `Number ${number} is also that of ${other}`,
          fix: 'Give the newer one the next free number.',
        }),
      ),
  },
  {
    id: 'issue/repeated',
    severity: 'error',
    about: 'An issue number that two issues bear',
    source: 'house rule',
    why: 'Issues are counted; subscribers and archives know an issue by its number.',
    check: (room) =>
      claims(
        room,
        room.issues,
        ({ issue }) => String(issue),
        'issue',
        (issue, other) => ({
          what: `Issue ${issue} is also in ${other}`,
          fix: 'Give the newer one the next number.',
        }),
      ),
  },
  {
    id: 'slug/repeated',
    severity: 'error',
    about: 'A file name that differs from an earlier release’s in its date only',
    source: 'house rule',
    why: 'Two pages under one name are taken for the same release.',
    check: slugs,
  },
];

/** `26-007` and `26-7` are the same number to everybody who reads them. */
function plainNumber(number: string): string {
  return number.replace(/-0+(?=\d)/, '-');
}

/**
 * Marks every file that may not keep what several claim, so that none of them can take the place of another. A draft
 * never stops what is ready, and nothing stops the notice of a withdrawn one.
 */
function* claims<P extends Publication>(
  room: Room,
  publications: readonly P[],
  keyOf: (publication: P) => string,
  key: string,
  say: (claim: string, other: string) => { what: string; fix: string },
): Generator<AcrossMark> {
  for (const [claim, group] of grouped(publications, keyOf)) {
    if (group.length === 1) continue;
    const ready = group.some(({ status }) => status === 'ready');
    const settled = group.filter(({ status }) => status !== 'draft').length === 1;
    for (const publication of group) {
      if (publication.status !== 'draft' && settled) continue;
      if (publication.status === 'withdrawn' && ready) continue;
      const others = group.filter((other) => other !== publication).slice(0, MOST_RELATED);
      yield {
        file: publication.path,
        at: room.tools.locate(publication.path, [key], 'value'),
        ...say(claim, others[0]?.path ?? ''),
        related: others.map((other) => elsewhere(room, other, key, `also ${claim}`)),
      };
    }
  }
}

function* slugs(room: Room): Generator<AcrossMark> {
  for (const [slug, group] of grouped(room.releases, (release) => release.slug)) {
    if (group.length === 1) continue;
    const [first, ...later] = group.toSorted((a, b) => (comesBefore(a, b) ? -1 : 1));
    for (const release of later) {
      if (!first || release.status === 'withdrawn') continue;
      yield {
        file: release.path,
        at: room.tools.locate(release.path, [], 'key'),
        what: `The name "${slug}" is already that of ${first.path}`,
        fix: 'Rename the file with a word that tells the two apart: the street, the town, or "update".',
        related: [{ file: first.path, ...room.tools.locate(first.path, [], 'key'), what: 'the same name' }],
      };
    }
  }
}

function grouped<P>(items: readonly P[], keyOf: (item: P) => string): Map<string, P[]> {
  const groups = new Map<string, P[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
