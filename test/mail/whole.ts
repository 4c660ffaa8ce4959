import MailComposer from 'nodemailer/lib/mail-composer';
import type { Compiling, Recipient } from '../../src/mail/compile.ts';
import { escapeHtml } from '../../src/model/html.ts';
import { SlotName, type Letter } from '../../src/model/letter.ts';

/**
 * One subscriber's message the slow way, as an independent reference: every slot is filled first, and nodemailer composes
 * the whole. It trusts what it is given.
 */
export function composeWhole(
  compiling: Compiling,
  { id, address, links, had }: Recipient,
  at: number,
): Promise<Buffer> {
  const { letter, edition, mail, archive, label, divertTo, messageIdOf } = compiling;
  const { html, text } = filled(letter, { ...links, address });
  const answered = had?.map((earlier) => messageIdOf(earlier, id)) ?? [];
  const last = answered.at(-1);
  const composer = new MailComposer({
    from: mail.from,
    replyTo: mail.replyTo,
    to: divertTo ?? address,
    date: new Date(at),
    messageId: messageIdOf(edition, id),
    subject: label === undefined ? letter.subject : `${label} ${letter.subject}`,
    ...(last !== undefined && { inReplyTo: last, references: answered }),
    headers: {
      'List-Id': `<${mail.listId}>`,
      'List-Unsubscribe': `<${new URL(links.unsubscribe).href}>, <${new URL(links.leaveByMail).href}>`,
      ...(links.unsubscribe.startsWith('https:') && {
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      }),
      'List-Help': `<mailto:${mail.replyTo}?subject=help>`,
      'List-Archive': `<${archive}>`,
      'Auto-Submitted': 'auto-generated',
      Precedence: 'bulk',
      'Content-Language': letter.language,
      'Feedback-ID': '24-1:digest:newsdesk:newsroomexample',
      ...(divertTo !== undefined && { 'X-Newsdesk-Meant-For': address }),
    },
    text,
    html,
    encoding: 'quoted-printable',
    textEncoding: 'quoted-printable',
    newline: 'windows',
    baseBoundary: 'reference',
  });
  return composer.compile().build();
}

function filled(letter: Letter, filling: Partial<Record<SlotName, string>>): { html: string; text: string } {
  const values = new Map(
    SlotName.options.map((slot) => [letter.slots[slot] ?? `no ${slot}`, unix(filling[slot] ?? '')]),
  );
  const markers = new RegExp([...values.keys()].map((marker) => RegExp.escape(marker)).join('|'), 'g');
  return {
    html: unix(letter.html).replace(markers, (marker) => escapeHtml(values.get(marker) ?? '')),
    text: unix(letter.text).replace(markers, (marker) => values.get(marker) ?? ''),
  };
}

/** Text with the line ends of Unix, and without half characters. */
export function unix(text: string): string {
  return text.replace(/\r\n?/g, '\n').toWellFormed();
}
