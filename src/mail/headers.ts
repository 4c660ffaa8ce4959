import type { Letter } from '../model/letter.ts';
import type { Newsroom } from '../model/newsroom.ts';
import { EmailAddress } from '../model/subscriber.ts';

/** One header: its name, and its value as it goes over the wire, folded lines and all. */
export type Header = readonly [name: string, value: string];

/** The addresses that stand in one subscriber's mail: to leave, to choose topics, and to leave by mail (a mailto:). */
export type MessageLinks = { unsubscribe: string; preferences: string; leaveByMail: string };

/** Headers as they stand in a message, ASCII, each line ended with CRLF. */
export function wire(headers: readonly Header[]): string {
  return headers.reduce((lines, header) => `${lines}${header[0]}: ${header[1]}\r\n`, '');
}

/**
 * What stands above every copy of a letter, and makes a bulk mail a well-behaved one: RFC 2369, 2919, 3834. Encoding and
 * folding words (RFC 2047) is nodemailer's work. Rejects when an address of ours is not one that mail can be sent to.
 */
export async function commonHeaders(
  letter: Letter,
  mail: Newsroom['mail'],
  archive: string,
  label: string,
): Promise<Header[]> {
  const replyTo = EmailAddress.parse(mail.replyTo);
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer');
  const composed = new MailComposer({
    from: { name: headerText(mail.from.name), address: EmailAddress.parse(mail.from.address) },
    replyTo,
    subject: headerText(`${label} ${letter.subject}`),
    // Named here only so that nodemailer makes up neither.
    date: new Date(0),
    messageId: '<none@example.org>',
  });
  const language = letter.language.replace(/[^A-Za-z0-9-]/g, '').slice(0, 60);
  return [
    ...fieldsOf(composed.compile().buildHeaders(), ['From', 'Reply-To', 'Subject']),
    ['List-Id', `<${mail.listId}>`],
    ['List-Help', `<mailto:${replyTo}?subject=help>`],
    ['List-Archive', `<${uri(archive)}>`],
    ['Auto-Submitted', 'auto-generated'],
    ['Precedence', 'bulk'],
    ...(language === '' ? [] : [['Content-Language', language] as const]),
    ['MIME-Version', '1.0'],
  ];
}

/**
 * What stands above one copy alone. An update answers the mails `answered`, the oldest first, as this subscriber got
 * them, so that mail programs show all of them together (RFC 5322 §3.6.4). Throws for a link that is no URL or is too long
 * for a line.
 */
export function ownHeaders(
  copy: { to: string; messageId: string; at: number },
  answered: readonly string[],
  links: MessageLinks,
): Header[] {
  const headers: Header[] = [
    ['To', copy.to],
    ['Date', dateOf(copy.at)],
    ['Message-ID', copy.messageId],
  ];
  const last = answered.at(-1);
  if (last !== undefined) headers.push(['In-Reply-To', last], ['References', answered.join('\r\n ')]);
  headers.push(['List-Unsubscribe', `<${uri(links.unsubscribe)}>,\r\n <${uri(links.leaveByMail)}>`]);
  // One-click is for https only (RFC 8058 §3.1).
  if (links.unsubscribe.startsWith('https:')) {
    headers.push(['List-Unsubscribe-Post', 'List-Unsubscribe=One-Click']);
  }
  return headers;
}

/** Takes fields apart that another has folded. */
function fieldsOf(head: string, wanted: readonly string[]): Header[] {
  return head
    .split(/\r\n(?![ \t])/)
    .map((field): Header => {
      const colon = field.indexOf(':');
      return [field.slice(0, colon), field.slice(colon + 1).replace(/^ /, '')];
    })
    .filter(([name]) => wanted.includes(name));
}

/** Words for a header: one line, without control characters and without what turns text around. */
function headerText(words: string): string {
  return (
    words
      .replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u202a-\u202e\u2066-\u2069]+/gu, ' ')
      // A line of a header folds at blanks only, and no line may be longer than 998 (RFC 5322 §2.1.1).
      .replace(/[!-~]{400}(?=[!-~])/g, '$& ')
      .replace(/ {2,}/g, ' ')
      .trim()
  );
}

/** The last date that was written: many copies leave within a second. */
let written = { second: Number.NaN, date: '' };

function dateOf(at: number): string {
  const second = Math.floor(at / 1000);
  if (second !== written.second) {
    written = { second, date: new Date(at).toUTCString().replace('GMT', '+0000') };
  }
  return written.date;
}

/**
 * An address between angle brackets: only what a URI is made of (RFC 3986). Our own links are that already, letter by
 * letter as a URL is read (a plain origin, then nothing that a parser would change), and need no parser.
 */
function uri(address: string): string {
  const safe = ORDINARY.test(address) ? address : new URL(address).href.replace(/[^!-~]|[<>]/g, '');
  if (safe.length > 900)
    throw new Error('A link is too long for a header of the mail: more than 900 characters.');
  return safe;
}

/** Small letters in the origin, no port, no dot in a path; or a mailto: of ours. */
const ORDINARY =
  /^(?:https:\/\/(?:[a-z][a-z0-9-]*\.)+[a-z]{2,}(?:\/[A-Za-z0-9_-]+)+|mailto:[A-Za-z0-9_.+-]+@[A-Za-z0-9.-]+\?subject=[A-Za-z0-9_%-]+)$/;
