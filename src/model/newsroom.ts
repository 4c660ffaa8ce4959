import { z } from 'zod';
import { ApprovalSettings } from './approval-settings.ts';
import { DeskSettings } from './desk-settings.ts';
import { DeliverySettings } from './delivery-settings.ts';
import { Duration } from './duration.ts';
import { InboxSettings, RetentionSettings, SignUpSettings } from './list-settings.ts';
import { Language } from './release.ts';
import { RuleSettings } from './rules.ts';
import { EmailAddress } from './subscriber.ts';

const Id = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/)
  .meta({ description: 'lower-case letters, digits and hyphens, beginning with a letter' });
const TimeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
  .meta({ description: 'hours and minutes of a 24-hour clock, such as 10:00' });
const HttpUrl = z.url({ protocol: /^https?$/ });

/** What happens when a Digest's day is a holiday: the working day before, the one after, or no issue. */
export const HolidayRule = z.enum(['earlier', 'later', 'skip']);
export type HolidayRule = z.infer<typeof HolidayRule>;

/** One kind of release. `order` in newsdesk.yaml is the order of the Digest's sections and of the site's lists. */
export const Kind = z.strictObject({
  name: z.string(),
  /** The heading of its section and page: "Arrests and charges". */
  plural: z.string(),
  /** Ids of boilerplate texts that every release of this kind carries, in every form. */
  boilerplate: z.array(Id).default([]),
  /** Two people must approve it, and none of them may have written it. */
  twoPeople: z.boolean().default(false),
  /** What its releases tell of is an incident: somebody was hurt, robbed, arrested, is missing. */
  incident: z.boolean().default(false),
  /** Crimes whose victims may not be told from anything that is printed. */
  sensitive: z.array(z.enum(['sex-crime', 'domestic', 'stalking', 'child-abuse'])).default([]),
  /** An officer used force: the text must say who did what. */
  useOfForce: z.boolean().default(false),
  /** Somebody is wanted: what warns the public of them may be printed. */
  wanted: z.boolean().default(false),
  /** It ends: a person is found, a road is open again. Its releases may say so under `resolved`. */
  ends: z.boolean().default(false),
});

/** A municipality or district, and whether its contract lets the county publish what happened there. */
export const Area = z.strictObject({
  name: z.string(),
  agency: z.string(),
  mayRelease: z.boolean(),
  services: z.array(z.enum(['patrol', 'dispatch', 'care'])).default([]),
});

/** Whom a reader may ask. A role, with a number that may be printed. */
export const Contact = z.strictObject({
  name: z.string(),
  phone: z.string().optional(),
  email: EmailAddress.optional(),
  hours: z.string().optional(),
});
export type Contact = z.infer<typeof Contact>;

export const Unit = z.strictObject({ name: z.string() });

/** A text that is printed as it stands; by language where a translation exists. */
export const Boilerplate = z.record(
  Language.meta({ description: 'the short tag of a language, such as en or es' }),
  z.string(),
);

/**
 * newsdesk.yaml: everything about one newsroom that is data. No secret belongs here; credentials come from the
 * environment.
 */
export const Newsroom = z.strictObject({
  newsroom: z.strictObject({
    name: z.string(),
    short: z.string(),
    desk: z.string(),
    zone: z.string(),
    language: Language,
    address: z.array(z.string()).min(1),
    /** A line printed on everything, for a newsroom that is only an example. */
    notice: z.string().optional(),
    contact: Id,
  }),
  site: z.strictObject({
    url: HttpUrl,
    title: z.string(),
    description: z.string(),
    /** Networks of the web servers in front, whose word on a reader's address is taken: 10.0.0.0/8. */
    trustedProxies: z.array(z.union([z.cidrv4(), z.cidrv6(), z.ipv4(), z.ipv6()])).default([]),
    /** When `url` is https: browsers are told to come back by https only, for a year (RFC 6797). */
    strictTransport: z.boolean().default(true),
  }),
  mail: z.strictObject({
    from: z.strictObject({ name: z.string(), address: EmailAddress }),
    replyTo: EmailAddress,
    /** RFC 2919: a name under a domain of the sender. */
    listId: z
      .string()
      .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/)
      .meta({ description: 'a name under your own domain, such as digest.newsroom.example.gov' }),
    bounces: EmailAddress,
    /** Each copy comes back to an address of its own, `bounces+…@`; false for a mail server that knows no such thing. */
    verp: z.boolean().default(true),
    unsubscribe: EmailAddress,
  }),
  digest: z.strictObject({
    name: z.string(),
    cadence: z.strictObject({
      anchor: z.iso.date(),
      every: z.int().min(1).max(366),
      at: TimeOfDay,
      holidays: HolidayRule,
    }),
    /** Past this the edition waits for a person to say yes: "36h". */
    lateness: Duration,
  }),
  delivery: DeliverySettings.prefault({}),
  inbox: InboxSettings.prefault({}),
  signUp: SignUpSettings.prefault({}),
  retention: RetentionSettings.prefault({}),
  approval: ApprovalSettings.prefault({}),
  desk: DeskSettings.prefault({}),
  holidays: z.strictObject({
    /** Country and state for the table: US-MO. */
    region: z
      .string()
      .regex(/^[A-Z]{2}(-[A-Z]{2,3})?$/)
      .meta({ description: 'the letters of the country and the state, such as US-MO' }),
    add: z.array(z.strictObject({ date: z.iso.date(), name: z.string() })).default([]),
    remove: z.array(z.iso.date()).default([]),
  }),
  kinds: z.record(Id, Kind),
  areas: z.record(Id, Area),
  units: z.record(Id, Unit),
  contacts: z.record(Id, Contact),
  boilerplate: z.record(Id, Boilerplate),
  /** The checks of what is written: severities, words, and rules of the newsroom's own. */
  rules: RuleSettings.prefault({}),
  limits: z
    .strictObject({
      /** Largest Markdown file that is read, bytes. */
      sourceBytes: z.int().min(1000).default(1_000_000),
      /** Largest photo that may be published, bytes. */
      photoBytes: z.int().min(1000).default(4_000_000),
      feedItems: z.int().min(1).max(500).default(50),
      pageItems: z.int().min(5).max(500).default(50),
      /** HTML of a mail, bytes; mail programs clip near 102 KB. */
      letterBytes: z.int().min(20_000).max(100_000).default(90_000),
    })
    .prefault({}),
});
export type Newsroom = z.infer<typeof Newsroom>;
