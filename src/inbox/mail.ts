import PostalMime, { decodeWords, type Email } from 'postal-mime';
import { oneLine } from '../util/mask.ts';
import type { Field } from './fields.ts';
import { headOf } from './head.ts';
import { DEPTH, HEADERS, TEXT, tooMuch } from './limits.ts';

/** A part of a message that is no text to be read: a report, a copy of a message. */
export type Part = { type: string; text: string };

/** A message, taken apart. */
export type Mail = {
  fields: Field[];
  subject: string;
  text: string;
  parts: Part[];
};

/** Parts whose bytes are looked at. All others are never even decoded to text. */
const READ = /^(?:message\/|text\/rfc822-headers|text\/plain|application\/json)/;

/**
 * Takes a message apart. Answers with a word on why not, never throws: whatever came in may be hostile. Only its beginning is
 * looked at, nothing in it is run or fetched, and what is nested too deeply is refused before it costs anything.
 */
export async function takeApart(bytes: Uint8Array): Promise<Mail | { unreadable: string }> {
  const head = headOf(bytes);
  const objection = bytes.length === 0 ? 'it is empty' : tooMuch(head);
  if (objection !== undefined) return { unreadable: objection };
  try {
    const email = await PostalMime.parse(head, {
      forceRfc822Attachments: true,
      maxNestingDepth: DEPTH,
      maxHeadersSize: HEADERS,
    });
    if (email.headers.length === 0) return { unreadable: 'it has no headers' };
    return mailOf(email);
  } catch (error) {
    return { unreadable: oneLine(error instanceof Error ? error.message : String(error), 200) };
  }
}

function mailOf(email: Email): Mail {
  const parts = email.attachments
    .filter(({ mimeType }) => READ.test(mimeType))
    .map(({ mimeType, content }) => ({ type: mimeType, text: textOf(content) }));
  return {
    fields: email.headers.map(({ key, value }) => ({ name: key, value })),
    subject: decodeWords(email.subject ?? '').slice(0, 1000),
    text: (email.text ?? withoutTags(email.html ?? '')).slice(0, TEXT),
    parts,
  };
}

/** Reports are ASCII (RFC 3464) or UTF-8 (RFC 6533); Domino writes the Japanese of mail without a word about it. */
function textOf(content: ArrayBuffer | Uint8Array | string): string {
  if (typeof content === 'string') return content.slice(0, TEXT);
  const bytes = new Uint8Array(content).subarray(0, TEXT);
  return new TextDecoder(bytes.includes(0x1b) ? 'iso-2022-jp' : 'utf-8').decode(bytes);
}

/** Good enough to find a server's words in a bounce that has no plain text. */
function withoutTags(html: string): string {
  return html
    .slice(0, 4 * TEXT)
    .replace(/<(?:br|p|div|tr|li)\b[^<>]*>/gi, '\n')
    .replace(/<[^<>]*>/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&nbsp;/g, ' ')
    .replace(/&amp;/g, '&');
}
