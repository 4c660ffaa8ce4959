import { readReturn } from '../../src/inbox/read.ts';
import type { Desk, Reading } from '../../src/inbox/statement.ts';

export const DESK: Desk = {
  unsubscribe: 'unsubscribe@newsroom.example.gov',
  listId: 'digest.newsroom.example.gov',
};

/** A message from its lines. */
export function message(...lines: string[]): Uint8Array {
  return Buffer.from(lines.join('\r\n'));
}

/** A message of which the reader makes sense; fails when it does not. */
export async function readingOf(bytes: Uint8Array): Promise<Reading> {
  const read = await readReturn(bytes, DESK);
  if (!('reading' in read)) throw new Error(`It should be readable: ${read.unreadable}`);
  return read.reading;
}

/** A report as RFC 3464 has it, with groups of fields for each recipient, and the head of what came back. */
export function dsn(options: {
  to?: string;
  recipients: string[][];
  original?: string[];
  messageId?: string;
  text?: string;
}): Uint8Array {
  const {
    to = 'bounces@newsroom.example.gov',
    recipients,
    original = [],
    messageId = 'dsn-1',
    text = '',
  } = options;
  return message(
    'Return-Path: <>',
    `Delivered-To: ${to}`,
    'From: MAILER-DAEMON@mx.example.org (Mail Delivery System)',
    `To: ${to}`,
    'Subject: Undelivered Mail Returned to Sender',
    'Date: Fri, 20 Nov 2026 16:10:00 +0000',
    `Message-ID: <${messageId}@mx.example.org>`,
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="=_b"',
    '',
    '--=_b',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    'This is the mail system at host mx.example.org.',
    text,
    '--=_b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example.org',
    'Arrival-Date: Fri, 20 Nov 2026 16:00:00 +0000',
    '',
    ...recipients.flatMap((fields) => fields.concat('')),
    '--=_b',
    'Content-Type: text/rfc822-headers',
    '',
    ...original,
    '',
    '--=_b--',
    '',
  );
}

/** The fields of one recipient who failed for good. */
export function failed(address: string, status: string, words: string): string[] {
  return [
    `Final-Recipient: rfc822; ${address}`,
    `Original-Recipient: rfc822;${address}`,
    'Action: failed',
    `Status: ${status}`,
    `Diagnostic-Code: smtp; ${words}`,
  ];
}
