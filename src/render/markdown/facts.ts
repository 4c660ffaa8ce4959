import type { Block, Inline } from '../../model/body.ts';

type Row = { term: Inline[]; value: Inline[] };

const COLON_AT_START = /^\s*[:：]\s*/;

/** The rows of a list whose every item is one paragraph that begins with a bold term and a colon; else undefined. */
export function factsOf(items: readonly Block[][]): Row[] | undefined {
  const rows: Row[] = [];
  for (const item of items) {
    const [only] = item;
    const row = item.length === 1 && only?.type === 'paragraph' ? rowOf(only.children) : undefined;
    if (!row) return undefined;
    rows.push(row);
  }
  return rows.length === 0 ? undefined : rows;
}

/** `**When:** noon` and `**When**: noon`. */
function rowOf([first, ...rest]: readonly Inline[]): Row | undefined {
  if (first?.type !== 'strong') return undefined;
  const last = first.children.at(-1);
  const words = last?.type === 'text' ? last.text.trimEnd() : '';
  if (words.endsWith(':') || words.endsWith('：')) {
    const term = [...first.children.slice(0, -1), ...textOf(words.slice(0, -1).trimEnd())];
    return { term, value: withStart(rest, /^\s+/) };
  }
  const [next] = rest;
  if (next?.type !== 'text' || !COLON_AT_START.test(next.text)) return undefined;
  return { term: first.children, value: withStart(rest, COLON_AT_START) };
}

function withStart([first, ...rest]: readonly Inline[], cut: RegExp): Inline[] {
  if (!first) return [];
  return first.type === 'text' ? [...textOf(first.text.replace(cut, '')), ...rest] : [first, ...rest];
}

function textOf(text: string): Inline[] {
  return text === '' ? [] : [{ type: 'text', text }];
}
