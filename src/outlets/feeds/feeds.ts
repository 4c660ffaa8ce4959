import { hash } from 'node:crypto';
import type { Shelf } from '../../model/shelf.ts';
import type { Outlet, OutFile } from '../outlet.ts';
import { catalogOf, markOf, type Listed } from './catalog.ts';
import { entryOf, type Entry } from './entry.ts';
import { printJson } from './json.ts';
import { printRss } from './rss.ts';

/**
 * The feeds: all releases, each kind, each area and the Digest, each as RSS 2.0 and as JSON Feed 1.1. A feed has its
 * address before it has an item. Items that several feeds list are written once.
 */
export const feedsOutlet: Outlet = { name: 'feeds', files };

function* files(shelf: Shelf): Generator<OutFile> {
  const { desk, channels } = catalogOf(shelf);
  const { newsroom, site } = shelf;
  const mark = remembered((listed: Listed) => markOf(desk, listed));
  const entry = remembered((listed: Listed) => entryOf(desk, listed));
  for (const channel of channels) {
    const entries = (): Promise<Entry[]> => Promise.all(channel.listed.map(entry));
    const key = hash('sha256', [shelf.chrome, site, ...channel.listed.map(mark)].join('\n'));
    yield {
      path: `${channel.path}.xml`,
      key,
      bytes: async () => printRss(newsroom, site, channel, await entries()),
    };
    yield {
      path: `${channel.path}.json`,
      key,
      bytes: async () => printJson(newsroom, site, channel, await entries()),
    };
  }
}

/** The same function, asked once for each thing. */
function remembered<T>(ask: (listed: Listed) => T): (listed: Listed) => T {
  const answers = new Map<Listed, T>();
  return (listed) => {
    const known = answers.get(listed);
    if (known !== undefined) return known;
    const answer = ask(listed);
    answers.set(listed, answer);
    return answer;
  };
}
