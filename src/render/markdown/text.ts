import type { Block, Body } from '../../model/body.ts';
import { columns, widest, wrapped } from './columns.ts';
import { confine, type Part } from './sanitise.ts';
import { htmlInWords } from './text-html.ts';
import { linkList, type Saying } from './saying.ts';
import { inlineText } from './text-inline.ts';
import { tableText } from './text-table.ts';
import { photoInWords, wordsIn } from './words.ts';

export type TextOptions = {
  /** The publication's file, from the newsroom's folder: links in it are relative to this. */
  path: string;
  /** Origin and base path of the site, without a slash at the end: links are printed whole. */
  site: string;
  /** Language of the text, for the few words that are added to it; English when absent. */
  language?: string;
};

/** A mail program shows this much without breaking lines by itself (RFC 5322 §2.1.1 asks for less than 78). */
const WIDTH = 76;
/** A term longer than this does not push the values of all facts to the right. */
const LONGEST_TERM = 20;

/**
 * A body as plain text in 76 columns, written from its structure: underlined headings, numbered links with a list of
 * whole addresses at the end, tables in columns, photos and footnotes in words. Only code, single long words and
 * addresses may be wider. Ends with one line end; empty for an empty body.
 */
export function renderText(body: Body, { path, site, language }: TextOptions): string {
  const notes = new Map(body.notes.map(({ label }, index) => [label, index + 1]));
  const saying: Saying = { path, site, words: wordsIn(language), notes, links: new Map() };
  const parts = blocksText(body.blocks, WIDTH, saying);
  if (body.notes.length > 0) parts.push(notesText(body, saying));
  if (saying.links.size > 0) parts.push(`${headingText(saying.words.links, 2)}\n${linkList(saying)}`);
  const text = parts
    .join('\n\n')
    .split('\n')
    .map((line) =>
      line
        .replace(/[\u00a0\u202f]/g, ' ')
        .replaceAll('\u00ad', '')
        .trimEnd(),
    )
    .join('\n');
  return text === '' ? '' : `${text}\n`;
}

/** The blocks' texts, without those that say nothing. */
function blocksText(blocks: readonly Block[], width: number, saying: Saying): string[] {
  if (blocks.some(({ type }) => type === 'html')) return mixedText(blocks, width, saying);
  const texts: string[] = [];
  for (const block of blocks) {
    const text = blockText(block, width, saying);
    if (text !== '') texts.push(text);
  }
  return texts;
}

/** Raw HTML among blocks: what the sanitiser leaves of it, in words, and our own blocks in their places. */
function mixedText(blocks: readonly Block[], width: number, saying: Saying): string[] {
  const parts = blocks.map((block): Part =>
    block.type === 'html' ? { raw: `${block.html}\n` } : { own: blockText(block, width, saying) },
  );
  const pieces = confine(parts, saying.path, 'block').split(/<!--(\d+)-->/);
  return pieces
    .map((piece, index) => {
      if (index % 2 === 0) return wrapped(htmlInWords(piece, saying), width).join('\n').trim();
      const part = parts[Number(piece)];
      return part && 'own' in part ? part.own : '';
    })
    .filter((text) => text !== '');
}

function blockText(block: Block, width: number, saying: Saying): string {
  switch (block.type) {
    case 'heading':
      return headingText(wrapped(inlineText(block.children, saying), width).join('\n'), block.level);
    case 'paragraph':
      return wrapped(inlineText(block.children, saying), width).join('\n');
    case 'list':
      return listText(block, width, saying);
    case 'facts':
      return factsText(block, width, saying);
    case 'quote':
      return indented(blocksText(block.children, width - 2, saying).join('\n\n'), '> ', '> ');
    case 'table':
      return tableText(block, width, saying);
    case 'code':
      return block.text.trim() === '' ? '' : indented(block.text, '    ', '    ');
    case 'rule':
      return '* * *';
    case 'figure':
      return wrapped(`[${photoInWords(saying.words, block.alt, block.caption)}]`, width).join('\n');
    default:
      return mixedText([block], width, saying).join('\n\n');
  }
}

/** Underlined rather than in capitals, which not every script has and which hide how a name is written. */
function headingText(text: string, level: number): string {
  if (text === '') return '';
  return `${text}\n${(level <= 2 ? '=' : '-').repeat(Math.max(3, widest(text.split('\n'))))}`;
}

function listText(list: Extract<Block, { type: 'list' }>, width: number, saying: Saying): string {
  const last = list.ordered ? `${list.start + list.items.length - 1}. ` : '- ';
  const room = Math.max(20, width - last.length);
  const texts = list.items.map((item) => {
    const gap = item.slice(1).every(({ type }) => type === 'list') ? '\n' : '\n\n';
    return blocksText(item, room, saying).join(gap);
  });
  const items = texts.map((text, index) => {
    const marker = list.ordered ? `${list.start + index}. `.padEnd(last.length) : '- ';
    return indented(text, marker, ' '.repeat(marker.length));
  });
  return items.join(texts.some((text) => text.includes('\n\n')) ? '\n\n' : '\n');
}

function factsText({ rows }: Extract<Block, { type: 'facts' }>, width: number, saying: Saying): string {
  const facts = rows.map(({ term, value }) => ({
    term: `${inlineText(term, saying)}:`.replaceAll('\n', ' '),
    value: inlineText(value, saying),
  }));
  const left = widest(facts.map(({ term }) => term).filter((term) => columns(term) <= LONGEST_TERM)) + 2;
  return facts
    .map(({ term, value }) => {
      const lead = columns(term) <= LONGEST_TERM ? term + ' '.repeat(left - columns(term)) : '';
      if (lead === '') return indented(wrapped(`${term} ${value}`, width - 4).join('\n'), '', '    ');
      return indented(wrapped(value, Math.max(20, width - left)).join('\n'), lead, ' '.repeat(left));
    })
    .join('\n');
}

function notesText(body: Body, saying: Saying): string {
  const texts = body.notes.map(({ children }, index) => {
    const marker = `[${saying.words.note} ${index + 1}] `;
    return indented(blocksText(children, WIDTH - 4, saying).join('\n\n'), marker, '    ');
  });
  return `${headingText(saying.words.notes, 2)}\n${texts.join('\n')}`;
}

function indented(text: string, first: string, rest: string): string {
  return first + text.replaceAll('\n', `\n${rest}`);
}
