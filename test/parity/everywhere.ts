import { z } from 'zod';
import type { Letter } from '../../src/model/letter.ts';
import type { Forms, Publication } from '../../src/model/publication.ts';
import type { Shelf } from '../../src/model/shelf.ts';
import { feedsOutlet } from '../../src/outlets/feeds/feeds.ts';
import { fragmentsOutlet } from '../../src/outlets/fragments/fragments.ts';
import type { Outlet } from '../../src/outlets/outlet.ts';
import { webOutlet } from '../../src/outlets/web/web.ts';
import { parseMarkdown, renderForms } from '../../src/render/markdown/markdown.ts';
import { all, readTree, textOf } from '../outlets/feeds/profile.ts';
import { letterOfIssue, letterOfRelease } from '../render/letter/letters.ts';
import { aShelf, shelved, shelvedIssue } from '../support/shelf.ts';
import { difference, factsOfHtml, factsOfText, type Facts } from './facts.ts';

const JsonFeed = z.object({ items: z.array(z.object({ content_html: z.string() })) });

/** What is told of one publication by the name of the form. */
type Told = { html: Record<string, string>; text: Record<string, string> };

async function releaseTold(shelf: Shelf, letter: Letter): Promise<Told> {
  return {
    html: {
      page: await read(webOutlet, shelf, /^releases\/2.*\.html$/),
      fragment: await read(fragmentsOutlet, shelf, /^fragments\/h2\/release\//),
      ...(await feedsTold(shelf, 'all')),
      mail: letter.html,
    },
    text: { text: await read(webOutlet, shelf, /^releases\/2.*\.txt$/), 'text of the mail': letter.text },
  };
}

async function issueTold(shelf: Shelf, letter: Letter): Promise<Told> {
  return {
    html: {
      page: await read(webOutlet, shelf, /^digest\/\d+\.html$/),
      fragment: await read(fragmentsOutlet, shelf, /^fragments\/h2\/issue\//),
      ...(await feedsTold(shelf, 'digest')),
      mail: letter.html,
    },
    text: { 'text of the mail': letter.text },
  };
}

async function feedsTold(shelf: Shelf, name: string): Promise<Record<string, string>> {
  const xml = readTree(await read(feedsOutlet, shelf, new RegExp(`^feeds/${name}\\.xml$`)));
  const json = JsonFeed.parse(
    JSON.parse(await read(feedsOutlet, shelf, new RegExp(`^feeds/${name}\\.json$`))),
  );
  const [item] = all(all(xml, 'channel')[0], 'item');
  return { feed: textOf(item, 'content:encoded') ?? '', 'JSON feed': json.items[0]?.content_html ?? '' };
}

async function read(outlet: Outlet, shelf: Shelf, path: RegExp): Promise<string> {
  const file = [...outlet.files(shelf)].find((one) => path.test(one.path));
  if (!file) throw new Error(`There is no ${path.source}`);
  return String(await file.bytes());
}

/** The facts of one publication with a body, in every form in which it is told. */
async function factsOf(publication: Publication, forms: Forms): Promise<Map<string, Facts>> {
  let told: Told;
  let print = '';
  if (publication.type === 'release') {
    const entry = shelved(publication, { forms: () => forms });
    print = entry.fingerprint(forms);
    told = await releaseTold(aShelf([entry]), await letterOfRelease(entry));
  } else {
    const entry = shelvedIssue(publication, [], { forms: () => forms });
    told = await issueTold(aShelf([], [entry]), await letterOfIssue(entry));
  }
  const seen = (text: string): string => (print === '' ? text : text.replaceAll(print, ''));
  return new Map([
    ...Object.entries(told.html).map(([name, html]) => [name, factsOfHtml(seen(html))] as const),
    ...Object.entries(told.text).map(([name, text]) => [name, factsOfText(seen(text))] as const),
  ]);
}

const EMPTY: Forms = { html: '<p>Nothing.</p>', text: 'Nothing.\n' };
const frames = new Map<Publication, Promise<Map<string, Facts>>>();

/** The facts of a publication's body, form by form: what each has more than with a body that tells nothing. */
export async function factsEverywhere(
  publication: Publication,
  forms: Forms,
): Promise<Map<string, string[]>> {
  const frame = frames.get(publication) ?? factsOf(publication, EMPTY);
  frames.set(publication, frame);
  const without = await frame;
  const facts = await factsOf(publication, forms);
  return new Map(
    [...facts].map(([name, found]) => [name, difference(found, without.get(name) ?? new Map())]),
  );
}

/** The forms in which a body's facts are not those of its page, and the page itself. */
export async function disparities(
  publication: Publication,
  markdown: string,
): Promise<Record<string, string[]>> {
  const { path, language } = publication;
  const options = { path, prefix: 'r-', site: 'https://newsroom.example.gov', language };
  const facts = await factsEverywhere(publication, renderForms(parseMarkdown(markdown, 1), options));
  const page = facts.get('page') ?? [];
  const others = [...facts].filter(([, found]) => found.join() !== page.join());
  return others.length === 0 ? {} : { page, ...Object.fromEntries(others) };
}
