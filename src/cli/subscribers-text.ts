import type { ImportReport } from '../list.ts';
import { printWhen } from '../model/when.ts';
import type { Dossier, Forgotten, Tidied } from '../people.ts';
import { table } from './terminal.ts';

type Sums = Omit<ImportReport, 'findings' | 'failed'>;

/** "24 rows: 22 added, 1 on the list already, 1 left out for the findings above." and where the rest is. */
export function printImport(sums: Sums): string {
  const parts = [`${grouped(sums.added)} added`];
  const say = (count: number, words: string): void => {
    if (count > 0) parts.push(`${grouped(count)} ${words}`);
  };
  say(sums.changed, 'on the list already (they have the topics of their row now)');
  say(sums.left, 'stay away because they left the list');
  say(sums.suppressed, 'noted as away, as their row says');
  say(sums.refused, 'left out for the findings above');
  say(sums.repeated, 'repeated');
  const lines = [`${grouped(sums.rows)} rows: ${parts.join(', ')}.`];
  if (sums.more > 0) lines.push(`${grouped(sums.more)} findings more.`);
  if (sums.rejects !== undefined) lines.push(`The rows that were left out are in ${sums.rejects}`);
  if (sums.ignored.length > 0) lines.push(`Columns that were not read: ${sums.ignored.join(', ')}.`);
  return `${lines.join('\n')}\n`;
}

/** Everything that is held of an address, for the officer who was asked for it. */
export function printDossier(address: string, dossier: Dossier, zone: string, language: string): string {
  const when = (at: number) => printWhen(at, zone, language, 'moment');
  const { person, requests, notices, deliveries, returns } = dossier;
  const lines = [address];
  if (dossier.forgottenAt !== undefined && !person)
    lines.push(`  forgotten on ${when(dossier.forgottenAt)}; only a keyed mark is held`);
  if (person) lines.push(...personLines(person, when));
  else if (dossier.forgottenAt === undefined) lines.push('  is not on the list');
  const section = (heading: string, rows: string[][]): void => {
    if (rows.length > 0) lines.push('', heading, indented(table(rows)));
  };
  section(
    'Requests',
    requests.map((one) => [
      when(one.askedAt),
      one.kind,
      one.doneAt === undefined ? `not confirmed, until ${when(one.until)}` : `confirmed ${when(one.doneAt)}`,
      one.topics.join(' '),
    ]),
  );
  section(
    'Mails about the subscription',
    notices.map((one) => [when(one.postedAt), one.kind, one.state, one.response]),
  );
  section(
    'Editions',
    deliveries.map((one) => [one.edition, one.state, when(one.beganAt), one.response]),
  );
  section(
    'What came back',
    returns.map((one) => [when(one.at), one.kind, one.status, one.edition ?? '', one.words]),
  );
  return `${lines.join('\n')}\n`;
}

function personLines(person: NonNullable<Dossier['person']>, when: (at: number) => string): string[] {
  const { leftAt, leftWhy, health } = person;
  const rows = [
    ['topics', person.topics.join(' ') || 'none'],
    ['language', person.language || 'the newsroom’s own'],
    ['consent', `${when(person.confirmedAt)}, ${person.consent}`],
    ['number', `${person.id}`],
  ];
  if (leftAt !== undefined) rows.unshift(['left', `${when(leftAt)}: ${WHY[leftWhy ?? 'asked']}`]);
  if (health.scoredAt > 0)
    rows.push(['bounces', `score ${Math.round(health.score * 100) / 100} on ${when(health.scoredAt)}`]);
  if (health.probedAt !== undefined) rows.push(['probe', when(health.probedAt)]);
  return [indented(table(rows))];
}

const WHY = {
  asked: 'they asked to',
  complaint: 'they marked our mail as unwanted',
  bounced: 'the address takes no mail',
  removed: 'taken off by this desk',
};

/** What forgetting erased, and what stays. */
export function printForgotten(forgotten: Forgotten & { isErased: boolean }): string {
  const { subscriber, wasMember, requests, notices, returns, deliveries, isErased } = forgotten;
  const mark = 'a keyed mark, so that no list brings the address back; only its owner can, by confirming';
  if (subscriber === undefined && requests + notices === 0)
    return `Nothing was held of this address.\n  stays: ${mark}\n`;
  const erased = [
    ...(subscriber === undefined ? [] : ['address, topics, consent, language, health']),
    ...(requests > 0 ? [counted(requests, 'request', 'requests')] : []),
    ...(notices > 0 ? [counted(notices, 'mail', 'mails') + ' about the subscription'] : []),
    ...(returns > 0 ? [`the words of ${counted(returns, 'return', 'returns')}`] : []),
    ...(deliveries > 0 ? ['what servers said of deliveries'] : []),
  ];
  const stays = [
    ...(deliveries > 0 ? [`${counted(deliveries, 'delivery', 'deliveries')} without a name`] : []),
    mark,
  ];
  return [
    `Forgotten.${wasMember ? ' What waited for the address is cancelled.' : ''}`,
    `  erased: ${erased.join('; ')}`,
    `  stays: ${stays.join('; ')}`,
    ...(isErased
      ? []
      : ['  Another program still reads an older state; its last traces go when `tidy` runs next.']),
    '  Backups, exported lists and the outbox are not Newsdesk’s to change: look there too.',
    '',
  ].join('\n');
}

/** What tidying did. */
export function printTidied({ requests, notices, returns, deliveries, forgotten }: Tidied): string {
  const parts = [
    [forgotten, 'people who left were forgotten'],
    [requests, 'requests were deleted'],
    [notices, 'mails about subscriptions were deleted'],
    [returns, 'returns were deleted'],
    [deliveries, 'deliveries lost the words of the servers'],
  ] as const;
  const done = parts.filter(([count]) => count > 0).map(([count, words]) => `${grouped(count)} ${words}`);
  return done.length === 0 ? 'Nothing was old enough to be tidied away.\n' : `${done.join('\n')}\n`;
}

function grouped(count: number): string {
  return count.toLocaleString('en-US');
}

function counted(count: number, one: string, many: string): string {
  return `${grouped(count)} ${count === 1 ? one : many}`;
}

function indented(text: string): string {
  return text.replace(/^/gm, '  ');
}
