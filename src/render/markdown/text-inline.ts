import type { Inline } from '../../model/body.ts';
import { escapeHtml } from '../../model/html.ts';
import { linkAddress } from './addresses.ts';
import { confine, type Part } from './sanitise.ts';
import { htmlInWords } from './text-html.ts';
import { linkText, type Saying } from './saying.ts';
import { photoInWords } from './words.ts';

/** Inline parts as text without soft line breaks; `\n` is a line break that the author asked for. */
export function inlineText(inlines: readonly Inline[], saying: Saying): string {
  return joined(inlines, saying).trim();
}

function joined(inlines: readonly Inline[], saying: Saying): string {
  if (inlines.some(({ type }) => type === 'html')) return mixedText(inlines, saying);
  let text = '';
  for (const inline of inlines) text += oneText(inline, saying);
  return text;
}

function mixedText(inlines: readonly Inline[], saying: Saying): string {
  const parts = inlines.map((inline): Part =>
    inline.type === 'html' ? { raw: inline.html } : { own: oneText(inline, saying) },
  );
  const safe = confine(parts, saying.path, 'inline').replace(/<!--(\d+)-->/g, (_, index: string) => {
    const part = parts[Number(index)];
    return part && 'own' in part ? escapeHtml(part.own).replaceAll('\n', '<br />') : '';
  });
  return htmlInWords(safe, saying);
}

function oneText(inline: Inline, saying: Saying): string {
  switch (inline.type) {
    case 'text':
      return /[\t\n]| {2}/.test(inline.text) ? inline.text.replace(/[ \t\n]+/g, ' ') : inline.text;
    case 'strong':
    case 'em':
      return joined(inline.children, saying);
    case 'del':
      return `[${saying.words.struck}: ${joined(inline.children, saying)}]`;
    case 'code':
      return inline.text;
    case 'link':
      return linkText(joined(inline.children, saying), linkAddress(inline.href, saying.path), saying);
    case 'image':
      return `[${photoInWords(saying.words, inline.alt, inline.title ?? '')}]`;
    case 'break':
      return '\n';
    case 'note':
      return ` [${saying.words.note} ${saying.notes.get(inline.label) ?? ''}]`;
    default:
      return joined([inline], saying);
  }
}
