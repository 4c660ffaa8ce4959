import { z } from 'zod';
import { Approval } from '../../model/approval.ts';
import { Corrected } from '../../model/correction.ts';
import { Recall, TAKE_BACK_WORDS, takenBack } from '../../model/recall.ts';
import { canonical, type Json, type RecordEntry } from '../../model/record.ts';
import { printWhen } from '../../model/when.ts';

/** One thing that happened, for people: a line that says it, and what belongs to it. */
export type Told = { number: number; at: number; when: string; what: string; more: string[] };

const EditionBody = z.object({
  revision: z.int(),
  names: z.string().optional(),
  title: z.string().optional(),
  author: z.string().optional(),
  publicAt: z.number().optional(),
  sealedAt: z.number().optional(),
  fingerprint: z.string().optional(),
  foundAsItWas: z.boolean().optional(),
  approval: Approval.optional(),
  corrections: z.array(Corrected).optional(),
  recall: Recall.optional(),
});
const MailingBody = z.object({
  state: z.string(),
  why: z.string().optional(),
  audience: z.int().optional(),
  mailSubject: z.string().optional(),
  topics: z.array(z.string()).optional(),
  deliveries: z.record(z.string(), z.int()).optional(),
});

/** What an entry says, in words, with times in the newsroom's zone. An entry of a kind that is not known is told field by field. */
export function tell(entry: RecordEntry, zone: string): Told {
  const { number, at, what } = entry;
  const when = printWhen(at, zone, 'en', 'moment');
  const told =
    what === 'edition' ? edition(entry, zone) : what.startsWith('mailing ') ? mailing(entry) : other(entry);
  return { number, at, when, ...told };
}

type Words = Pick<Told, 'what' | 'more'>;

function edition({ subject, body, ...rest }: RecordEntry, zone: string): Words {
  const parsed = EditionBody.safeParse(body);
  if (!parsed.success) return other({ subject, body, ...rest });
  const { data } = parsed;
  const when = (at: number) => printWhen(at, zone, 'en', 'moment');
  const back = takenBack(data.names ?? '');
  const isMail = /\.\d+@\d+$/.test(subject);
  const name = editionNameOf(subject);
  const happened = back
    ? `${TAKE_BACK_WORDS[back].label}: ${nameOf(subject)} ${TAKE_BACK_WORDS[back].happened}`
    : data.foundAsItWas === true
      ? `${name} was found in the ledger when the record began`
      : `${name} was ${isMail ? 'written' : 'published'}`;
  const more = [
    ...(data.title === undefined ? [] : [`Headline: ${data.title}`]),
    ...(data.fingerprint === undefined ? [] : [`Fingerprint: ${data.fingerprint}`]),
    ...(data.publicAt === undefined ? [] : [`Its minute: ${when(data.publicAt)}`]),
    ...(data.sealedAt === undefined ? [] : [`Sealed: ${when(data.sealedAt)}`]),
    ...(data.author === undefined ? [] : [`Written by ${data.author}`]),
    ...(data.approval ? approved(data.approval, when) : ['No approval is recorded with it.']),
    ...(data.corrections ?? []).flatMap((correction) => corrected(correction, when)),
    ...(data.recall
      ? [
          `${TAKE_BACK_WORDS[data.recall.verb].label} by ${data.recall.by}, ${when(Date.parse(data.recall.at))}: ${data.recall.reason}`,
        ]
      : []),
    ...('overrides' in body ? fields({ overrides: body.overrides ?? null }) : []),
  ];
  return { what: happened, more };
}

function approved({ by, second, at }: Approval, when: (at: number) => string): string[] {
  return [`Approved by ${by}${second === undefined ? '' : ` and ${second}`}, ${when(Date.parse(at))}`];
}

function corrected(
  { edition: number, note, by, at, quiet, changes = [] }: Corrected,
  when: (at: number) => string,
): string[] {
  const how = quiet === true ? ' (quiet: nobody was mailed)' : '';
  return [
    `Corrected in edition ${number} by ${by}, ${when(Date.parse(at))}${how}: ${note}`,
    ...changes.map(({ was, is }) => `It said “${was}”. It says “${is}”.`),
  ];
}

const STATES: Readonly<Record<string, string>> = {
  begun: 'Mail began to go out',
  found: 'Mail had gone out when the record began',
  open: 'Mail went on',
  stopped: 'Mail was stopped',
  late: 'Mail waited for a person',
  superseded: 'Mail went on as a newer edition',
  cancelled: 'Mail was taken back',
  done: 'Mail was through',
};

function mailing({ what, subject, body, ...rest }: RecordEntry): Words {
  const parsed = MailingBody.safeParse(body);
  if (!parsed.success) return other({ what, subject, body, ...rest });
  const { why, audience, mailSubject, topics, deliveries } = parsed.data;
  const state = STATES[what.slice('mailing '.length)] ?? what;
  return {
    what: `${state}: ${editionNameOf(subject)}`,
    more: [
      ...(why === undefined || why === '' ? [] : [`Why: ${why}`]),
      ...(mailSubject === undefined ? [] : [`Subject: ${mailSubject}`]),
      ...(topics === undefined ? [] : [`To those who asked for: ${topics.join(', ')}`]),
      ...(audience === undefined ? [] : [`For ${count(audience)}`]),
      ...(deliveries ? [`By then: ${tallied(deliveries)}`] : []),
    ],
  };
}

const ORDER = ['accepted', 'refused', 'uncertain', 'cancelled', 'handing', 'waiting'];

/** `12 accepted, 1 refused`. */
export function tallied(deliveries: Readonly<Record<string, number>>): string {
  const parts = Object.entries(deliveries)
    .filter(([state, many]) => many > 0 && state !== 'deferred')
    .toSorted(([a], [b]) => ORDER.indexOf(a) - ORDER.indexOf(b));
  if (parts.length === 0) return 'nobody';
  return parts.map(([state, many]) => `${many.toLocaleString('en-US')} ${state}`).join(', ');
}

function count(many: number): string {
  return many === 1 ? 'one subscriber' : `${many.toLocaleString('en-US')} subscribers`;
}

function other({ what, subject, body }: Pick<RecordEntry, 'what' | 'subject' | 'body'>): Words {
  const about = subject === '' ? '' : `: ${/@\d+$/.test(subject) ? editionNameOf(subject) : nameOf(subject)}`;
  return { what: `${what.charAt(0).toUpperCase()}${what.slice(1)}${about}`, more: fields(body) };
}

function fields(body: { [key: string]: Json }): string[] {
  return Object.entries(body)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}: ${typeof value === 'string' ? value : canonical(value)}`);
}

/**
 * `release/26-123@2` → "Release 26-123"; `digest/24` → "Digest No. 24"; `correction/release-26-123.2` → "Correction mail about
 * Release 26-123".
 */
export function nameOf(subject: string): string {
  const [type, number = ''] = subject.replace(/@\d+$/, '').split('/');
  const [, about = '', its = ''] = /^(release|digest)-(.*)\.\d+$/.exec(number) ?? [];
  if (about !== '') return `${SECOND_MAILS[type ?? ''] ?? 'Mail'} about ${nameOf(`${about}/${its}`)}`;
  return type === 'digest' ? `Digest No. ${number}` : `Release ${number}`;
}

const SECOND_MAILS: Readonly<Record<string, string>> = {
  correction: 'Correction mail',
  hold: 'Hold mail',
  kill: 'Kill mail',
  lifted: 'Mail that ends a hold',
  advance: 'Advance copy',
};

/** The same with the edition; a second mail has only one. */
export function editionNameOf(edition: string): string {
  const name = nameOf(edition);
  return /\.\d+@\d+$/.test(edition) ? name : `${name}, edition ${edition.replace(/^.*@/, '')}`;
}
