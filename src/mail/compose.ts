import { hash } from 'node:crypto';
import type { Letter } from '../model/letter.ts';
import type { Newsroom } from '../model/newsroom.ts';
import { EmailAddress, type Subscriber } from '../model/subscriber.ts';
import type { Message } from './courier.ts';
import { messageIdOf } from './message-id.ts';
import { fillSlots } from './slots.ts';

/** The addresses that stand in one subscriber's mail: to leave, to choose topics, and to leave by mail (a mailto:). */
export type MessageLinks = { unsubscribe: string; preferences: string; leaveByMail: string };

export type Composing = {
  letter: Letter;
  edition: string;
  subscriber: Pick<Subscriber, 'id' | 'address'>;
  mail: Newsroom['mail'];
  /** Public address of what was mailed before: `https://newsroom.example.gov/archive.html`. */
  archive: string;
  links: MessageLinks;
  /** The moment of handing over, epoch ms: the Date header. */
  at: number;
};

/**
 * The complete message for one subscriber: multipart/alternative with the text first, quoted-printable, 7-bit, the same
 * bytes for the same arguments. Rejects when an address is not one that mail can be sent to, or when the letter has a
 * slot that nothing is given for; a message with a second recipient cannot come out of it.
 */
export async function composeMessage(composing: Composing): Promise<Message> {
  const { letter, edition, subscriber, mail, links, at } = composing;
  const to = EmailAddress.parse(subscriber.address);
  const envelope = { from: EmailAddress.parse(mail.bounces), to };
  const messageId = messageIdOf(edition, subscriber.id, mail.from.address);
  const { html, text } = fillSlots(letter, { ...links, address: to });
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer');
  const composer = new MailComposer({
    from: { name: headerText(mail.from.name), address: EmailAddress.parse(mail.from.address) },
    replyTo: EmailAddress.parse(mail.replyTo),
    to,
    date: new Date(at),
    messageId,
    subject: headerText(letter.subject),
    ...threading(letter, subscriber.id, mail.from.address),
    headers: listHeaders(composing),
    text: lines(text),
    html: lines(html),
    encoding: 'quoted-printable',
    textEncoding: 'quoted-printable',
    newline: 'windows',
    baseBoundary: boundaryOf(messageId, html, text),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const bytes = await composer.compile().build();
  return { edition, subscriber: subscriber.id, messageId, envelope, bytes };
}

/** Made of the content itself, so that no content can hold its own boundary, by accident or on purpose. */
function boundaryOf(...content: string[]): string {
  return hash('sha256', content.join('\n'), 'base64url').slice(0, 32);
}

/** An update answers the first edition of what it updates, so that mail programs show both together. */
function threading(letter: Letter, subscriber: number, sender: string) {
  if (letter.inReplyTo === undefined) return {};
  const first = messageIdOf(`${letter.inReplyTo}@1`, subscriber, sender);
  return { inReplyTo: first, references: [first] };
}

/** What makes a bulk mail a well-behaved one: RFC 2369, 2919, 3834 and 8058. */
function listHeaders({ letter, mail, archive, links }: Composing): Record<string, string> {
  return {
    'List-Id': `<${mail.listId}>`,
    'List-Unsubscribe': `<${uri(links.unsubscribe)}>, <${uri(links.leaveByMail)}>`,
    // One-click is for https only (RFC 8058 §3.1).
    ...(links.unsubscribe.startsWith('https:') && { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
    'List-Help': `<mailto:${EmailAddress.parse(mail.replyTo)}?subject=help>`,
    'List-Archive': `<${uri(archive)}>`,
    'Auto-Submitted': 'auto-generated',
    Precedence: 'bulk',
    'Content-Language': letter.language.replace(/[^A-Za-z0-9-]/g, ''),
  };
}

/** Words for a header: one line, without control characters and without what turns text around. */
function headerText(words: string): string {
  return words
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
}

/** An address between angle brackets: only what a URI is made of (RFC 3986). */
function uri(address: string): string {
  return new URL(address).href.replace(/[^!-~]|[<>]/g, '');
}

function lines(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}
