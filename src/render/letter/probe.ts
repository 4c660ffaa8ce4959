import type { Newsroom } from '../../model/newsroom.ts';
import { blocks, lines, wrap } from './text/columns.ts';
import { fill, oneLine, printable, wordsFor } from './words.ts';

/** A short letter in plain text. */
export type Plain = { subject: string; text: string; language: string };

/** The ways out that a probe names: it goes to somebody on the list. */
export type ProbeLinks = { unsubscribe: string; preferences: string };

/** The letter that finds out whether a mailbox that sent our mail back is alive. There is nothing to do for its reader. */
export function composeProbe(newsroom: Newsroom, language: string, links: ProbeLinks): Plain {
  const { name, short, address, notice } = newsroom.newsroom;
  const words = wordsFor(language, newsroom.newsroom.language);
  const text = blocks(
    ...(notice === undefined ? [] : [wrap(notice)]),
    wrap(fill(words.probeSay, { department: name })),
    wrap(words.probeNothing),
    lines(`${words.preferences}:`, links.preferences),
    lines(`${words.unsubscribe}:`, links.unsubscribe),
    lines(name, ...address),
  );
  const subject = oneLine(fill(words.probeSubject, { department: short }));
  return { subject, text: printable(`${text}\n`), language: words.language };
}

/** The letter that tells the desk of something that cannot wait: its first line is the subject. */
export function composeAlarm(newsroom: Newsroom, words: string): Plain {
  const [subject = '', ...rest] = words.trim().split('\n');
  const body = rest.join('\n').trim() || subject;
  const text = `${body}\n\n-- \nNewsdesk, ${newsroom.site.title}\n`;
  return { subject: oneLine(`Newsdesk: ${subject}`), text: printable(text), language: 'en' };
}
