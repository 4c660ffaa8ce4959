import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Newsroom } from '../../../src/model/newsroom.ts';
import { reviewSource } from '../../../src/review/review.ts';
import { testNewsroom } from '../../support/newsroom.ts';
import { sourceTools } from '../folder.ts';
import { aSource } from '../source.ts';

export type Case = {
  name: string;
  kind: string;
  expected: { family: string; words: string }[];
  front: Record<string, unknown>;
  body: string;
  /** Held back while the rules were written; `later`: written after them, and run once before anything was changed. */
  heldOut: 'first' | 'later' | undefined;
};

export type Outcome = { case: Case; hits: Hit[]; missed: Case['expected']; extra: Hit[] };
export type Hit = { family: string; rule: string; words: string };

const SENSITIVE: Record<string, string[]> = {
  sexcrime: ['sex-crime'],
  domestic: ['domestic'],
  stalking: ['stalking'],
  childabuse: ['child-abuse'],
};

/** The newsroom of the corpus: a kind for every flag, tips with the incidents, the accusation with the arrests. */
export function corpusNewsroom(): Newsroom {
  return testNewsroom((raw) => {
    const kinds: Record<string, unknown> = {};
    const incident =
      'appeal missing arrest homicide wanted force patrol sexcrime domestic stalking childabuse'.split(' ');
    for (const id of incident) {
      kinds[id] = {
        name: id,
        plural: id,
        incident: true,
        boilerplate:
          id === 'patrol' ? [] : id === 'appeal' || id === 'missing' ? ['tips'] : ['accusation', 'tips'],
        sensitive: SENSITIVE[id] ?? [],
        useOfForce: id === 'force',
        wanted: id === 'wanted',
      };
    }
    for (const id of ['traffic', 'event', 'notice', 'safety']) kinds[id] = { name: id, plural: id };
    Object.assign(raw, { kinds });
    Object.assign(raw['boilerplate'] ?? {}, {
      tips: { en: 'Anyone with information is asked to call (314) 555-0100.' },
    });
  });
}

export function readCases(folder: string): Case[] {
  const cases: Case[] = [];
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .toSorted()) {
    const text = readFileSync(`${folder}/${file}`, 'utf8');
    for (const [index, part] of text
      .split(/^## (?=[a-z0-9-]+ \| )/m)
      .slice(1)
      .entries())
      cases.push(
        readCase(
          part,
          /^(?:later|third|fourth)\.txt$/.test(file) ? 'later' : index % 3 === 2 ? 'first' : undefined,
        ),
      );
  }
  return cases;
}

function readCase(part: string, heldOut: Case['heldOut']): Case {
  const [head = '', ...lines] = part.split('\n');
  const [name = '', kind = ''] = head.split('|').map((word) => word.trim());
  const expected = lines.flatMap((line) => {
    const [, family, words] = /^! ([A-Za-z0-9]+): (.*)$/.exec(line) ?? [];
    return family === undefined || words === undefined ? [] : { family, words };
  });
  const yaml = lines.filter((line) => line.startsWith('+ ')).map((line) => line.slice(2));
  const body = lines.filter((line) => !/^[!+] [\w ]/.test(line)).join('\n');
  return {
    name,
    kind,
    expected,
    front: (parse(yaml.join('\n')) as Record<string, unknown>) ?? {},
    body,
    heldOut,
  };
}

const RULES = /^(?:[PFSCAL]\d\d|people)(?:\/|$)/;

/** Reviews a case by itself and compares what was found with what must be. */
export function judge(one: Case, newsroom: Newsroom): Outcome {
  const data = {
    title: 'A release of the corpus',
    number: '26-101',
    kind: one.kind,
    release: 'immediate',
    date: '2026-11-13',
    dateline: 'CLAYTON, Mo.',
    summary: 'A summary that says little.',
    report: '26-048900',
    contact: 'media',
    ...one.front,
  };
  const source = aSource(data, { body: one.body });
  const { findings } = reviewSource(source, newsroom, sourceTools);
  const lines = source.text.split('\n');
  const hits = findings
    .filter(({ rule }) => RULES.test(rule))
    .map(({ rule, words, line, column, length }): Hit => ({
      family: rule.split('/')[0] ?? rule,
      rule,
      words: words ?? (lines[line - 1] ?? '').slice(column - 1, column - 1 + length),
    }));
  const fits = (hit: Hit, { family, words }: Case['expected'][number]): boolean => {
    if (hit.family !== family) return false;
    const [a, b] = [hit.words.toLowerCase(), words.toLowerCase()];
    return hit.words === '---' || a.includes(b) || b.includes(a);
  };
  // One hit for each expectation; a second one on the same words is noise as well.
  const open = [...one.expected];
  const extra: Hit[] = [];
  for (const hit of hits) {
    const found = open.findIndex((want) => fits(hit, want));
    if (found === -1) extra.push(hit);
    else open.splice(found, 1);
  }
  return { case: one, hits, missed: open, extra };
}

export type Score = {
  family: string;
  cases: number;
  right: number;
  extra: number;
  missed: number;
  precision: number;
  recall: number;
};

/** Precision and recall of each family over some outcomes. */
export function scores(outcomes: readonly Outcome[]): Score[] {
  const families = [
    ...new Set(
      outcomes.flatMap(({ case: { expected }, hits }) => [...expected, ...hits].map(({ family }) => family)),
    ),
  ];
  return families.toSorted().map((family) => {
    const of = (all: readonly { family: string }[]): number =>
      all.filter((one) => one.family === family).length;
    const wanted = outcomes.reduce((sum, { case: { expected } }) => sum + of(expected), 0);
    const missed = outcomes.reduce((sum, one) => sum + of(one.missed), 0);
    const extra = outcomes.reduce((sum, one) => sum + of(one.extra), 0);
    const right = wanted - missed;
    return {
      family,
      cases: wanted,
      right,
      extra,
      missed,
      precision: right + extra === 0 ? 1 : right / (right + extra),
      recall: wanted === 0 ? 1 : right / wanted,
    };
  });
}
