import { marked, NOTHING, type Context, type Mark } from '../../rule.ts';
import { IMMEDIATE } from '../../times.ts';
import { quote } from '../../words.ts';

const EMBARGOED =
  /(?:^|\n)[ *]*(?:EMBARGO(?:ED)?|Embargoed)(?: (?:UNTIL|until|FOR RELEASE|TILL))?:?[ ]?[^\n]{0,80}/g;
const NOW = /(?:^|\n)[ *]*(?:FOR IMMEDIATE RELEASE|For immediate release)[ *.:]*(?=\n|$)/g;
const ZONE = /\b(?:[CEMP][SD]?T|UTC|GMT|Central|Eastern|Mountain|Pacific|Chicago|local) ?(?:time)?\b/i;
const CLOCK = /\b\d{1,2}(?::\d{2})? ?(?:[ap]\.?m\b|h\b)|\b\d{1,2}:\d{2}\b|\bnoon\b|\bmidnight\b/i;

/** C01 in the text: a header line that says something else than the front matter, or an embargo without a zone. */
export function embargoInText(context: Context): readonly Mark[] {
  const { front, prose } = context;
  if (front.type !== 'release' || front.release === undefined) return NOTHING;
  const { text } = prose;
  if (!/embargo|immediate release/i.test(text)) return NOTHING;
  const immediate = front.release === IMMEDIATE;
  const marks: Mark[] = [];
  const add = (all: string, index: number, what: string, fix: string): void => {
    const start = index + all.search(/[^\s*]/);
    marks.push(marked(context, start, index + all.trimEnd().length, what, fix));
  };
  for (const { 0: all, index } of text.matchAll(NOW)) {
    if (!immediate)
      add(
        all,
        index,
        `${quote(all)} stands in a release under embargo`,
        'Remove the line: the release prints its own header from "release:".',
      );
  }
  for (const { 0: all, index } of text.matchAll(EMBARGOED)) {
    if (/EMBARGO(?:ED)?$/.test(all.trim()) && !immediate) continue;
    const fix =
      'Remove the line, and write the end of the embargo into "release:"; the header is printed from it.';
    if (immediate) add(all, index, `${quote(all)} stands in a release that goes out at once`, fix);
    else if (!CLOCK.test(all) || !ZONE.test(all))
      add(all, index, `${quote(all)} has no ${CLOCK.test(all) ? 'zone' : 'time of day'}`, fix);
  }
  return marks;
}
