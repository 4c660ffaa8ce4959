import type { Block, Inline } from '../../../model/body.ts';
import { plainText } from '../../outline.ts';
import { marked, NOTHING, type Context, type Mark, type Rule } from '../../rule.ts';
import { quote } from '../../words.ts';

/** S02, the figures: times out of order, counts that do not add up. */
export const sumRules: readonly Rule[] = [
  {
    id: 'S02/order',
    severity: 'warning',
    about: 'A chronology whose times are out of order',
    source: 'newsroom practice',
    why: 'One of the times is wrong, or the reader loses the thread.',
    check: checkOrder,
  },
  {
    id: 'S02/counts',
    severity: 'warning',
    about: 'Counts that do not add up',
    source: 'newsroom practice',
    why: 'A reporter will add them up, and ask.',
    check: checkCounts,
  },
];

const CLOCK =
  /^(?:about |around |shortly (?:before|after) |at |by )?(?<hour>\d{1,2})(?::(?<minute>\d{2}))? ?(?<half>[ap])\.?m\b\.?/i;
const OTHER_DAY =
  /^[^:]{0,40}\b(?:(?:Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\w*\.? \d)/;
const NOON = 12 * 60;
const EVENING = 18 * 60;

function checkOrder(context: Context): readonly Mark[] {
  const marks: Mark[] = [];
  let from = context.prose.body;
  for (const items of listsIn(context.body.blocks)) {
    if (items.length < 3 || items.some((item) => !CLOCK.test(item) || OTHER_DAY.test(item))) continue;
    const minutes = items.map(minuteOf);
    const wrong = firstOutOfOrder(minutes);
    if (wrong === undefined) continue;
    const words = CLOCK.exec(items[wrong] ?? '')?.[0] ?? '';
    const at = context.prose.text.indexOf(words, from);
    if (at === -1) continue;
    from = at + words.length;
    const what = `${quote(words)} is out of order between its neighbors`;
    marks.push(
      marked(
        context,
        at,
        at + words.length,
        what,
        'Mend the time, or put the entries in the order in which things happened.',
      ),
    );
  }
  return marks.length === 0 ? NOTHING : marks;
}

/** The items of each list, and the terms of each facts box, as plain words. */
function* listsIn(blocks: readonly Block[]): Generator<string[]> {
  for (const block of blocks) {
    if (block.type === 'facts') yield block.rows.map(({ term, value }) => `${said(term)}: ${said(value)}`);
    else if (block.type === 'quote') yield* listsIn(block.children);
    else if (block.type === 'list')
      yield block.items.map(([first]) => (first?.type === 'paragraph' ? said(first.children) : ''));
  }
}

function said(inlines: readonly Inline[]): string {
  return plainText(inlines)
    .replace(/[\u00a0\u202f]/g, ' ')
    .trim();
}

function minuteOf(item: string): number {
  const { hour = '0', minute = '0', half = 'a' } = CLOCK.exec(item)?.groups ?? {};
  return (Number(hour) % 12) * 60 + Number(minute) + (half.toLowerCase() === 'p' ? NOON : 0);
}

/** The first time that breaks an order which runs upward or downward; a step over midnight breaks nothing. */
function firstOutOfOrder(minutes: readonly number[]): number | undefined {
  const breaks = (sign: 1 | -1): number[] =>
    minutes.flatMap((minute, index) => {
      const before = minutes[index - 1];
      if (before === undefined || sign * (minute - before) >= 0) return [];
      const [early, late] = sign === 1 ? [minute, before] : [before, minute];
      return late >= EVENING && early < NOON ? [] : index;
    });
  const [up, down] = [breaks(1), breaks(-1)];
  if (up.length === 0 || down.length === 0) return undefined;
  const [first = 0] = up.length <= down.length ? up : down;
  // Of the two neighbours the one that does not fit what follows is the wrong one.
  const [before, next] = [minutes[first - 1] ?? 0, minutes[first + 1]];
  return up.length <= down.length && next !== undefined && next < before && first > 1
    ? first - 1
    : first - (next === undefined ? 1 : 0);
}

const NUMBERS = 'one two three four five six seven eight nine ten eleven twelve'.split(' ');
const COUNT = `(?:${NUMBERS.join('|')}|\\d{1,3})`;
const SORT =
  '(?:\\p{Ll}+ )?(?:men|man|women|woman|boys?|girls?|adults?|children|child|teen(?:ager)?s?|juveniles?|officers?|passengers?|drivers?|firefighters?)';
const PART = `(?:an?|${COUNT}) ${SORT}`;
const SUM = new RegExp(
  `(?<![\\p{L}\\d])(?<total>${COUNT}) (?:people|persons|victims|suspects|passengers|occupants|individuals)(?:,| -|:|\\s?—|\\s?\\() ?(?<parts>${PART}(?:(?:,? and|,) ${PART})+)(?=[,.;:)\\n]| -|\\s?—| (?:were|was|are|who))`,
  'giu',
);

const SUM_QUICK = /\b(?:people|persons|victims|suspects|passengers|occupants|individuals)(?:,| ?[-—:(])/i;

function checkCounts(context: Context): readonly Mark[] {
  const { text } = context.prose;
  const marks: Mark[] = [];
  if (!SUM_QUICK.test(text)) return tables(context);
  for (const { groups, index, 0: all } of text.matchAll(SUM)) {
    const total = valueOf(groups?.['total'] ?? '');
    const parts = (groups?.['parts'] ?? '').split(/,? and |, /);
    const sum = parts.reduce((add, part) => add + valueOf(part.split(' ')[0] ?? ''), 0);
    if (sum === total) continue;
    const words = text.slice(index, index + all.length);
    const what = `${quote(words)}: the parts make ${sum}`;
    marks.push(
      marked(context, index, index + all.length, what, 'Count again, and mend the one that is wrong.'),
    );
  }
  return [...marks, ...tables(context)];
}

function valueOf(word: string): number {
  const known = NUMBERS.indexOf(word.toLowerCase()) + 1;
  if (known > 0) return known;
  return /^an?$/i.test(word) ? 1 : Number(word);
}

/** Tables whose last row is a total. */
function tables({ body }: Context): Mark[] {
  const marks: Mark[] = [];
  for (const block of body.blocks) {
    if (block.type !== 'table' || block.rows.length < 3) continue;
    const last = block.rows.at(-1) ?? [];
    if (!/^(?:total|sum|all|in all)s?$/i.test(said(last[0] ?? []))) continue;
    for (const [column, cell] of last.entries()) {
      const total = wholeOf(said(cell));
      const values = block.rows.slice(0, -1).map((row) => wholeOf(said(row[column] ?? [])));
      if (column === 0 || total === undefined || values.includes(undefined)) continue;
      const sum = values.reduce<number>((add, value) => add + (value ?? 0), 0);
      if (sum === total) continue;
      const name = said(block.head[column] ?? []) || `column ${column + 1}`;
      const what = `The total of ${quote(name)} is ${total}, but its rows make ${sum}`;
      marks.push({
        at: block.at,
        words: `${name} ${total}`,
        what,
        fix: 'Count again, and mend the one that is wrong.',
      });
    }
  }
  return marks;
}

function wholeOf(text: string): number | undefined {
  return /^\d{1,3}(?:,\d{3})+$|^\d+$/.test(text) ? Number(text.replaceAll(',', '')) : undefined;
}
