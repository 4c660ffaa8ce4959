import { decodeHTML } from 'entities';

/** What a fact is made of: a number with what belongs to it, a month, the half of a day. */
const FACT =
  /[$€£§#]?\d(?:[\d.,:/-]*\d)?%?|\b(?:Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec)[a-z]*|\b[ap]\.m\./g;
/** Where a text of ours says what its numbers stand for: layout, and no fact. */
const LINK_MARK = / ?\[\d+\]/g;
const UNSEEN = /<!--.*?-->|<(head|script|style|title)\b[^>]*>.*?<\/\1>/gs;
const INLINE =
  /^(?:a|abbr|b|bdi|cite|code|del|dfn|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|time|u|var|wbr)$/;

/** How often each fact stands in a text. */
export type Facts = Map<string, number>;

/** The facts of a plain text as its reader sees them: line ends part no more than blanks do. */
export function factsOfText(text: string): Facts {
  const facts: Facts = new Map();
  const seen = text
    .replaceAll(LINK_MARK, '')
    .replace(/\p{Cf}/gu, '')
    .replace(/(?:https?:\/\/|tel:|mailto:)\S+/g, ' ');
  for (const [fact] of seen.matchAll(FACT)) facts.set(fact, (facts.get(fact) ?? 0) + 1);
  return facts;
}

/** The facts of HTML as its reader sees it: numbers of lists are counted by the browser, a picture is told by its words. */
export function factsOfHtml(html: string): Facts {
  const lists: { next: number; ordered: boolean }[] = [];
  const text = html
    .replace(UNSEEN, ' ')
    .replace(/<(\/?)([a-z][a-z0-9]*)([^>]*)>/gi, (_, slash, tag, attributes) => {
      const [name, rest, isEnd] = [String(tag).toLowerCase(), String(attributes), slash === '/'];
      if (name === 'ol' || name === 'ul') {
        if (isEnd) lists.pop();
        else lists.push({ next: Number(/ start="(\d+)"/.exec(rest)?.[1] ?? 1), ordered: name === 'ol' });
      }
      const list = lists.at(-1);
      if (name === 'li' && !isEnd && list?.ordered) return ` ${list.next++}. `;
      if (name === 'img') return ` ${/ alt="([^"]*)"/.exec(rest)?.[1] ?? ''} `;
      return INLINE.test(name) ? '' : ' ';
    });
  return factsOfText(decodeHTML(text));
}

/** What one text has more than another, and what it has less: `26-047: 1`. */
export function difference(more: Facts, less: Facts): string[] {
  return [...new Set([...more.keys(), ...less.keys()])]
    .map((fact) => [fact, (more.get(fact) ?? 0) - (less.get(fact) ?? 0)] as const)
    .filter(([, count]) => count !== 0)
    .map(([fact, count]) => `${fact}: ${count}`)
    .toSorted();
}
