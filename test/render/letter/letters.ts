import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Letter } from '../../../src/model/letter.ts';
import type { Newsroom } from '../../../src/model/newsroom.ts';
import type { ShelvedIssue, ShelvedRelease } from '../../../src/model/shelf.ts';
import {
  composeDigest,
  composeRelease,
  type Composed,
  type LetterContext,
} from '../../../src/render/letter/letter.ts';
import { testNewsroom } from '../../support/newsroom.ts';
import { aRelease, anIssue, shelved, shelvedIssue } from '../../support/shelf.ts';

const ROOT = join(import.meta.dirname, '../../..');

/** The templates that come with Newsdesk, as `load` hands them over. */
export const TEMPLATES = new Map(
  globSync('templates/**/*.mjml', { cwd: ROOT })
    .toSorted()
    .map((path) => [path.replaceAll('\\', '/'), readFileSync(join(ROOT, path), 'utf8')]),
);

export function contextOf(newsroom: Newsroom = testNewsroom(), templates = TEMPLATES): LetterContext {
  return { newsroom, site: newsroom.site.url, templates };
}

/** The letter, or the findings in words when there is none. */
export function letterOf({ letter, findings }: Composed): Letter {
  if (!letter) throw new Error(findings.map(({ file, line, what }) => `${file}:${line} ${what}`).join('\n'));
  return letter;
}

export async function letterOfRelease(item: ShelvedRelease, context = contextOf()): Promise<Letter> {
  return letterOf(await composeRelease(item, await item.forms(), context));
}

export async function letterOfIssue(item: ShelvedIssue, context = contextOf()): Promise<Letter> {
  return letterOf(await composeDigest(item, await item.forms(), context));
}

const KINDS = ['traffic', 'missing', 'arrest', 'event'];

/** An issue with so many releases of four kinds, the first of them its lead. */
export function issueWith(count: number): ShelvedIssue {
  const covers = Array.from({ length: count }, (_, index) => shelved(storyOf(index)));
  const lead = covers[0]?.release.number;
  return shelvedIssue(anIssue(24, { title: 'A lane reopens', ...(lead !== undefined && { lead }) }), covers, {
    omitted: [{ number: '26-999', reason: 'an internal notice' }],
  });
}

function storyOf(index: number): ReturnType<typeof aRelease> {
  return aRelease(index, {
    path: `releases/2026-11-13-a-story-with-a-long-file-name-${index}.md`,
    title: `Lane closed on Link Avenue between Main Street and the river, part ${index}`,
    kind: KINDS[index % KINDS.length] ?? 'traffic',
    summary: `Story ${index}: one lane is closed until noon, buses are rerouted, and drivers should expect delays of up to 15 minutes in both directions. Parking is banned.`,
    lead: `Story ${index}: one lane of Link Avenue is closed until noon on Friday.`,
  });
}
