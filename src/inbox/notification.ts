import { z } from 'zod';
import { oneLine } from '../util/mask.ts';
import { judge, statusIn } from './judge.ts';
import { RECIPIENTS } from './limits.ts';
import type { Statement } from './statement.ts';

const Recipient = z.object({
  emailAddress: z.string().max(500),
  status: z.string().max(100).optional(),
  diagnosticCode: z.string().max(5000).optional(),
});

/** What Amazon SES tells by mail (SNS): the parts that are read. */
const Notification = z.object({
  notificationType: z.string().optional(),
  eventType: z.string().optional(),
  mail: z
    .object({
      headers: z
        .array(z.object({ name: z.string().max(200), value: z.string().max(8000) }))
        .max(500)
        .optional(),
    })
    .optional(),
  bounce: z
    .object({ bounceType: z.string().optional(), bouncedRecipients: z.array(Recipient).max(RECIPIENTS) })
    .optional(),
  complaint: z.object({ complainedRecipients: z.array(Recipient).max(RECIPIENTS) }).optional(),
  delivery: z
    .object({
      recipients: z.array(z.string().max(500)).max(RECIPIENTS),
      smtpResponse: z.string().max(5000).optional(),
    })
    .optional(),
});

/**
 * The statements of a notification in JSON, and the headers of ours that it carries; undefined when it is none, or tells
 * of nobody.
 */
export function readNotification(text: string): { statements: Statement[]; head: string } | undefined {
  const line = text.trimStart().split(/\r?\n/, 1)[0] ?? '';
  if (!line.startsWith('{"') || !/"(?:notification|event)Type"/.test(line)) return undefined;
  let data: unknown;
  try {
    data = JSON.parse(line);
  } catch {
    return undefined;
  }
  const { data: told } = Notification.safeParse(data);
  const statements = told ? statementsOf(told) : [];
  if (!told || statements.length === 0) return undefined;
  const head = (told.mail?.headers ?? [])
    .map(({ name, value }) => `${name}: ${value.replace(/\s+/g, ' ')}`)
    .join('\n');
  return { statements, head };
}

function statementsOf({ bounce, complaint, delivery }: z.infer<typeof Notification>): Statement[] {
  if (complaint) {
    return complaint.complainedRecipients.map(({ emailAddress }) => ({
      kind: 'complaint',
      status: '',
      about: '',
      words: 'a complaint',
      recipients: [emailAddress],
    }));
  }
  if (bounce) {
    return bounce.bouncedRecipients.map(({ emailAddress, status = '', diagnosticCode = '' }) => {
      const words = diagnosticCode.replace(/^[\w-]{1,40}\s*;\s*/, '');
      return {
        ...judge(words, statusIn(status) ?? ''),
        words: oneLine(words, 300),
        recipients: [emailAddress],
      };
    });
  }
  return (delivery?.recipients ?? []).map((recipient) => ({
    kind: 'delivered',
    status: statusIn(delivery?.smtpResponse ?? '') ?? '',
    about: '',
    words: oneLine(delivery?.smtpResponse ?? '', 300),
    recipients: [recipient],
  }));
}
