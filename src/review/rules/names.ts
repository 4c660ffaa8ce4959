import { NOTHING, type Context, type Mark, type Rule } from '../rule.ts';
import { choose, quote } from '../words.ts';

const WHY_NAMES = 'The page, the lists and the topics that it belongs to are found by this word.';

/** Words of the front matter that must be among those of newsdesk.yaml. */
export const nameRules: readonly Rule[] = [
  named('kind/unknown', 'kind', 'kinds', 'A kind of release that newsdesk.yaml does not have'),
  named('unit/unknown', 'unit', 'units', 'A unit that newsdesk.yaml does not have'),
  named('contact/unknown', 'contact', 'contacts', 'A contact that newsdesk.yaml does not have'),
  {
    id: 'area/unknown',
    severity: 'error',
    about: 'An area that newsdesk.yaml does not have',
    source: 'newsdesk.yaml',
    why: WHY_NAMES,
    check: ({ front, newsroom, locate }) =>
      front.type === 'release' && front.areas
        ? unknown(front.areas, 'areas', newsroom.areas, 'areas', locate)
        : NOTHING,
  },
  {
    id: 'section/unknown',
    severity: 'error',
    about: 'A section of an issue that is no kind of newsdesk.yaml',
    source: 'newsdesk.yaml',
    why: 'Sections are made of the kinds of release; a section by another name would stay empty.',
    check: ({ front, newsroom, locate }) =>
      front.type === 'issue' && front.sections
        ? unknown(front.sections, 'sections', newsroom.kinds, 'kinds', locate)
        : NOTHING,
  },
  {
    id: 'audience/unknown',
    severity: 'error',
    about: 'An audience other than [subscribers] or [none]',
    source: 'house rule',
    why: 'It decides who gets the release by mail, and mail cannot be recalled.',
    check: checkAudience,
  },
  {
    id: 'L01',
    severity: 'error',
    about: 'A release about an area whose contract does not let the county publish',
    source: 'contracts with partner agencies',
    why: 'The contract leaves publishing to that agency.',
    check: checkPermission,
  },
];

function named(
  id: string,
  key: 'kind' | 'unit' | 'contact',
  table: 'kinds' | 'units' | 'contacts',
  about: string,
): Rule {
  return {
    id,
    severity: 'error',
    about,
    source: 'newsdesk.yaml',
    why: WHY_NAMES,
    check: ({ front, newsroom, locate }) => {
      if (front.type !== 'release' || (key !== 'kind' && front.status === 'withdrawn')) return NOTHING;
      const word = front[key];
      if (word === undefined || Object.hasOwn(newsroom[table], word)) return NOTHING;
      return [
        {
          at: locate([key], 'value'),
          what: `"${key}" is ${quote(word)}, which is not among the ${table} of newsdesk.yaml`,
          fix: choose(word, Object.keys(newsroom[table])),
        },
      ];
    },
  };
}

function unknown(
  words: readonly string[],
  key: string,
  known: object,
  table: string,
  locate: Context['locate'],
): readonly Mark[] {
  if (words.every((word) => Object.hasOwn(known, word))) return NOTHING;
  return words.flatMap((word, index) =>
    Object.hasOwn(known, word)
      ? []
      : {
          at: locate([key, index], 'value'),
          what: `${quote(word)} in "${key}" is not among the ${table} of newsdesk.yaml`,
          fix: choose(word, Object.keys(known)),
        },
  );
}

const AUDIENCES = ['subscribers', 'embargo', 'none'];

function checkAudience({ front, locate }: Context): readonly Mark[] {
  if (front.type !== 'release' || front.audience === undefined || front.status === 'withdrawn')
    return NOTHING;
  const { audience } = front;
  const isKnown = audience.every((word) => AUDIENCES.includes(word));
  if (isKnown && (audience.length === 1 || (audience.length === 2 && !audience.includes('none'))))
    return NOTHING;
  const wrong = audience.flatMap((word, index) =>
    AUDIENCES.includes(word)
      ? []
      : {
          at: locate(['audience', index], 'value'),
          what: `${quote(word)} in "audience" is no audience`,
          fix: choose(word, AUDIENCES),
        },
  );
  if (wrong.length > 0) return wrong;
  const what = audience.length === 0 ? '"audience" is an empty list' : '"audience" says "none" and somebody';
  const fix =
    'Write [subscribers] to mail it to those who asked for it, [embargo, subscribers] for an advance copy to those who keep embargoes, or [none].';
  return [{ at: locate(['audience'], 'value'), what, fix }];
}

function checkPermission({ front, newsroom, locate }: Context): readonly Mark[] {
  if (front.type !== 'release' || front.status === 'withdrawn' || !front.areas) return NOTHING;
  const marks: Mark[] = [];
  for (const [index, id] of front.areas.entries()) {
    const area = Object.hasOwn(newsroom.areas, id) ? newsroom.areas[id] : undefined;
    if (!area || area.mayRelease) continue;
    marks.push({
      at: locate(['areas', index], 'value'),
      what: `The contract with ${area.agency} does not let this desk publish what happened in ${area.name}`,
      fix: `Leave it to ${area.agency}, or take the area out if the release does not concern it. If the contract says otherwise, mend "mayRelease" of ${quote(id)} in newsdesk.yaml.`,
    });
  }
  return marks;
}
