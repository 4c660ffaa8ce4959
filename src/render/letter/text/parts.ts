import type { Markers } from '../slots.ts';
import type { ContactView, Frame } from '../view/frame.ts';
import { blocks, lines, rule, wrap } from './columns.ts';

/** The head of every text part: who writes, what it is, and the newsroom's notice. */
export function masthead(frame: Frame, ...rest: (string | null)[]): string {
  return blocks(
    lines(wrap(frame.newsroom.name.toUpperCase()), ...rest.map((line) => line && wrap(line)), rule('=')),
    frame.newsroom.notice && wrap(frame.newsroom.notice),
  );
}

/** Whom to ask, a line each. */
export function contactLines(title: string, contact: ContactView | null): string {
  if (!contact) return '';
  return lines(
    wrap(title),
    ...[contact.name, contact.phone, contact.email, contact.hours].map((line) => line && wrap(line, '  ')),
  );
}

/** The foot of every text part: why it came, how to leave, the postal address. Each slot has a line for itself. */
export function footer(frame: Frame, slots: Markers, leave: boolean): string {
  const { words, newsroom } = frame;
  return blocks(
    rule('-'),
    wrap(frame.why),
    lines(`${words.sentTo}:`, slots.address),
    leave && lines(`${words.unsubscribe}:`, slots.unsubscribe),
    leave && lines(`${words.preferences}:`, slots.preferences),
    lines(wrap(newsroom.name), ...newsroom.address.map((line) => wrap(line))),
  );
}
