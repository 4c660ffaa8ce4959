import { z } from 'zod';
import { Duration } from './duration.ts';

/** Where what comes back is read: a folder of `.eml` files, a Maildir, or the mailbox of IMAP_URL. */
export const InboxSource = z.union([
  z.strictObject({ folder: z.string().min(1) }),
  z.strictObject({ maildir: z.string().min(1) }),
  z.strictObject({ imap: z.string().min(1).meta({ description: 'the name of a mailbox, such as INBOX' }) }),
]);
export type InboxSource = z.infer<typeof InboxSource>;

/** What is read of bounces, complaints and wishes to leave: `inbox:` in newsdesk.yaml. */
export const InboxSettings = z.strictObject({
  sources: z.array(InboxSource).default([]),
  /** Soft bounces that suppress an address, when they come close together. */
  softLimit: z.number().min(1).max(100).default(5),
  /** In this time half of a soft bounce is forgotten. */
  softHalfLife: Duration.default('30d'),
  /** How long a mailbox that was asked by a probe has to stay silent to be taken for alive. */
  probeWait: Duration.default('7d'),
});

/** The public form to sign up: `signUp:` in newsdesk.yaml. */
export const SignUpSettings = z.strictObject({
  /** Whether the public pages lead to the form. Not where another web server shows them and passes nothing on to Newsdesk. */
  open: z.boolean().default(true),
  /** Languages that a subscriber may choose to be written to in. Empty: the newsroom's own alone. */
  languages: z.array(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)).default([]),
  /** How long a confirmation mail can be answered. */
  confirmWithin: Duration.default('2d'),
  /** Confirmation mails to one address in a day, and forms from one network in an hour. */
  perAddress: z.int().min(1).max(100).default(3),
  perNetwork: z.int().min(1).max(10_000).default(30),
});

/** How long what is known of people is kept: `retention:` in newsdesk.yaml. */
export const RetentionSettings = z.strictObject({
  /** Requests that were never confirmed. */
  requests: Duration.default('7d'),
  /** After leaving, a person is forgotten; a keyed hash stays, so that no list brings them back. */
  left: Duration.default('30d'),
  /** What came back: bounces, complaints. */
  returns: Duration.default('180d'),
  /** Confirmation mails and the like. */
  notices: Duration.default('30d'),
  /** What the servers said of single deliveries; that they were made is kept as counts. */
  deliveries: Duration.default('365d'),
});
