import type { Token, Tokens } from 'marked';
import type { Block, Body, Inline } from '../../model/body.ts';
import type { Spot } from '../../model/source.ts';
import { printable } from './characters.ts';
import { known, type DefinitionsToken, type KnownToken, type NoteToken } from './extensions.ts';
import { factsOf } from './facts.ts';
import { readInlines } from './inline.ts';
import { lex } from './lexer.ts';
import { Trace } from './trace.ts';

/** One text being read. */
type Reading = {
  trace: Trace;
  /** Labels of footnotes in the order of their first mention. */
  mentioned: Set<string>;
  mention: (label: string) => void;
  /** Where the footnotes stand, by label. */
  places: Map<string, number>;
};

/**
 * Reads Markdown (GFM with footnotes and definition lists) into structure. `bodyLine` is the file's line on which
 * `body` begins; every `at` is a spot in that file. Never throws: a text whose nesting defeats the parser becomes
 * paragraphs of plain text, and the body is marked `plain`.
 */
export function parseMarkdown(body: string, bodyLine: number): Body {
  const text = printable(body.includes('\r') ? body.replace(/\r\n?/g, '\n') : body);
  const trace = new Trace(text, bodyLine);
  try {
    return read(text, trace);
  } catch (error) {
    if (error instanceof RangeError) return { blocks: plainParagraphs(text, trace), notes: [], plain: true };
    throw error;
  }
}

function read(text: string, trace: Trace): Body {
  const { tokens, notes } = lex(text);
  const mentioned = new Set<string>();
  const reading: Reading = { trace, mentioned, mention: (label) => mentioned.add(label), places: new Map() };
  const blocks: Block[] = [];
  let offset = 0;
  for (const token of known(tokens)) {
    trace.enter(offset, token.raw.length);
    readBlock(token, blocks, reading);
    offset += token.raw.length;
  }
  return { blocks, notes: readNotes(notes, reading) };
}

/** Footnotes in the order of their first mention (one may mention another), then those that nothing mentions. */
function readNotes(notes: Map<string, NoteToken>, reading: Reading): Body['notes'] {
  const read: Body['notes'] = [];
  const take = (label: string): void => {
    const note = notes.get(label);
    if (!note) return;
    const place = reading.places.get(label);
    if (place !== undefined) reading.trace.enter(place, note.raw.length);
    read.push({ label, children: readBlocks(note.tokens, reading) });
  };
  // A Set that grows while it is walked also visits what was added.
  for (const label of reading.mentioned) take(label);
  for (const label of notes.keys()) if (!reading.mentioned.has(label)) take(label);
  return read;
}

function readBlocks(tokens: readonly Token[], reading: Reading): Block[] {
  const blocks: Block[] = [];
  for (const token of known(tokens)) readBlock(token, blocks, reading);
  return blocks;
}

function readBlock(token: KnownToken, into: Block[], reading: Reading): void {
  if (token.type === 'space' || token.type === 'attributes') return;
  const from = reading.trace.reach(token.raw);
  const at = reading.trace.spot(from, token.raw);
  switch (token.type) {
    case 'heading':
      into.push({
        type: 'heading',
        level: token.depth,
        children: headingText(token, reading),
        at,
      });
      break;
    case 'hr':
      into.push({ type: 'rule', at });
      break;
    case 'code':
      reading.trace.pass(token.raw);
      into.push(readCode(token, at));
      break;
    case 'blockquote':
      into.push({ type: 'quote', children: readBlocks(token.tokens ?? [], reading), at });
      break;
    case 'list':
      into.push(readList(token, at, reading));
      break;
    case 'html':
      reading.trace.pass(token.raw);
      into.push({ type: 'html', html: token.raw, at });
      break;
    case 'table':
      into.push(readTable(token, at, reading));
      break;
    case 'definitions':
      into.push({ type: 'facts', rows: readDefinitions(token, reading), at });
      break;
    case 'checkbox':
      into.push({ type: 'paragraph', children: readInlines([token], reading), at });
      break;
    case 'footnote':
      reading.places.set(token.label, from);
      reading.trace.pass(token.raw);
      break;
    case 'def':
      reading.trace.pass(token.raw);
      break;
    default:
      into.push(readParagraph(token, at, reading));
  }
}

function readParagraph(token: KnownToken, at: Spot, reading: Reading): Block {
  const children = readInlines('tokens' in token ? token.tokens : undefined, reading);
  const [image, ...more] = children.filter((child) => child.type !== 'text' || child.text.trim() !== '');
  if (image?.type === 'image' && more.length === 0) {
    return { type: 'figure', src: image.src, alt: image.alt, caption: image.title ?? '', at: image.at };
  }
  return { type: 'paragraph', children, at };
}

/** A fence around nothing is no code: what stands beside the fence would be lost. */
function readCode(token: Tokens.Code, at: Spot): Block {
  const text = token.text.trimEnd();
  return text === '' && token.lang
    ? { type: 'paragraph', children: [{ type: 'text', text: token.raw.trim() }], at }
    : { type: 'code', text, at };
}

/** A heading's text, without the id that kramdown and Pandoc let an author add: `## What to do {#todo}`. */
function headingText(token: Tokens.Heading, reading: Reading): Inline[] {
  const children = readInlines(token.tokens, reading);
  const last = children.at(-1);
  if (last?.type !== 'text') return children;
  const id = last.text.lastIndexOf('{#');
  if (id !== -1 && /^\{#[\w:.-]+\}\s*$/.test(last.text.slice(id)))
    last.text = last.text.slice(0, id).trimEnd();
  return last.text === '' ? children.slice(0, -1) : children;
}

function readList(token: Tokens.List, at: Spot, reading: Reading): Block {
  const items = token.items.map((item) => {
    reading.trace.reach(item.raw);
    return joined(readBlocks(item.tokens, reading));
  });
  const rows = token.ordered ? undefined : factsOf(items);
  if (rows) return { type: 'facts', rows, at };
  return { type: 'list', ordered: token.ordered, start: token.start === '' ? 1 : token.start, items, at };
}

/** Marked gives the box of a task that is not in a paragraph a place of its own; it belongs to the words behind it. */
function joined(item: Block[]): Block[] {
  const [box, text, ...rest] = item;
  if (box?.type !== 'paragraph' || text?.type !== 'paragraph' || box.children.length !== 1) return item;
  const [mark] = box.children;
  if (mark?.type !== 'text' || !/^[☐☑] $/.test(mark.text)) return item;
  return [{ ...text, children: [mark, ...text.children] }, ...rest];
}

function readTable(token: Tokens.Table, at: Spot, reading: Reading): Block {
  const cells = (row: readonly Tokens.TableCell[]) => row.map((cell) => readInlines(cell.tokens, reading));
  return { type: 'table', align: token.align, head: cells(token.header), rows: token.rows.map(cells), at };
}

function readDefinitions(token: DefinitionsToken, reading: Reading): { term: Inline[]; value: Inline[] }[] {
  return token.rows.map((row) => ({
    term: readInlines(row.term, reading),
    value: row.values.flatMap((value, index): Inline[] => {
      const inlines = readInlines(value, reading);
      return index === 0 ? inlines : [{ type: 'break' }, ...inlines];
    }),
  }));
}

function plainParagraphs(text: string, trace: Trace): Block[] {
  const blocks: Block[] = [];
  for (const match of text.matchAll(/[^\n]+(?:\n[^\n]+)*/g)) {
    if (match[0].trim() === '') continue;
    trace.enter(match.index, match[0].length);
    const at = trace.spot(trace.reach(match[0]), match[0]);
    blocks.push({ type: 'paragraph', children: [{ type: 'text', text: match[0] }], at });
  }
  return blocks;
}
