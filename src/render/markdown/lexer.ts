import {
  Lexer,
  Marked,
  type MarkedOptions,
  type Token,
  type TokenizerExtension,
  type TokensList,
} from 'marked';
import {
  attributeLine,
  definitionList,
  footnote,
  footnoteMention,
  officeTag,
  type NoteToken,
} from './extensions.ts';

/** Quotes and lists inside one another, at most; deeper markers are printed as they stand. */
const DEEPEST_BLOCK = 16;
/** Emphasis, links and the like inside one another, at most. */
const DEEPEST_INLINE = 24;
/** A run of text longer than this, in UTF-16 units, is read for emphasis only when it holds few marks of it. */
const LONG_TEXT = 20_000;
const MANY_MARKS = 2_000;
/** Lines that go on with a quote but lack its marker, in one text, at most. */
const MANY_LAZY_LINES = 4_000;

/**
 * Marked's lexer with limits. Without them 5,000 quote marks overflow the stack, a list of 500 levels takes seconds,
 * and 100,000 emphasis marks in one paragraph take minutes, as do 100,000 lines of a quote without their marker.
 */
class BoundedLexer extends Lexer {
  #blockDepth = 0;
  #inlineDepth = 0;

  override blockTokens(source: string, tokens?: Token[], lastParagraphClipped?: boolean): Token[];
  override blockTokens(source: string, tokens?: TokensList, lastParagraphClipped?: boolean): TokensList;
  override blockTokens(source: string, tokens: Token[] = [], lastParagraphClipped = false): Token[] {
    if (this.#blockDepth > DEEPEST_BLOCK) {
      tokens.push({ type: 'paragraph', raw: source, text: source, tokens: this.inline(source) });
      return tokens;
    }
    this.#blockDepth += 1;
    try {
      return super.blockTokens(source, tokens, lastParagraphClipped);
    } finally {
      this.#blockDepth -= 1;
    }
  }

  override inlineTokens(source: string, tokens: Token[] = []): Token[] {
    if (this.#inlineDepth > DEEPEST_INLINE || (source.length > LONG_TEXT && marksIn(source) > MANY_MARKS)) {
      tokens.push({ type: 'text', raw: source, text: source });
      return tokens;
    }
    this.#inlineDepth += 1;
    try {
      return super.inlineTokens(source, tokens);
    } finally {
      this.#inlineDepth -= 1;
    }
  }
}

function marksIn(source: string): number {
  return source.match(/[*_~]/g)?.length ?? 0;
}

function lazyLinesIn(text: string): number {
  let count = 0;
  let quoted = false;
  for (const line of text.split('\n')) {
    const marked = /^[\s\d*+.)-]{0,80}>/.test(line);
    if (quoted && !marked && line.trim() !== '') count += 1;
    else quoted = marked;
  }
  return count;
}

/** Footnotes of the text being read; lexing is synchronous, so one text at a time owns it. */
let notes = new Map<string, NoteToken>();

const extensions: TokenizerExtension[] = [
  footnote((note) => {
    // A second definition of a label says something too: it is kept under a label that nothing mentions.
    if (notes.has(note.label)) note.label = `${note.label} #${notes.size}`;
    notes.set(note.label, note);
  }),
  footnoteMention((label) => notes.has(label)),
  definitionList,
  attributeLine,
  officeTag,
];

const options: MarkedOptions = new Marked({ gfm: true }, { extensions }).defaults;

/**
 * Splits a Markdown text (LF line ends) into marked's tokens, whose `raw` strung together is the text again, and its
 * footnotes by label. Throws RangeError for a text that it would take minutes to read.
 */
export function lex(text: string): { tokens: Token[]; notes: Map<string, NoteToken> } {
  if (text.length > LONG_TEXT && lazyLinesIn(text) > MANY_LAZY_LINES)
    throw new RangeError('too many lazy lines');
  notes = new Map();
  const tokens = new BoundedLexer(options).lex(text);
  return { tokens, notes };
}
