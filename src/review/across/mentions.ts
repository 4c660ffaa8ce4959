import type { Publication } from '../../model/publication.ts';
import type { Release } from '../../model/release.ts';
import type { KeyPath } from '../../model/source.ts';
import { nameOf, type AcrossMark, type AcrossRule, type Room } from './across.ts';

const UNKNOWN_WHY = 'It would point readers to a release that is not there.';

/** Numbers by which one publication names a release. */
export const mentionRules: readonly AcrossRule[] = [
  unknown('updates/unknown', 'updates', 'An update to a release that does not exist'),
  unknown('lead/unknown', 'lead', 'A lead that does not exist'),
  unknown('omit/unknown', 'omit', 'A release left out that does not exist'),
  unknown('covers/unknown', 'covers', 'A release covered that does not exist'),
  {
    id: 'mention/early',
    severity: 'error',
    about: 'A link to, or the number of, a release that is not out by then: a draft or one under embargo',
    source: 'house rule: nothing early',
    why: 'It would tell of the release before its minute, and lead readers to a page that is not there.',
    check: early,
  },
];

type Key = 'updates' | 'lead' | 'omit' | 'covers';
type Mention = { key: Key; path: KeyPath; number: string };

/** Every release that a publication names by its number. What is withdrawn names nothing any more. */
function mentionsOf(publication: Publication): Mention[] {
  if (publication.status === 'withdrawn') return [];
  if (publication.type === 'release') {
    return publication.updates === undefined
      ? []
      : [{ key: 'updates', path: ['updates'], number: publication.updates }];
  }
  const { lead, omit, covers } = publication;
  return [
    ...(lead === undefined ? [] : [{ key: 'lead' as const, path: ['lead'], number: lead }]),
    ...omit.map(({ number }, index) => ({ key: 'omit' as const, path: ['omit', index, 'number'], number })),
    ...(covers ?? []).map((number, index) => ({ key: 'covers' as const, path: ['covers', index], number })),
  ];
}

function unknown(id: string, key: Key, about: string): AcrossRule {
  return {
    id,
    severity: 'error',
    about,
    source: 'house rule',
    why: UNKNOWN_WHY,
    *check(room) {
      for (const publication of room.publications) {
        for (const mention of mentionsOf(publication)) {
          if (mention.key !== key || room.byNumber.has(mention.number)) continue;
          const guess = guessOf(mention.number, publication, room);
          const hint = guess ? `Did you mean ${guess}? ` : '';
          yield {
            file: publication.path,
            at: room.tools.locate(publication.path, mention.path, 'value'),
            what: `There is no release ${mention.number}`,
            fix: `${hint}Mend the number, or remove it. If that release’s file has findings of its own, mend those first.`,
          };
        }
      }
    },
  };
}

function guessOf(number: string, from: Publication, room: Room): string | undefined {
  const own = from.type === 'release' ? from.number : '';
  return room.guess(number, () => [...room.byNumber.keys()].filter((known) => known !== own));
}

/** Whether a publication is out, to the best of what is known, whenever `from` is read. */
function isOutWith(target: Publication, from: Publication, at: number): boolean {
  return (
    target.status === 'withdrawn' ||
    (target.status === 'ready' && target.publicAt <= Math.max(at, from.publicAt))
  );
}

/** A draft may name what it likes: it is checked when it is ready. */
function* early(room: Room): Generator<AcrossMark> {
  const { locate, at } = room.tools;
  for (const publication of room.publications) {
    if (publication.status !== 'ready') continue;
    for (const { key, path, number } of mentionsOf(publication)) {
      const target = room.byNumber.get(number);
      if (!target || isOutWith(target, publication, at) || isLaterUpdate(key, target)) continue;
      yield {
        file: publication.path,
        at: locate(publication.path, path, 'value'),
        ...tellTale(target, publication),
      };
    }
    for (const { target: path, line, column, length } of publication.references) {
      const target = room.byPath.get(path) ?? room.byPath.get(path.replace(/\.html$/, '.md'));
      if (!target || isOutWith(target, publication, at)) continue;
      yield { file: publication.path, at: { line, column, length }, ...tellTale(target, publication) };
    }
  }
}

/** An update to something later has a rule of its own. */
function isLaterUpdate(key: Key, target: Release): boolean {
  return key === 'updates' && target.status === 'ready';
}

function tellTale(target: Publication, from: Publication): { what: string; fix: string } {
  const name = nameOf(target);
  const state = target.status === 'draft' ? 'a draft' : 'still to come';
  return {
    what: `${name.charAt(0).toUpperCase()}${name.slice(1)} is ${state} when ${nameOf(from)} goes out`,
    fix: `Take it out until ${name} is out, or let ${nameOf(from)} wait for it.`,
  };
}
