import type { Markers } from '../slots.ts';
import { bannerText } from '../view/banner.ts';
import type { RecallView } from '../view/recall.ts';
import { printable } from '../words.ts';
import { blocks, heading, lines, wrap } from './columns.ts';
import { contactLines, footer, masthead } from './parts.ts';

/** The text part of the letter that takes something back. */
export function recallText(view: RecallView, slots: Markers): string {
  const { recall, words } = view;
  const text = blocks(
    bannerText(view.banner),
    masthead(view, view.newsroom.desk),
    heading(recall.what, '='),
    lines(wrap(words.sentBefore), recall.address),
    '###',
    contactLines(words.mediaContact, view.contact),
    footer(view, slots, true),
  );
  return printable(`${text}\n`);
}
