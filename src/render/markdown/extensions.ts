import type { MarkedToken, Token, TokenizerExtension, TokenizerThis } from 'marked';

/** A footnote's text: `[^1]: The bridge’s official name.` */
export type NoteToken = { type: 'footnote'; raw: string; label: string; tokens: Token[] };
/** A footnote's mention in a text: `[^1]`. */
export type MentionToken = { type: 'mention'; raw: string; label: string };
/** A definition list: `Term`, and below it `: Definition`. */
export type DefinitionsToken = {
  type: 'definitions';
  raw: string;
  rows: { term: Token[]; values: Token[][] }[];
};
/** Attributes of a block, which say how to set it, not what it says: `{: .wide}`. */
export type AttributesToken = { type: 'attributes'; raw: string };

/** What marked's lexer gives with the extensions below. */
export type KnownToken = MarkedToken | NoteToken | MentionToken | DefinitionsToken | AttributesToken;

/** Tokens by their names: marked's own type for them allows any extension's, and so tells nothing apart. */
export function known(tokens: readonly unknown[] | undefined): readonly KnownToken[] {
  if (tokens === undefined) return [];
  assertKnown(tokens);
  return tokens;
}

function assertKnown(_tokens: readonly unknown[]): asserts _tokens is readonly KnownToken[] {}

const NOTE_START = /^ {0,3}\[\^([^\]\s]{1,100})\]:[ \t]*/;
const BLOCK_START = /^ {0,3}(?:\[\^|#{1,6}[ \t]|>|```|~~~|[*+-][ \t]|\d{1,9}[.)][ \t]|\||<)/;
const BLANK = /^[ \t]*$/;

/** The line that begins at an offset, without its line end. */
function lineAt(source: string, from: number): string {
  const end = source.indexOf('\n', from);
  return source.slice(from, end === -1 ? source.length : end);
}

/** A cheap first look, as every block of a text passes here: the first character, or a blank before it. */
function mayBegin(source: string, character: string): boolean {
  return source.startsWith(character) || source.startsWith(' ');
}

/** Reads footnote definitions; `found` hears of each. GFM's form, with continuation lines indented by four. */
export function footnote(found: (note: NoteToken) => void): TokenizerExtension {
  return {
    name: 'footnote',
    level: 'block',
    // Only within the paragraph at hand: a search to the end of the text for each paragraph would be quadratic.
    start(source) {
      const end = source.indexOf('\n\n');
      const at = (end === -1 ? source : source.slice(0, end)).indexOf('\n[^');
      return at === -1 ? undefined : at;
    },
    tokenizer(this: TokenizerThis, source) {
      const start = mayBegin(source, '[') ? NOTE_START.exec(source) : null;
      if (!start) return undefined;
      const raw = source.slice(0, endOfNote(source));
      const content = raw.slice(start[0].length).replace(/\n(?: {4}|\t)/g, '\n');
      const note: NoteToken = {
        type: 'footnote',
        raw,
        label: start[1] ?? '',
        tokens: this.lexer.blockTokens(content, []),
      };
      found(note);
      return note;
    },
  };
}

/** Where a footnote ends: it goes on over indented lines, and over plain lines that directly follow a line of text. */
function endOfNote(source: string): number {
  let end = lineAt(source, 0).length;
  let blank = false;
  for (let at = end + 1; at < source.length;) {
    const line = lineAt(source, at);
    const indented = line.startsWith('    ') || line.startsWith('\t');
    if (BLANK.test(line)) blank = true;
    else if (!indented && (blank || BLOCK_START.test(line))) break;
    else {
      end = at + line.length;
      blank = false;
    }
    at += line.length + 1;
  }
  return end;
}

/** Reads mentions of footnotes that exist; any other `[^…]` stays text. */
export function footnoteMention(exists: (label: string) => boolean): TokenizerExtension {
  return {
    name: 'mention',
    level: 'inline',
    tokenizer(source) {
      if (source.charCodeAt(1) !== 94 || source.charCodeAt(0) !== 91) return undefined;
      const match = /^\[\^([^\]\s]{1,100})\](?!\()/.exec(source);
      const label = match?.[1];
      return match && label !== undefined && exists(label)
        ? ({ type: 'mention', raw: match[0], label } satisfies MentionToken)
        : undefined;
    },
  };
}

const TERM = /^(?! {4}|\t| {0,3}(?:[#>|<:`~=]|[*+-][ \t]|\d{1,9}[.)][ \t]))(?=.*\S)/;
const DEFINITION = /^ {0,3}:[ \t]+(?=\S)/;

/** Reads definition lists as PHP Markdown Extra and kramdown write them: a term, and below it `: its definition`. */
export const definitionList: TokenizerExtension = {
  name: 'definitions',
  level: 'block',
  tokenizer(this: TokenizerThis, source) {
    if (!secondLineDefines(source)) return undefined;
    const rows: DefinitionsToken['rows'] = [];
    let end = 0;
    for (let at = 0; at < source.length;) {
      const term = lineAt(source, at);
      const next = at + term.length + 1;
      if (!DEFINITION.test(lineAt(source, next)) || !TERM.test(term)) break;
      const values: Token[][] = [];
      end = takeDefinitions(source, next, (text) => values.push(this.lexer.inline(text, [])));
      rows.push({ term: this.lexer.inline(term.trim(), []), values });
      at = end;
      while (source[at] === '\n') at += 1;
    }
    return rows.length === 0
      ? undefined
      : ({ type: 'definitions', raw: source.slice(0, end), rows } satisfies DefinitionsToken);
  },
};

/** A cheap first look at the second line. */
function secondLineDefines(source: string): boolean {
  let at = source.indexOf('\n') + 1;
  while (source[at] === ' ') at += 1;
  return at > 0 && source[at] === ':';
}

/** Hands over every definition from an offset on, each with its indented continuation lines; returns where they end. */
function takeDefinitions(source: string, from: number, take: (text: string) => void): number {
  let at = from;
  let text: string | undefined;
  while (at < source.length) {
    const line = lineAt(source, at);
    const start = DEFINITION.exec(line);
    if (start) {
      if (text !== undefined) take(text);
      text = line.slice(start[0].length).trimEnd();
    } else if (text !== undefined && /^ {2}[ \t]*\S/.test(line)) text += `\n${line.trim()}`;
    else break;
    at += line.length + 1;
  }
  if (text !== undefined) take(text);
  return Math.min(at, source.length);
}

/** Reads kramdown's block attributes (`{: .class #id}` on a line of its own), which say how to set, not what. */
export const attributeLine: TokenizerExtension = {
  name: 'attributes',
  level: 'block',
  tokenizer(source) {
    const match = mayBegin(source, '{') ? /^ {0,3}\{:[^:{}\n][^{}\n]*\}[ \t]*(?:\n|$)/.exec(source) : null;
    return match ? ({ type: 'attributes', raw: match[0] } satisfies AttributesToken) : undefined;
  },
};

/** Reads the tags that Word and Outlook leave behind (`<o:p>`, `<![if !supportLists]>`), which Markdown takes for text. */
export const officeTag: TokenizerExtension = {
  name: 'office',
  level: 'inline',
  tokenizer(source) {
    if (source.charCodeAt(0) !== 60) return undefined;
    const match = /^<(?:\/?(?:[movwx]|st1):[a-z][^<>]*|!\[(?:if|endif)[^<>]*)>/i.exec(source);
    return match ? { type: 'html', raw: match[0], text: match[0], block: false } : undefined;
  },
};
