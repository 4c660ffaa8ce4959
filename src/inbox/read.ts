import { createHash } from 'node:crypto';
import { oneLine } from '../util/mask.ts';
import { addressesIn } from './addresses.ts';
import { isAutomatic } from './automatic.ts';
import { splitAtCopy } from './copy.ts';
import { readDeliveryStatus } from './delivery-status.ts';
import { jmrpRecipient, readFeedback } from './feedback.ts';
import { readFields, valueOf, valuesOf, type Field } from './fields.ts';
import { readLeaving } from './leaving.ts';
import { HEAD } from './limits.ts';
import { takeApart, type Mail, type Part } from './mail.ts';
import { readNotification } from './notification.ts';
import { isPlainBounce, readPlainBounce, saidOf } from './plain-bounce.ts';
import type { Desk, Original, Reading, Statement } from './statement.ts';

/** Understood, or why not: such a message is for a person to look at. */
export type Read = { reading: Reading } | { unreadable: string; key: string };

/** What the parts of a message came to. */
type Told = {
  statements: Statement[];
  original?: Original;
  envelope?: string[];
  report?: boolean;
  leave?: string;
};

/**
 * Understands one message that came back to us: what it says, of whom, and where to look for whose copy it is. A report is
 * read as a report (RFC 3464, 5965); what is none is recognised by what it is; the rest is left alone. Never throws, and
 * takes a time that its size bounds.
 */
export async function readReturn(bytes: Uint8Array, desk: Desk): Promise<Read> {
  const key = keyOf(bytes);
  const mail = await takeApart(bytes);
  if ('unreadable' in mail) return { unreadable: mail.unreadable, key };
  const told = tellingOf(mail, desk);
  const { fields } = mail;
  const reading: Reading = {
    key,
    envelope: [
      ...envelopeOf(fields),
      ...(told.envelope ?? []),
      ...(told.original ? [told.original.head] : []),
    ],
    report: told.report ?? false,
    messageId: valueOf(fields, 'message-id').slice(0, 1000),
    listId: /<([^<>]{1,255})>\s*$/.exec(valueOf(fields, 'list-id'))?.[1]?.toLowerCase() ?? '',
    statements: told.statements,
    ...(told.original && { original: told.original }),
    ...(told.leave !== undefined && { leave: told.leave }),
  };
  return { reading };
}

/** The kinds of message in the order in which they are told apart; the first that it is decides. */
function tellingOf(mail: Mail, desk: Desk): Told {
  const { fields, subject, text } = mail;
  return (
    complaintOf(mail) ??
    reportOf(mail) ??
    notificationOf(mail) ??
    (isPlainBounce(fields, subject) ? plainOf(mail) : undefined) ??
    wishOf(mail, desk) ??
    (isAutomatic(fields, subject)
      ? one('auto', 'an automatic answer')
      : one('person', oneLine(subject || text, 120)))
  );
}

function one(kind: Statement['kind'], words: string, about = ''): Told {
  return { statements: [{ kind, status: '', words, about, recipients: [] }] };
}

function complaintOf({ fields, parts }: Mail): Told | undefined {
  const original = originalOf(parts);
  const report = parts.find(({ type }) => type === 'message/feedback-report');
  if (report) {
    const { fields: told, statement } = readFeedback(report.text);
    if (statement.recipients.length === 0) statement.recipients.push(...(original?.to ?? []));
    return {
      statements: [statement],
      report: true,
      envelope: valuesOf(told, 'original-mail-from'),
      ...(original && { original }),
    };
  }
  const copy = parts.find(({ type }) => type === 'message/rfc822');
  const recipient = copy && jmrpRecipient(readFields(copy.text));
  if (recipient === undefined) return undefined;
  const words = `a complaint from ${
    valueOf(fields, 'from')
      .replace(/^.*@/, '')
      .replace(/[^\w.-]/g, '') || 'Outlook'
  }`;
  return {
    statements: [{ kind: 'complaint', status: '', about: '', words, recipients: [recipient] }],
    report: true,
    ...(original && { original }),
  };
}

function reportOf({ fields, subject, text, parts }: Mail): Told | undefined {
  const status = parts.find(({ type }) => /^message\/(?:global-)?delivery-status$/.test(type));
  if (!status) return undefined;
  const original = originalOf(parts) ?? originalIn(splitAtCopy(text).copy);
  const { message, statements } = readDeliveryStatus(status.text, (address) => saidOf(text, address));
  const said = statements.length > 0 ? statements : readPlainBounce(fields, subject, text);
  for (const statement of said) {
    if (statement.recipients.length === 0 && said.length === 1)
      statement.recipients.push(...(original?.to ?? []));
  }
  const senders = message.filter(({ name }) =>
    /^x-[\w-]*sender$|^original-envelope-id$|^dsn-gateway$/.test(name),
  );
  return {
    statements: said,
    report: true,
    envelope: senders.map(({ value }) => value),
    ...(original && { original }),
  };
}

function notificationOf({ text }: Mail): Told | undefined {
  const told = readNotification(text);
  const original = told && originalIn(told.head);
  return told && { statements: told.statements, ...(original && { original }) };
}

function plainOf({ fields, subject, text, parts }: Mail): Told {
  const original = originalOf(parts) ?? originalIn(splitAtCopy(text).copy);
  const statements = readPlainBounce(fields, subject, text);
  for (const statement of statements) {
    if (statement.recipients.length === 0) statement.recipients.push(...(original?.to ?? []));
  }
  return { statements, ...(original && { original }) };
}

function wishOf({ fields, subject, text }: Mail, desk: Desk): Told | undefined {
  const { token, wish } = readLeaving(fields, subject, text, desk);
  if (token !== undefined) return { ...one('leave', 'a wish to leave, by mail'), leave: token };
  if (!wish || isAutomatic(fields, subject)) return undefined;
  return one('person', `asks to leave: ${oneLine(subject || text, 100)}`, 'leave');
}

/** The copy of our message in a part of its own, whole or only its head (RFC 6522 §4, RFC 6532). */
function originalOf(parts: readonly Part[]): Original | undefined {
  const copy = parts.find(({ type }) =>
    /^message\/(?:rfc822|global|global-headers)$|^text\/rfc822-headers$/.test(type),
  );
  return copy && originalIn(copy.text.trimStart());
}

function originalIn(text: string): Original | undefined {
  const fields = readFields(text.slice(0, HEAD));
  if (fields.length === 0) return undefined;
  return {
    messageId: valueOf(fields, 'message-id').slice(0, 1000),
    head: fields.map(({ name, value }) => `${name}: ${value}`).join('\n'),
    to: valuesOf(fields, 'to').flatMap((value) => addressesIn(value)),
  };
}

/** Whom the message came to, as mail servers wrote it down on the way, the last one first. */
function envelopeOf(fields: readonly Field[]): string[] {
  const names = [
    'delivered-to',
    'x-original-to',
    'x-delivered-to',
    'envelope-to',
    'x-envelope-to',
    'x-rcpt-to',
    'to',
    'cc',
  ];
  const received = valuesOf(fields, 'received').flatMap(
    (value) => /\bfor\s+(<?[^\s;>]{3,400})/i.exec(value)?.[1] ?? [],
  );
  return [...names.flatMap((name) => valuesOf(fields, name)), ...received].map((value) =>
    value.slice(0, 1000),
  );
}

/**
 * Names the message for good. Its head changes on the way (Received, Delivered-To), so that one copy in a folder and one
 * in a mailbox would be two; so do the ends of its lines.
 */
function keyOf(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, HEAD))
    .toString('latin1')
    .replaceAll('\r', '');
  const end = text.indexOf('\n\n');
  const head = readFields(text.slice(0, Math.min(end === -1 ? HEAD : end, HEAD)));
  const hash = createHash('sha256');
  for (const name of ['message-id', 'date', 'from', 'subject']) hash.update(`${valueOf(head, name)}\n`);
  return hash
    .update(end === -1 ? text : text.slice(end))
    .digest('base64url')
    .slice(0, 22);
}
