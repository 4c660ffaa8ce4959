import type { Block, Body, Inline } from '../../model/body.ts';
import { escapeHtml } from '../../model/html.ts';
import { headingOutline, type Outline } from './headings.ts';
import { imageAddress, linkAddress } from './addresses.ts';
import { confine, type Part } from './sanitise.ts';
import { plainText, wordsIn, type Words } from './words.ts';

export type HtmlOptions = {
  /** The publication's file, from the newsroom's folder: links in it are relative to this. */
  path: string;
  /** What every id begins with: `r26-123-`. */
  prefix: string;
  /** Language of the text, for the few words that are added to it; English when absent. */
  language?: string;
};

/** One body being written. */
type Writing = {
  path: string;
  prefix: string;
  words: Words;
  outline: Outline;
  /** Footnotes by label: their number, and how often they were mentioned so far. */
  notes: Map<string, { number: number; mentions: number }>;
};

/**
 * A body as HTML for the web: headings from `h2`, ids with the prefix, links and images only where `addresses.ts`
 * allows, raw HTML confined by the sanitiser. Addresses of the newsroom's own files begin at the site's root.
 */
export function renderHtml(body: Body, { path, prefix, language }: HtmlOptions): string {
  const notes = new Map(body.notes.map(({ label }, index) => [label, { number: index + 1, mentions: 0 }]));
  const writing = { path, prefix, words: wordsIn(language), outline: headingOutline(body, prefix), notes };
  return blocksHtml(body.blocks, writing) + notesHtml(body, writing);
}

function blocksHtml(blocks: readonly Block[], writing: Writing): string {
  if (blocks.some(({ type }) => type === 'html')) return mixedBlocks(blocks, writing);
  let html = '';
  for (const block of blocks) {
    const one = blockHtml(block, writing);
    if (one !== '') html += `${one}\n`;
  }
  return html;
}

/** Blocks among which raw HTML stands. A raw paragraph around whole blocks of ours would be a paragraph in a paragraph. */
function mixedBlocks(blocks: readonly Block[], writing: Writing): string {
  const parts = blocks.map((block): Part =>
    block.type === 'html' ? { raw: `${block.html}\n` } : { own: `${blockHtml(block, writing)}\n` },
  );
  const safe = confine(parts, writing.path, 'block')
    .replace(/<p>\s*((?:<!--\d+-->\s*)+)<\/p>/g, '$1')
    .replace(/<table>/g, `${tableFrame(writing.words.table)}<table>`)
    .replace(/<\/table>/g, '</table></div>');
  const html = withParts(safe, parts).trim();
  return html === '' ? '' : `${html}\n`;
}

function withParts(safe: string, parts: readonly Part[]): string {
  return safe.replace(/<!--(\d+)-->/g, (_, index: string) => {
    const part = parts[Number(index)];
    return part && 'own' in part ? part.own : '';
  });
}

function blockHtml(block: Block, writing: Writing): string {
  switch (block.type) {
    case 'heading': {
      if (block.children.length === 0) return '';
      const { level, id } = writing.outline.enter(block);
      return `<h${level} id="${id}">${inlinesHtml(block.children, writing)}</h${level}>`;
    }
    case 'paragraph': {
      const text = inlinesHtml(block.children, writing);
      return text.trim() === '' ? '' : `<p>${text}</p>`;
    }
    case 'list':
      return listHtml(block, writing);
    case 'facts':
      return factsHtml(block, writing);
    case 'quote':
      return `<blockquote>\n${blocksHtml(block.children, writing)}</blockquote>`;
    case 'table':
      return tableHtml(block, writing);
    case 'code':
      return `<pre><code>${escapeHtml(block.text)}</code></pre>`;
    case 'rule':
      return '<hr>';
    case 'figure':
      return figureHtml(block, writing);
    default:
      return mixedBlocks([block], writing);
  }
}

function listHtml(list: Extract<Block, { type: 'list' }>, writing: Writing): string {
  const tag = list.ordered ? 'ol' : 'ul';
  const start = list.ordered && list.start !== 1 ? ` start="${list.start}"` : '';
  const items = list.items.map((item) => `<li>${itemHtml(item, writing)}</li>\n`);
  return `<${tag}${start}>\n${items.join('')}</${tag}>`;
}

/** An item that is one paragraph, perhaps with lists below it, needs no paragraph marks. */
function itemHtml(item: readonly Block[], writing: Writing): string {
  const [first, ...rest] = item;
  if (first?.type !== 'paragraph' || !rest.every(({ type }) => type === 'list' || type === 'facts')) {
    return blocksHtml(item, writing);
  }
  const text = inlinesHtml(first.children, writing);
  return rest.length === 0 ? text : `${text}\n${blocksHtml(rest, writing)}`;
}

function factsHtml({ rows }: Extract<Block, { type: 'facts' }>, writing: Writing): string {
  const pairs = rows.map(
    ({ term, value }) =>
      `<div><dt>${inlinesHtml(term, writing)}</dt><dd>${inlinesHtml(value, writing)}</dd></div>\n`,
  );
  return `<dl class="facts">\n${pairs.join('')}</dl>`;
}

/** On a narrow screen a table scrolls by itself, and the keyboard can reach it to do so. */
function tableFrame(label: string): string {
  return `<div class="table" role="region" tabindex="0" aria-label="${escapeHtml(label)}">`;
}

function tableHtml(table: Extract<Block, { type: 'table' }>, writing: Writing): string {
  const side = (index: number) => {
    const align = table.align[index];
    return align === 'right' || align === 'center' ? ` class="${align}"` : '';
  };
  const titles = table.head.map((cell) => plainText(cell).trim());
  const head = table.head.map((cell, index) =>
    titles[index] === '' ? '<td></td>' : `<th scope="col"${side(index)}>${inlinesHtml(cell, writing)}</th>`,
  );
  const named = titles.some((title) => title !== '');
  const rows = table.rows.map((row) => {
    const cells = row.map((cell, index) => `<td${side(index)}>${inlinesHtml(cell, writing)}</td>`);
    return `<tr>${cells.join('')}</tr>\n`;
  });
  const label = named ? titles.filter((title) => title !== '').join(', ') : writing.words.table;
  const heading = named ? `<thead>\n<tr>${head.join('')}</tr>\n</thead>\n` : '';
  const content = rows.length === 0 ? '' : `<tbody>\n${rows.join('')}</tbody>\n`;
  return `${tableFrame(label)}\n<table>\n${heading}${content}</table>\n</div>`;
}

/** A figure whose image may not be shown is its words. */
function figureHtml({ src, alt, caption }: Extract<Block, { type: 'figure' }>, writing: Writing): string {
  if (imageAddress(src, writing.path) === undefined) {
    const words = [alt, caption].filter((part) => part.trim() !== '').join(' — ');
    return words === '' ? '' : `<p>${escapeHtml(words)}</p>`;
  }
  const below = caption === '' ? '' : `<figcaption>${escapeHtml(caption)}</figcaption>`;
  return `<figure>${imageHtml(src, alt, writing)}${below}</figure>`;
}

function imageHtml(src: string, alt: string, { path }: Writing): string {
  const address = imageAddress(src, path);
  if (address === undefined) return escapeHtml(alt);
  return `<img src="${escapeHtml(address)}" alt="${escapeHtml(alt)}" loading="lazy">`;
}

function inlinesHtml(inlines: readonly Inline[], writing: Writing): string {
  if (inlines.some(({ type }) => type === 'html')) {
    const parts = inlines.map((inline): Part =>
      inline.type === 'html' ? { raw: inline.html } : { own: inlineHtml(inline, writing) },
    );
    return withParts(confine(parts, writing.path, 'inline'), parts);
  }
  let html = '';
  for (const inline of inlines) html += inlineHtml(inline, writing);
  return html;
}

function inlineHtml(inline: Inline, writing: Writing): string {
  switch (inline.type) {
    case 'text':
      return escapeHtml(inline.text);
    case 'strong':
    case 'em':
    case 'del':
      return `<${inline.type}>${inlinesHtml(inline.children, writing)}</${inline.type}>`;
    case 'code':
      return `<code>${escapeHtml(inline.text)}</code>`;
    case 'link':
      return linkHtml(inline.href, inlinesHtml(inline.children, writing), writing);
    case 'image':
      return imageHtml(inline.src, inline.alt, writing);
    case 'break':
      return '<br>\n';
    case 'note':
      return mentionHtml(inline.label, writing);
    default:
      return inlinesHtml([inline], writing);
  }
}

function linkHtml(href: string, text: string, { path, outline }: Writing): string {
  const address = href.startsWith('#') ? outline.find(href.slice(1)) : linkAddress(href, path);
  return address === undefined ? text : `<a href="${escapeHtml(address)}">${text}</a>`;
}

function mentionHtml(label: string, { notes, prefix }: Writing): string {
  const note = notes.get(label);
  if (!note) return '';
  note.mentions += 1;
  const again = note.mentions === 1 ? '' : `-${note.mentions}`;
  const id = `${prefix}note-${note.number}`;
  return `<sup><a id="${id}-from${again}" href="#${id}" role="doc-noteref">${note.number}</a></sup>`;
}

function notesHtml(body: Body, writing: Writing): string {
  if (body.notes.length === 0) return '';
  const { words, prefix, notes } = writing;
  const items = body.notes.map(({ label, children }) => {
    const text = itemHtml(children, writing).trimEnd();
    return { label, text };
  });
  // Back links come last: a note may itself be mentioned by a later one.
  const list = items.map(({ label, text }, index) => {
    const id = `${prefix}note-${index + 1}`;
    const back = Array.from({ length: notes.get(label)?.mentions ?? 0 }, (_, mention) => {
      const from = `${id}-from${mention === 0 ? '' : `-${mention + 1}`}`;
      return ` <a href="#${from}" role="doc-backlink" aria-label="${words.back} (${index + 1})">↩</a>`;
    });
    return `<li id="${id}">${text}${back.join('')}</li>\n`;
  });
  return `<section class="footnotes" role="doc-endnotes" aria-label="${words.notes}">\n<ol>\n${list.join('')}</ol>\n</section>\n`;
}
