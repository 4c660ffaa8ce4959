/** What Markdown is made of, as far as its words have to be told from its marks. */

export const SPECIAL = /[*_~`[\]!<&\\|\n]|[^\0-\x7f]/gu;
export const LINE_START =
  /(?:[ \t]*>)*[ \t]*(?:(#{1,6})[ \t]+|((?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?)|(\[\^[^\]\n]{1,80}\]:[ \t]*)|(\[[^\]\n]{1,200}\]:[ \t]*\S.*)|((?:`{3,}|~{3,})[^`\n]*)|([=]+|(?:[-*_][ \t]*){3,}|-{2,})(?=[ \t]*(?:\n|$))|(\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*)(?=\n|$)|(:[ \t]+))?/y;
export const LINK =
  /\[(?:[^[\]\\\n]|\n(?!\s*\n)|\\.|!?\[(?:[^[\]\\]|\\.){0,300}\](?:\([^()\n]{0,300}\))?){0,1000}\](?=\(|\[[^\]\n]{0,200}\])/y;
export const TARGET =
  /\]\(\s*(?:<[^<>\n]*>|(?:[^\s()<]|\((?:[^\s()]|\([^\s()]*\))*\))*)(?:\s+(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|\(((?:[^()\\]|\\.)*)\)))?\s*\)/y;
export const LABEL = /\]\[[^\]\n]{0,200}\]/y;
export const NOTE = /\[\^[^\]\s]{1,80}\]/y;
export const AUTOLINK = /<((?:https?:|mailto:)[^\s<>]+|[^\s<>@]+@[^\s<>@]+)>/y;
export const ENTITY = /&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});/y;

/** What a sticky pattern finds at a place. */
export function match(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}
