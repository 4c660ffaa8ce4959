import type { z } from 'zod';
import type { Body } from '../model/body.ts';
import type { Finding } from '../model/finding.ts';
import { inReadingOrder } from '../model/finding.ts';
import { IssueFrontMatter } from '../model/issue.ts';
import type { Newsroom } from '../model/newsroom.ts';
import type { Publication } from '../model/publication.ts';
import { ReleaseFrontMatter } from '../model/release.ts';
import { findingsOf } from '../model/remark.ts';
import { describeAt, keysAt } from '../model/schema.ts';
import type { Source } from '../model/source.ts';
import { addressesOf, referencesOf } from './addresses.ts';
import { soundFields, type Front } from './front.ts';
import { outlineOf } from './outline.ts';
import { issueOf, releaseOf, type Material } from './publication.ts';
import { overridden } from './overrides.ts';
import { proseOf, type Prose } from './prose/prose.ts';
import { apply, type Context } from './rule.ts';
import { ownFindings } from './rules/own.ts';
import { FRONT_RULES, TEXT_RULES } from './rules/rules.ts';
import { settingsFor } from './settings.ts';
import { spotsIn } from './spots.ts';
import { printedNames } from './story/printed.ts';
import { storyOf } from './story/story.ts';
import { timesOf } from './times.ts';

/** What the review of one file needs from other rooms. */
export type SourceTools = {
  parse: (body: string, bodyLine: number) => Body;
  /**
   * A wall-clock time in a zone (the newsroom's own when none is given) as an instant, epoch ms; undefined when there is no
   * such time or zone.
   */
  instant: (wall: string, zone?: string) => number | undefined;
};

export type Reviewed = { publication?: Publication; body?: Body; prose?: Prose; findings: Finding[] };

/**
 * Checks one file by itself: its front matter against the schema and newsdesk.yaml, then its text. All findings are
 * handed back at once, in reading order. There is a publication whenever the front matter is sound enough to say what
 * it is and when it goes out, even beside findings that block, so that the checks across files know of it.
 */
export function reviewSource(source: Source, newsroom: Newsroom, tools: SourceTools): Reviewed {
  const body = tools.parse(source.body, source.bodyLine);
  const checked = checkFront(source);
  const { front } = checked;
  const times = timesOf(front, tools.instant, newsroom.digest.cadence.at);
  const outline = outlineOf(body);
  const spots = spotsIn(source);
  const addresses = addressesOf(outline, spots.spotWithin);
  const { instant } = tools;
  const settings = settingsFor(newsroom);
  const prose = proseOf(source, front, spots);
  const story = storyOf(front, prose, newsroom, settings);
  const context: Context = {
    source,
    newsroom,
    front,
    times,
    body,
    outline,
    prose,
    story,
    settings,
    addresses,
    ...spots,
    instant,
  };
  let findings = checked.findings;
  for (const rule of FRONT_RULES) findings = joined(findings, apply(rule, context));
  if (front.status !== 'withdrawn') {
    for (const rule of TEXT_RULES) findings = joined(findings, apply(rule, context));
    findings = joined(findings, ownFindings(context));
  }
  const decided = overridden(findings, context);
  const references = referencesOf(addresses, source.path, newsroom.site.url);
  const publication = checked.build?.({
    source,
    newsroom,
    times,
    outline,
    references,
    overrides: decided.overrides,
    names: printedNames(context),
    uncharged: story.arrest !== undefined && story.charges.length === 0,
  });
  return { ...(publication && { publication }), body, prose, findings: inReadingOrder(decided.findings) };
}

type CheckedFront = {
  front: Front;
  findings: Finding[];
  /** There when the schema accepted the front matter. */
  build?: (material: Material) => Publication | undefined;
};

function checkFront(source: Source): CheckedFront {
  return source.kind === 'release' ? checkRelease(source) : checkIssue(source);
}

function checkRelease(source: Source): CheckedFront {
  const parsed = ReleaseFrontMatter.safeParse(source.data);
  const front = parsed.success
    ? { ...parsed.data, type: source.kind }
    : soundFields(source.kind, source.data);
  const { data } = parsed.success
    ? parsed
    : ReleaseFrontMatter.safeParse({ ...RELEASE_STAND_INS, ...untyped(front) });
  return {
    front,
    findings: parsed.success ? [] : complaints(source, ReleaseFrontMatter, parsed.error.issues),
    ...(data && { build: (material) => releaseOf(data, material) }),
  };
}

function checkIssue(source: Source): CheckedFront {
  const parsed = IssueFrontMatter.safeParse(source.data);
  const front = parsed.success
    ? { ...parsed.data, type: source.kind }
    : soundFields(source.kind, source.data);
  const { data } = parsed.success
    ? parsed
    : IssueFrontMatter.safeParse({ ...ISSUE_STAND_INS, ...untyped(front) });
  return {
    front,
    findings: parsed.success ? [] : complaints(source, IssueFrontMatter, parsed.error.issues),
    ...(data && { build: (material) => issueOf(data, material) }),
  };
}

/**
 * What stands in for words that are missing or wrong, so that the checks across files tell what else is wrong with the
 * file. Its findings block it, so none of these is ever printed.
 */
const ISSUE_STAND_INS = { title: '-', summary: '-' };
const RELEASE_STAND_INS = { ...ISSUE_STAND_INS, kind: '-', dateline: '-' };

function untyped(front: Front): Record<string, unknown> {
  const { type: _, ...fields } = front;
  return fields;
}

function complaints(
  source: Source,
  schema: typeof ReleaseFrontMatter | typeof IssueFrontMatter,
  issues: readonly z.core.$ZodIssue[],
): Finding[] {
  return findingsOf(issues, {
    file: source.path,
    data: source.data,
    locate: (path, what) => source.locate(path, what),
    knownKeys: (path) => keysAt(schema, path),
    describe: (path, what) => describeAt(schema, path, what),
  });
}

function joined(findings: Finding[], more: Finding[]): Finding[] {
  return more.length === 0 ? findings : [...findings, ...more];
}
