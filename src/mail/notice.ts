import type { Letter } from '../model/letter.ts';
import type { Newsroom } from '../model/newsroom.ts';
import { EmailAddress } from '../model/subscriber.ts';
import type { Message } from './courier.ts';
import { signerOf } from './dkim.ts';
import type { DkimKey } from './dkim-key.ts';
import { commonHeaders, wire, type Header } from './headers.ts';
import type { MessageIds } from './message-id.ts';
import { quotedPrintable } from './quoted-printable.ts';
import { fill, layOut, type Filling } from './splice.ts';

/** A letter without an HTML part: for what is short and plain. */
export type PlainLetter = { subject: string; text: string; language: string };

/** Everything about one mail to one person that is no edition. */
export type NoticeMail = {
  /** The notice's number and kind: its Message-ID is made of them, and the name of its file in the outbox. */
  id: number;
  kind: string;
  to: string;
  letter: Letter | PlainLetter;
  /** What goes into the letter's slots besides the address. */
  filling: Filling;
  mail: Newsroom['mail'];
  dkim: readonly DkimKey[];
  messageIdOf: MessageIds;
  /** Where it comes back to when it cannot be delivered; `mail.bounces` when absent. */
  returnTo?: string;
  /** Put before the subject: "[Redirected]". */
  label?: string;
  /** It goes here and to nobody else; the header X-Newsdesk-Meant-For says whose it is. */
  divertTo?: string;
};

/** What a notice has of the headers of an edition: it belongs to no list and is no bulk mail. */
const SHARED = new Set(['From', 'Reply-To', 'Subject', 'Auto-Submitted', 'Content-Language', 'MIME-Version']);

/**
 * The complete message of a notice, handed over at `at` (epoch ms), signed: the same bytes for the same arguments.
 * Rejects when an address is not one that mail can be sent to, a slot is not filled, or a key cannot sign.
 */
export async function noticeMessage(notice: NoticeMail, at: number): Promise<Message> {
  const { id, kind, letter, mail, label = '' } = notice;
  const sender = EmailAddress.parse(mail.from.address);
  const from = EmailAddress.parse(notice.returnTo ?? mail.bounces);
  const reader = EmailAddress.parse(notice.to);
  const to = EmailAddress.parse(notice.divertTo ?? reader);
  const edition = `notice/${kind}`;
  const messageId = notice.messageIdOf(edition, id);
  const body = bodyOf(letter, { ...notice.filling, address: reader });
  const shared = await commonHeaders(asLetter(letter), mail, 'https://none.invalid/', label);
  const headers: Header[] = [...shared.filter(([name]) => SHARED.has(name)), ...body.headers];
  const own: Header[] = [
    ['To', to],
    ['Date', new Date(at).toUTCString().replace('GMT', '+0000')],
    ['Message-ID', messageId],
    ...(to === reader ? [] : [['X-Newsdesk-Meant-For', reader] as const]),
  ];
  const domain = sender.slice(sender.lastIndexOf('@') + 1).toLowerCase();
  const [opening = new Uint8Array(), ...rest] = body.parts;
  const signatures = (await signerOf(notice.dkim, domain, headers, opening)?.(own, rest, at)) ?? '';
  const parts = [Buffer.from(`${signatures}${wire(own)}${wire(headers)}\r\n`), ...body.parts];
  const size = parts.reduce((sum, part) => sum + part.length, 0);
  return { edition, subscriber: id, messageId, envelope: { from, to }, parts, size };
}

function bodyOf(letter: Letter | PlainLetter, filling: Filling): { headers: Header[]; parts: Uint8Array[] } {
  if ('html' in letter) {
    const layout = layOut(letter);
    const type = `multipart/alternative;\r\n boundary="${layout.boundary}"`;
    return { headers: [['Content-Type', type]], parts: [layout.opening, ...fill(layout, filling)] };
  }
  return {
    headers: [
      ['Content-Type', 'text/plain; charset=utf-8'],
      ['Content-Transfer-Encoding', 'quoted-printable'],
    ],
    parts: [Buffer.concat([quotedPrintable(letter.text.trimEnd()), Buffer.from('\r\n')])],
  };
}

function asLetter(letter: Letter | PlainLetter): Letter {
  return 'html' in letter ? letter : { ...letter, html: '', slots: {}, topics: [] };
}
