import type { Block, Body, Inline } from '../model/body.ts';
import type { Spot } from '../model/source.ts';

/** What the checks look at in a body, gathered in one walk. */
export type Outline = {
  links: { href: string; text: string; at: Spot }[];
  images: { src: string; alt: string; at: Spot }[];
  headings: { level: number; at: Spot }[];
  tables: { head: Inline[][]; at: Spot }[];
  /** Raw HTML, a tag or a whole block each. */
  html: { html: string; at: Spot }[];
  words: number;
  /** The first paragraph with words in it, as plain text. */
  opening: string;
  /** True when nothing would be printed at all. */
  empty: boolean;
  /** The first block inside more than DEEPEST lists and quotations. */
  tooDeep: Spot | undefined;
};

/** Lists and quotations inside one another, at most; nobody could follow more, and parsers give up soon after. */
export const DEEPEST = 12;

/** Walks a body once, footnotes last. */
export function outlineOf(body: Body): Outline {
  const outline: Outline = {
    links: [],
    images: [],
    headings: [],
    tables: [],
    html: [],
    words: 0,
    opening: '',
    empty: true,
    tooDeep: undefined,
  };
  walkBlocks(body.blocks, outline, 0);
  for (const note of body.notes) walkBlocks(note.children, outline, 0);
  outline.empty = outline.words === 0 && outline.images.length === 0;
  return outline;
}

/** The words of inline parts, without their markup; pictures and footnote marks say nothing. */
export function plainText(inlines: readonly Inline[]): string {
  let text = '';
  for (const inline of inlines) {
    if (inline.type === 'text' || inline.type === 'code') text += inline.text;
    else if (inline.type === 'break') text += ' ';
    else if ('children' in inline) text += plainText(inline.children);
  }
  return text;
}

function walkBlocks(blocks: readonly Block[], outline: Outline, depth: number): void {
  if (depth > DEEPEST) outline.tooDeep ??= blocks[0]?.at;
  for (const block of blocks) walkBlock(block, outline, depth);
}

function walkBlock(block: Block, outline: Outline, depth: number): void {
  switch (block.type) {
    case 'paragraph':
      if (outline.opening === '') outline.opening = plainText(block.children).trim();
      walkInlines(block.children, outline);
      break;
    case 'heading':
      outline.headings.push({ level: block.level, at: block.at });
      walkInlines(block.children, outline);
      break;
    case 'list':
      for (const item of block.items) walkBlocks(item, outline, depth + 1);
      break;
    case 'facts':
      for (const { term, value } of block.rows) {
        walkInlines(term, outline);
        walkInlines(value, outline);
      }
      break;
    case 'quote':
      walkBlocks(block.children, outline, depth + 1);
      break;
    case 'table':
      outline.tables.push({ head: block.head, at: block.at });
      for (const row of [block.head, ...block.rows]) for (const cell of row) walkInlines(cell, outline);
      break;
    case 'figure':
      outline.images.push({ src: block.src, alt: block.alt, at: block.at });
      break;
    case 'code':
      outline.words += countWords(block.text);
      break;
    case 'html':
      walkHtml(block.html, block.at, outline);
      break;
    case 'rule':
      break;
  }
}

function walkInlines(inlines: readonly Inline[], outline: Outline): void {
  for (const inline of inlines) {
    switch (inline.type) {
      case 'text':
      case 'code':
        outline.words += countWords(inline.text);
        break;
      case 'link':
        outline.links.push({ href: inline.href, text: labelOf(inline.children), at: inline.at });
        walkInlines(inline.children, outline);
        break;
      case 'image':
        outline.images.push({ src: inline.src, alt: inline.alt, at: inline.at });
        break;
      case 'html':
        walkHtml(inline.html, inline.at, outline);
        break;
      case 'strong':
      case 'em':
      case 'del':
        walkInlines(inline.children, outline);
        break;
      case 'break':
      case 'note':
        break;
    }
  }
}

function walkHtml(html: string, at: Spot, outline: Outline): void {
  outline.html.push({ html, at });
  outline.words += countWords(
    html.replace(/<(script|style)\b[\s\S]*?(?:<\/\1\s*>|$)|<!--[\s\S]*?(?:-->|$)|<[^<>]*>/gi, ' '),
  );
}

/** What a reader hears of a link: its words, or what its picture shows. */
function labelOf(inlines: readonly Inline[]): string {
  const text = plainText(inlines).trim();
  if (text !== '') return text;
  for (const inline of inlines) if (inline.type === 'image' && inline.alt !== '') return inline.alt;
  return '';
}

/** Runs of anything but blanks. `indexOf` is three times as fast as looking at each letter, and all text comes by. */
function countWords(text: string): number {
  const line = text.includes('\n') ? text.replaceAll('\n', ' ') : text;
  let words = 0;
  for (let start = 0; start < line.length;) {
    const blank = line.indexOf(' ', start);
    const end = blank === -1 ? line.length : blank;
    if (end > start + 1 || (end > start && isWord(line.charCodeAt(start)))) words += 1;
    start = end + 1;
  }
  return words;
}

/** Tells a word of one character from a full stop or comma that stands alone behind bold text. */
function isWord(code: number): boolean {
  return (code >= 48 && code <= 57) || code >= 65;
}
