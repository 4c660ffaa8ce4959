import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import type {
  Amendment,
  Shelf,
  ShelvedIssue,
  ShelvedPhoto,
  ShelvedRelease,
  ShelvedSize,
  WithdrawnRelease,
} from '../../src/model/shelf.ts';
import { testNewsroom } from '../support/newsroom.ts';
import { FRIDAY, aRelease, aShelf, anIssue, shelved, shelvedIssue } from '../support/shelf.ts';

/** What a random shelf is built from. Small numbers on purpose: two random shelves often differ in one thing only. */
export type Plan = { stories: StoryPlan[]; issues: IssuePlan[]; newsroom: NewsroomPlan };
type StoryPlan = { count: number } & Record<keyof typeof STORY_MOST, number>;
type IssuePlan = { issue: number } & Record<keyof typeof ISSUE_MOST, number>;
type NewsroomPlan = Record<keyof typeof NEWSROOM_MOST, number>;

const STORIES = 6;
const MINUTE = 60_000;

/** Words that make trouble: markup, the end of a CDATA section, control characters, half a surrogate pair, quotes. */
const WORDS = [
  'A lane reopens',
  'Fish & chips <b>free</b> ]]> "today"',
  '\u0001Tab\tand\u000b\ufffe\ud800 trouble',
  'Niño encontrado sano 🚔 — l’été',
  '<script>alert(1)</script> ${x} {{y}} %s',
];
const KINDS = ['traffic', 'arrest', 'event', 'missing'];
const AREAS = [[], ['affton'], ['jennings'], ['affton', 'jennings']];
const SITES = ['https://newsroom.example.gov', 'https://www.example.gov/police/news'];

/** The largest value of every field. */
const STORY_MOST = {
  state: 2,
  revision: 1,
  kind: KINDS.length - 1,
  areas: AREAS.length - 1,
  words: WORDS.length - 1,
  photos: 2,
  language: 1,
  minute: 3,
  modified: 2,
  updates: 2,
};
const ISSUE_MOST = {
  state: 1,
  covers: 2 ** STORIES - 1,
  omits: 1,
  words: WORDS.length - 1,
  modified: 1,
  amended: 2,
};
const NEWSROOM_MOST = {
  notice: 2,
  title: WORDS.length - 1,
  feedItems: 1,
  site: SITES.length - 1,
  boilerplate: 1,
};

const upTo = (max: number): fc.Arbitrary<number> => fc.integer({ min: 0, max });
const story: fc.Arbitrary<StoryPlan> = fc.record({
  count: fc.integer({ min: 1, max: STORIES }),
  state: upTo(STORY_MOST.state),
  revision: upTo(STORY_MOST.revision),
  kind: upTo(STORY_MOST.kind),
  areas: upTo(STORY_MOST.areas),
  words: upTo(STORY_MOST.words),
  photos: upTo(STORY_MOST.photos),
  language: upTo(STORY_MOST.language),
  minute: upTo(STORY_MOST.minute),
  modified: upTo(STORY_MOST.modified),
  updates: upTo(STORY_MOST.updates),
});
const issue: fc.Arbitrary<IssuePlan> = fc.record({
  issue: fc.integer({ min: 23, max: 24 }),
  state: upTo(ISSUE_MOST.state),
  covers: upTo(ISSUE_MOST.covers),
  omits: upTo(ISSUE_MOST.omits),
  words: upTo(ISSUE_MOST.words),
  modified: upTo(ISSUE_MOST.modified),
  amended: upTo(ISSUE_MOST.amended),
});
const newsroom: fc.Arbitrary<NewsroomPlan> = fc.record({
  notice: upTo(NEWSROOM_MOST.notice),
  title: upTo(NEWSROOM_MOST.title),
  feedItems: upTo(NEWSROOM_MOST.feedItems),
  site: upTo(NEWSROOM_MOST.site),
  boilerplate: upTo(NEWSROOM_MOST.boilerplate),
});

/** Plans of whole shelves, from empty ones to crowded ones. */
export const plans: fc.Arbitrary<Plan> = fc.record({
  stories: fc.uniqueArray(story, { selector: (plan) => plan.count, maxLength: STORIES }),
  issues: fc.uniqueArray(issue, { selector: (plan) => plan.issue, maxLength: 2 }),
  newsroom,
});

/** Every plan that differs from this one in one field of one thing. */
export function* variations(plan: Plan): Generator<Plan> {
  const count = thingsOf(plan).length;
  for (let i = 0; i < count; i += 1) {
    for (const [field, values] of Object.entries(valuesOf(thingsOf(plan)[i] ?? {}))) {
      for (const value of values) {
        const other = structuredClone(plan);
        Object.assign(thingsOf(other)[i] ?? {}, { [field]: value });
        yield other;
      }
    }
  }
}

function thingsOf(plan: Plan): Record<string, number>[] {
  return [...plan.stories, ...plan.issues, plan.newsroom];
}

/** What each field of a thing can be; for a set of stories, the sets that differ in one story. */
function valuesOf(thing: Record<string, number>): Record<string, number[]> {
  const most = 'count' in thing ? STORY_MOST : 'issue' in thing ? ISSUE_MOST : NEWSROOM_MOST;
  return Object.fromEntries(
    Object.entries(most).map(([field, max]) => {
      const now = thing[field] ?? 0;
      const all = Array.from({ length: field === 'covers' ? STORIES : max + 1 }, (_, i) => i);
      return [
        field,
        field === 'covers' ? all.map((bit) => now ^ (1 << bit)) : all.filter((value) => value !== now),
      ];
    }),
  );
}

/** The shelf of a plan, as the pipeline would build it: a digest names the bytes of what stands below it. */
export function shelfOf(plan: Plan): Shelf {
  const room = newsroomOf(plan.newsroom);
  const releases = plan.stories.map((story) => releaseOf(story));
  const issues = plan.issues.map((issue) => issueOf(issue, releases));
  return { ...aShelf(releases, issues, room), chrome: digestOf(room) };
}

/** A plan that holds one of everything: current, updated, expired, withdrawn, pictured, Spanish, hostile words. */
export const fullPlan: Plan = {
  stories: Array.from({ length: STORIES }, (_, i) => ({
    count: i + 1,
    state: [0, 0, 0, 1, 2, 0][i] ?? 0,
    revision: i % 2,
    kind: i % KINDS.length,
    areas: i % AREAS.length,
    words: i % WORDS.length,
    photos: i % 3,
    language: i === 3 || i === 5 ? 1 : 0,
    minute: i % 4,
    modified: i % 3,
    updates: [1, 0, 2, 1, 0, 0][i] ?? 0,
  })),
  issues: [
    { issue: 23, state: 1, covers: 0b000011, omits: 0, words: 3, modified: 1, amended: 0 },
    { issue: 24, state: 0, covers: 0b111100, omits: 1, words: 1, modified: 0, amended: 2 },
  ],
  newsroom: { notice: 1, title: 0, feedItems: 0, site: 0, boilerplate: 0 },
};

/** The shelf of the plan that holds one of everything. */
export function fullShelf(): Shelf {
  return shelfOf(fullPlan);
}

function newsroomOf(plan: NewsroomPlan) {
  return testNewsroom((raw: Record<string, Record<string, unknown>>) => {
    raw['newsroom']!['notice'] = [undefined, 'EXAMPLE — invented for a demonstration.', WORDS[1]][
      plan.notice
    ];
    raw['site']!['title'] = `${WORDS[plan.title]} newsroom`;
    raw['site']!['url'] = SITES[plan.site];
    if (plan.boilerplate) raw['boilerplate']!['accusation'] = { en: WORDS[4] };
    raw['limits'] = { feedItems: plan.feedItems ? 2 : 50 };
  });
}

function releaseOf(plan: StoryPlan): ShelvedRelease | WithdrawnRelease {
  const words = WORDS[plan.words] ?? '';
  const release = aRelease(plan.count, {
    digest: `file-${plan.count}-${plan.words}`,
    title: `${words} (${plan.count})`,
    summary: `Summary: ${words}`,
    kind: KINDS[plan.kind] ?? 'traffic',
    areas: AREAS[plan.areas] ?? [],
    language: plan.language ? 'es' : 'en',
    publicAt: FRIDAY - (10 + plan.minute) * MINUTE,
    expiresAt: FRIDAY - MINUTE,
    ...(plan.updates === 2 && plan.count > 1 ? { updates: `26-${99 + plan.count}` } : {}),
  });
  const edition = `release/${release.number}@${plan.revision + 1}`;
  const publicAt = release.publicAt;
  const modifiedAt = publicAt + plan.modified * MINUTE;
  if (plan.state === 2) {
    const { number, kind, areas, path } = release;
    const address = `/${path.replace('.md', '.html')}`;
    const digest = digestOf([number, kind, areas, modifiedAt]);
    return {
      state: 'withdrawn',
      verb: 'withdrawn',
      edition,
      digest,
      number,
      address,
      kind,
      areas,
      publicAt,
      modifiedAt,
    };
  }
  const below = {
    publicAt,
    modifiedAt,
    photos: Array.from({ length: plan.photos }, (_, i) => photo(plan.count, i, words)),
    updatedBy: plan.updates === 1 ? [`26-${101 + plan.count}`] : [],
    ...(plan.modified === 1 ? { issue: 24 } : {}),
  };
  const forms = { html: bodyHtml(words, `r${release.number}`), text: `${words}\n` };
  const digest = digestOf([release, below, forms]);
  const state = plan.state === 1 ? 'expired' : 'current';
  return shelved(release, { state, edition, digest, ...below, forms: () => forms });
}

function issueOf(plan: IssuePlan, stories: readonly (ShelvedRelease | WithdrawnRelease)[]): ShelvedIssue {
  const chosen = stories.filter((_, i) => plan.covers & (1 << i));
  const words = WORDS[plan.words] ?? '';
  const publicAt = FRIDAY - (24 - plan.issue) * 14 * 24 * 60 * MINUTE;
  const issue = anIssue(plan.issue, {
    digest: `issue-${plan.issue}-${plan.words}`,
    title: `Information Digest No. ${plan.issue}: ${words}`,
    summary: `In this issue: ${words}`,
    publicAt,
  });
  const modifiedAt = publicAt + plan.modified * MINUTE;
  const forms = { html: bodyHtml(words, `d${plan.issue}`), text: `${words}\n` };
  return shelvedIssue(
    issue,
    chosen.filter((entry) => entry.state !== 'withdrawn'),
    {
      state: plan.state ? 'withdrawn' : 'current',
      digest: digestOf([issue, modifiedAt, forms]),
      modifiedAt,
      omitted: plan.omits ? [{ number: '26-199', reason: `Said before: ${words}` }] : [],
      withdrawn: chosen.flatMap((entry) => (entry.state === 'withdrawn' ? [entry.number] : [])),
      amended: amendmentsOf(plan.amended, words),
      forms: () => forms,
    },
  );
}

function amendmentsOf(many: number, words: string): Amendment[] {
  const edition = { edition: 'release/26-090@2', number: '26-090', address: '/releases/x.html', at: FRIDAY };
  const correction = {
    ...edition,
    kind: 'correction' as const,
    title: words,
    language: 'es',
    note: `It said ${words}`,
  };
  const kill = { ...edition, kind: 'kill' as const, number: '26-091', reason: words };
  return [correction, kill].slice(0, many);
}

function photo(count: number, i: number, words: string): ShelvedPhoto {
  const form = (label: string, width: number): ShelvedSize => {
    const bytes = new TextEncoder().encode(`picture ${count} ${i} ${label}`);
    return {
      address: `/releases/photos/story-${count}-${i}${label}.jpg`,
      bytes: bytes.length,
      type: 'image/jpeg',
      digest: digestOf(`picture ${count} ${i} ${label}`),
      read: () => bytes,
      width,
      height: (width * 2) / 3,
    };
  };
  const largest = form('', 1500);
  const letter = form('.1200w', 1200);
  return {
    ...largest,
    sizes: [form('.800w', 810), letter, largest],
    letter,
    alt: `Road signs: ${words}`,
    ...(i === 0 ? { caption: `Caption: ${words}`, credit: 'Example County Police' } : {}),
  };
}

/** A body as the renderer writes it: safe, with ids under its own prefix and the newsroom's own addresses from the root. */
function bodyHtml(words: string, prefix: string): string {
  const safe = words.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
  return `<p>${safe}, see <a href="/releases/2026-11-13-story-1.html">the first release</a>.</p><h2 id="${prefix}-what">What to do</h2><figure><img src="/releases/photos/map.png" alt="A map"><figcaption>${safe}</figcaption></figure>`;
}

function digestOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
