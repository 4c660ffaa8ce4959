import type { Newsroom } from '../../model/newsroom.ts';
import type { Channel } from './catalog.ts';
import type { Entry } from './entry.ts';
import { line } from './plain.ts';

/** JSON Feed 1.1 (jsonfeed.org/version/1.1) with the same items as the RSS beside it. */
export function printJson(
  newsroom: Newsroom,
  site: string,
  channel: Channel,
  entries: readonly Entry[],
): string {
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    title: channel.title,
    description: channel.description,
    home_page_url: site + channel.page,
    feed_url: `${site}/${channel.path}.json`,
    language: newsroom.newsroom.language,
    authors: [{ name: line(newsroom.newsroom.name), url: `${site}/` }],
    items: entries.map(item),
  };
  return `${JSON.stringify(feed, null, 1)}\n`;
}

function item({ url, title, summary, html, published, modified, tags, language, picture }: Entry) {
  return {
    id: url,
    url,
    title,
    summary,
    content_html: html,
    date_published: new Date(published).toISOString(),
    date_modified: new Date(modified).toISOString(),
    tags,
    language,
    image: picture?.url,
    attachments: picture && [{ url: picture.url, mime_type: picture.type, size_in_bytes: picture.bytes }],
  };
}
