import { z } from 'zod';
import { Topic } from './topic.ts';

/** One part of an address before the @ (`jane`), and one of its domain, of at most 63 characters (RFC 1035 §2.3.4). */
const ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
/** The last part of a domain: never digits alone, which would be the address of a machine. */
const TOP = '(?=[A-Za-z0-9-]*[A-Za-z])';
const ADDRESS = new RegExp(`^${ATOM}(?:\\.${ATOM})*@(?:${LABEL}\\.)+${TOP}${LABEL}$`);

/**
 * An address that mail can be sent to without surprises: one mailbox, ASCII, at most 64 + 1 + 255 characters, no
 * quotes, no white space, no control characters (RFC 5321 §4.5.3.1). What a browser takes for an address in a form (HTML,
 * "valid e-mail address"), without the few that no server takes: dots at the ends of the name or side by side, and a domain
 * of one word. Stricter than RFC 5322 on purpose: what a mail library would re-interpret must never reach it.
 */
export const EmailAddress = z
  .email({ pattern: ADDRESS })
  .max(254)
  .refine((address) => address.indexOf('@') <= 64);
export type EmailAddress = z.infer<typeof EmailAddress>;

/** Whether it is an EmailAddress, without the schema's ceremony: each mail asks this several times. */
export function isEmailAddress(text: string): boolean {
  return text.length <= 254 && text.indexOf('@') <= 64 && ADDRESS.test(text);
}

/** A person or newsroom on the list. */
export const Subscriber = z.object({
  id: z.int(),
  address: EmailAddress,
  topics: z.array(Topic),
  /** What we write to them in, a short tag such as `es`; empty for the newsroom's own. */
  language: z.string(),
  /** When consent was given, epoch ms; nothing older than this is ever sent. */
  confirmedAt: z.number(),
  /** Where consent came from, for the record: `import 2026-11-20 list.csv`. */
  consent: z.string(),
});
export type Subscriber = z.infer<typeof Subscriber>;

/**
 * A subscriber to add or to change: everything but the id, which the ledger gives. `mark` is the keyed hash by which an
 * address that was forgotten is known again.
 */
export type NewSubscriber = Omit<Subscriber, 'id' | 'language'> & { language?: string; mark?: string };

/**
 * Why somebody is off the list. Whatever it was, only they themselves come back, by confirming again: no import and no
 * officer brings them back.
 * - `asked`: they left, by a link, a button or mail.
 * - `complaint`: they marked our mail as unwanted.
 * - `bounced`: their address takes no mail.
 * - `removed`: the officer took them off.
 */
export const Leaving = z.enum(['asked', 'complaint', 'bounced', 'removed']);
export type Leaving = z.infer<typeof Leaving>;
