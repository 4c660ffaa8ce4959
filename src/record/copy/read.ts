import PostalMime from 'postal-mime';
import { textOfHtml } from '../../model/copied-words.ts';

/** A part of a copy that is judged by itself: both parts of a mail may be altered, or one of them. */
export type Part = { name: string; text: string };

/** What is saved as: a mail, a web page, or a text. */
export type CopyKind = 'mail' | 'page' | 'text';

/** How a file is to be read: by its name, and where that says nothing by its first characters. */
export function kindOf(name: string, text: string): CopyKind {
  if (/\.(eml|msg|mbox)$/i.test(name)) return 'mail';
  if (/\.(html?|xhtml|mht)$/i.test(name) || /^\s*<(!doctype html|html|head|body|article)\b/i.test(text))
    return 'page';
  return /^(received|return-path|dkim-signature|mime-version|from|date|message-id):\s/i.test(text)
    ? 'mail'
    : 'text';
}

/** The words of a saved copy as a reader sees them, part by part. Never rejects: what cannot be read is a text. */
export async function partsOf(name: string, bytes: Uint8Array): Promise<Part[]> {
  const text = new TextDecoder().decode(bytes);
  const kind = kindOf(name, text);
  if (kind === 'page') return [{ name: 'page', text: textOfHtml(text) }];
  if (kind === 'text') return [{ name: 'text', text }];
  const mail = await PostalMime.parse(bytes, { maxNestingDepth: 10 }).catch(() => undefined);
  const parts: Part[] = [];
  if (mail?.text !== undefined && mail.text.trim() !== '')
    parts.push({ name: 'text of the mail', text: mail.text });
  if (mail?.html !== undefined) parts.push({ name: 'HTML of the mail', text: textOfHtml(mail.html) });
  return parts.length > 0 ? parts : [{ name: 'text', text }];
}
