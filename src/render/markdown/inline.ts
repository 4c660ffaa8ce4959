import type { Token, Tokens } from 'marked';
import type { Inline } from '../../model/body.ts';
import { decoded } from './characters.ts';
import { known, type KnownToken } from './extensions.ts';
import type { Trace } from './trace.ts';
import { plainText } from './words.ts';

/** Inline markup inside inline markup, at most; what is deeper is printed as it was written. */
const DEEPEST = 24;
/** kramdown's attributes behind a span (`[text](page){:target="_blank"}`) and on a line of their own. */
const SPAN_ATTRIBUTES = /^\{:[^{}\n]*\}/;
const BULLET = /\n[ \t]*(?=[•▪◦‣●])/;
const LINE_ATTRIBUTES = /(^|\n)[ \t]*\{:[^:{}\n][^{}\n]*\}[ \t]*(?=\n|$)/g;

/** What reading the inline parts of one text needs: where it stands, and who hears of a footnote's mention. */
export type InlineReading = { trace: Trace; mention: (label: string) => void };

/** Marked's inline tokens as ours. Texts are plain: character references read, neighbours joined. */
export function readInlines(
  tokens: readonly Token[] | undefined,
  reading: InlineReading,
  depth = 0,
): Inline[] {
  const inlines: Inline[] = [];
  for (const token of known(tokens)) readInline(token, inlines, reading, depth);
  return inlines;
}

function readInline(token: KnownToken, into: Inline[], reading: InlineReading, depth: number): void {
  const { trace } = reading;
  const located = token.type === 'link' || token.type === 'image' || token.type === 'html';
  const from = located ? trace.reach(token.raw) : trace.here;
  switch (token.type) {
    case 'strong':
    case 'em':
    case 'del':
      if (depth >= DEEPEST) addText(into, token.raw);
      else into.push({ type: token.type, children: readInlines(token.tokens, reading, depth + 1) });
      break;
    case 'link':
      into.push(readLink(token, from, reading, depth));
      break;
    case 'image':
      into.push(readImage(token, from, reading));
      break;
    case 'codespan':
      into.push({ type: 'code', text: token.text });
      break;
    case 'br':
      into.push({ type: 'break' });
      break;
    case 'html':
      if (/^<br[ \t]*\/?>$/i.test(token.raw)) into.push({ type: 'break' });
      else into.push({ type: 'html', html: token.raw, at: trace.spot(from, token.raw) });
      break;
    case 'mention':
      reading.mention(token.label);
      into.push({ type: 'note', label: token.label });
      break;
    case 'checkbox':
      addText(into, token.checked ? '☑ ' : '☐ ');
      break;
    case 'escape':
      addText(into, token.text);
      break;
    default:
      addLines(into, withoutAttributes(decoded(token.raw), into.at(-1)));
  }
  if (trace.here === from) trace.pass(token.raw);
  else trace.leave(from, token.raw);
}

function readLink(token: Tokens.Link, from: number, reading: InlineReading, depth: number): Inline {
  const at = reading.trace.spot(from, token.raw);
  const children: Inline[] =
    depth >= DEEPEST ? [{ type: 'text', text: token.text }] : readInlines(token.tokens, reading, depth + 1);
  return { type: 'link', href: token.autolink ? token.href : decoded(token.href), children, at };
}

function readImage(token: Tokens.Image, from: number, reading: InlineReading): Inline {
  const at = reading.trace.spot(from, token.raw);
  const alt = plainText(readInlines(token.tokens, reading, 1));
  const image = { type: 'image' as const, src: decoded(token.href), alt, at };
  return token.title ? { ...image, title: decoded(token.title) } : image;
}

function withoutAttributes(text: string, before: Inline | undefined): string {
  if (!text.includes('{:')) return text;
  const afterSpan = before !== undefined && before.type !== 'text' && before.type !== 'break';
  return (afterSpan ? text.replace(SPAN_ATTRIBUTES, '') : text).replace(LINE_ATTRIBUTES, '');
}

/** Lines that begin with a bullet, as mail and Word have them, stay lines. */
function addLines(into: Inline[], text: string): void {
  if (!BULLET.test(text)) {
    addText(into, text);
    return;
  }
  for (const [index, line] of text.split(BULLET).entries()) {
    if (index > 0) into.push({ type: 'break' });
    addText(into, line);
  }
}

function addText(into: Inline[], text: string): void {
  const last = into.at(-1);
  if (last?.type === 'text') last.text += text;
  else if (text !== '') into.push({ type: 'text', text });
}
