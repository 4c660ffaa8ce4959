import { createRequire } from 'node:module';
import type RSS from 'rss';
import { escapeHtml } from '../../model/html.ts';
import type { Newsroom } from '../../model/newsroom.ts';
import type { Channel } from './catalog.ts';
import type { Entry } from './entry.ts';
import { line } from './plain.ts';

/** The library takes 25 ms to load, so it is loaded by the first feed that is written, not by every pass. */
const load: (name: string) => typeof RSS = createRequire(import.meta.url);
let library: typeof RSS | undefined;

const MINUTES_BETWEEN_READS = 15;

/**
 * RSS 2.0 after the RSS Advisory Board's profile: guids that are permanent addresses, RFC 822 dates, `atom:link` to
 * itself, plain-text titles, the description before `content:encoded`, at most one enclosure an item.
 */
export function printRss(
  newsroom: Newsroom,
  site: string,
  channel: Channel,
  entries: readonly Entry[],
): string {
  const { name, desk, language, contact } = newsroom.newsroom;
  const editor = `${newsroom.contacts[contact]?.email ?? newsroom.mail.replyTo} (${line(desk).replace(/[()]/g, '')})`;
  const newest = entries[0];
  library ??= load('rss');
  const feed = new library({
    title: channel.title,
    description: channel.description,
    generator: 'Newsdesk',
    feed_url: `${site}/${channel.path}.xml`,
    site_url: site + channel.page,
    docs: 'https://www.rssboard.org/rss-specification',
    managingEditor: editor,
    webMaster: editor,
    language,
    ttl: MINUTES_BETWEEN_READS,
    ...(newest && { pubDate: new Date(newest.published) }),
  });
  for (const entry of entries) {
    const { picture } = entry;
    feed.item({
      title: entry.title,
      description: escapeHtml(entry.summary),
      url: entry.url,
      categories: entry.tags,
      author: line(name),
      date: new Date(entry.published),
      ...(picture && { enclosure: { url: picture.url, size: picture.bytes, type: picture.type } }),
      custom_elements: [
        ...(entry.language === undefined ? [] : [{ 'dc:language': entry.language }]),
        { 'content:encoded': { _cdata: entry.html } },
      ],
    });
  }
  return withBuildDate(withoutCdata(feed.xml({ indent: '  ' })), entries);
}

/**
 * The package prints the time of the run; what readers ask is when the content last changed. Without CDATA there is only
 * one such element, whatever the texts say. An empty feed never changed.
 */
function withBuildDate(xml: string, entries: readonly Entry[]): string {
  const newest = Math.max(...entries.map(({ modified }) => modified));
  return entries.length === 0
    ? xml.replace(/\s*<lastBuildDate>[^<]*<\/lastBuildDate>/, '')
    : xml.replace(/(?<=<lastBuildDate>)[^<]*/, new Date(newest).toUTCString());
}

/**
 * Character references instead of CDATA: the form of `&` and `<` that most readers of plain-text titles get right (RSS
 * Profile, "title"), and no text can end a section early.
 */
function withoutCdata(xml: string): string {
  return xml.replace(/<!\[CDATA\[(.*?)\]\]>/gs, (_, text: string) =>
    text.replace(/[&<]|(?<=\]\])>/g, (character) => REFERENCES[character] ?? ''),
  );
}

const REFERENCES: Record<string, string> = { '&': '&#x26;', '<': '&#x3C;', '>': '&#x3E;' };
