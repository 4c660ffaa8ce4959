import type { Sender } from '../sender.ts';
import { fetchOnce, type Fetched, type Fetching } from './fetch.ts';

/** What an address answered, or why it did not. */
export type Tried = { answer?: Fetched; trouble?: string };

/** What the public sees of the site. */
export type SiteSeen = {
  /** The home page and what it led to, in order; the last is where it ended. */
  home: readonly Fetched[];
  trouble?: string;
  /** A file that we have, and whether the site shows the same bytes; absent when nothing was published yet. */
  sample?: Tried & { path: string; isOurs: boolean };
  /** The answer to unsubscribing somebody who does not exist; absent when no link was ever made. */
  oneClick?: Tried;
};

/** RFC 9110 §15.4 leaves the number to us. */
const MOST_REDIRECTS = 5;

/** Looks at the site as a reader and as a mail provider would. Changes nothing: the one-click link is nobody's. */
export async function probeSite(sender: Sender, fetching: Fetching): Promise<SiteSeen> {
  const [home, sample, oneClick] = await Promise.all([
    follow(`${sender.site}/`, fetching),
    sender.sample && compare(sender.site, sender.sample, fetching),
    // RFC 8058 §3.1
    sender.oneClick !== undefined && attempt(sender.oneClick, fetching, 'List-Unsubscribe=One-Click'),
  ]);
  return { ...home, ...(sample && { sample }), ...(oneClick && { oneClick }) };
}

async function follow(url: string, fetching: Fetching): Promise<Pick<SiteSeen, 'home' | 'trouble'>> {
  const home: Fetched[] = [];
  for (let next: string | undefined = url; next !== undefined;) {
    const { answer, trouble = '' } = await attempt(next, fetching);
    if (!answer) return { home, trouble };
    home.push(answer);
    if (home.length > MOST_REDIRECTS) return { home, trouble: 'it leads on and on' };
    next = answer.status >= 300 && answer.status < 400 ? answer.location : undefined;
    if (next !== undefined && !/^https?:/.test(next)) return { home, trouble: 'it leads to no web address' };
  }
  return { home };
}

/** A pass may replace the file while it is fetched: the bytes before and after both count. */
async function compare(
  site: string,
  { path, read }: NonNullable<Sender['sample']>,
  fetching: Fetching,
): Promise<NonNullable<SiteSeen['sample']>> {
  const before = read();
  const tried = await attempt(`${site}/${path}`, fetching);
  const shown = tried.answer?.status === 200 ? Buffer.from(tried.answer.body) : undefined;
  const isOurs = [before, read()].some((bytes) => bytes !== undefined && shown?.equals(bytes) === true);
  return { ...tried, path, isOurs };
}

async function attempt(url: string, fetching: Fetching, form?: string): Promise<Tried> {
  try {
    return { answer: await fetchOnce(url, fetching, form) };
  } catch (error) {
    if (fetching.signal.aborted) return { trouble: 'it did not answer in time' };
    return {
      trouble: error instanceof Error && error.message !== '' ? error.message : 'it could not be reached',
    };
  }
}
