import type { Finding } from '../model/finding.ts';
import { nearest } from '../model/nearest.ts';
import { durationMs } from '../model/duration.ts';
import type { KeyPath, Spot } from '../model/source.ts';
import { references } from './references.ts';
import { error, textAt, valueAt, type Remark } from './remarks.ts';
import { ruleSettings } from './rules.ts';
import { siteProblem } from './site.ts';
import { isLanguage, isZone } from './world.ts';

/**
 * What a schema cannot say about newsdesk.yaml: names that must exist, a zone that the world has, texts that are empty.
 * Works on data that the schema refused as well, so that everything is said at once.
 */
export function checkNewsroom(
  data: Record<string, unknown>,
  locate: (path: KeyPath, what: 'key' | 'value') => Spot,
): Finding[] {
  const remarks = [
    ...zone(data),
    ...language(data),
    ...site(data),
    ...listId(data),
    ...bounces(data),
    ...seeds(data),
    ...delivery(data),
    ...references(data),
    ...ruleSettings(data),
  ];
  return remarks.map(({ path, at, ...remark }) =>
    Object.assign({ file: 'newsdesk.yaml' }, locate(path, at), remark),
  );
}

function zone(data: unknown): Remark[] {
  const path = ['newsroom', 'zone'];
  const name = textAt(data, path);
  if (name === undefined || name === '' || isZone(name)) return [];
  const zones = Intl.supportedValuesOf('timeZone');
  const city = zones.find((known) => known.split('/').at(-1) === name.replaceAll(' ', '_'));
  const guess = city ?? nearest(name, zones);
  const fix = guess
    ? `Did you mean "${guess}"?`
    : 'Write a name from the time-zone database: America/Chicago.';
  return [
    error(
      'zone',
      path,
      `"${name}" is not the time zone of a place`,
      'Every date and time is read in it.',
      fix,
    ),
  ];
}

function language(data: unknown): Remark[] {
  const path = ['newsroom', 'language'];
  const tag = textAt(data, path);
  if (tag === undefined || isLanguage(tag)) return [];
  const why = 'Screen readers and mail programs choose their voice and spelling by it.';
  return [
    error('language', path, `"${tag}" is not a language`, why, 'Write its short tag: en, es, zh-Hant.'),
  ];
}

function site(data: unknown): Remark[] {
  const path = ['site', 'url'];
  const address = textAt(data, path);
  const problem = address === undefined || address === '' ? undefined : siteProblem(address);
  if (problem === undefined) return [];
  const why = 'Feeds, mails and fragments build every address from it.';
  return [
    error(
      'site',
      path,
      `The site's address ${problem}`,
      why,
      'Write the plain address: https://newsroom.example.gov',
    ),
  ];
}

/** The limits of delivering have to fit each other. */
function delivery(data: unknown): Remark[] {
  const [lateness, retryFor, lookBack] = [
    ['digest', 'lateness'],
    ['delivery', 'retryFor'],
    ['delivery', 'lookBack'],
  ].map((path) => ({ path, text: textAt(data, path) }));
  const limit = lateness?.text === undefined ? NaN : durationMs(lateness.text);
  const remarks: Remark[] = [];
  if (retryFor?.text !== undefined && durationMs(retryFor.text) > limit) {
    const what = `Deferred mail is tried for ${retryFor.text}, longer than the lateness of ${lateness?.text}`;
    const why = 'Past the lateness everything waits for a person, so it could never be given up.';
    remarks.push(error('retry', retryFor.path, what, why, `Write ${lateness?.text} at the most.`));
  }
  if (lookBack?.text !== undefined && durationMs(lookBack.text) < limit) {
    const what = `Missed mail is looked for ${lookBack.text} back, less than the lateness of ${lateness?.text}`;
    const why = 'An issue could be forgotten before it is late.';
    remarks.push(error('look-back', lookBack.path, what, why, `Write ${lateness?.text} at the least.`));
  }
  return remarks;
}

/** RFC 2919 §2: the list's name ends in a domain that its owner controls. */
function listId(data: unknown): Remark[] {
  const path = ['mail', 'listId'];
  const name = textAt(data, path);
  const domain = textAt(data, ['mail', 'from', 'address'])?.split('@')[1]?.toLowerCase();
  if (!name || !domain) return [];
  const owned = domain.split('.').slice(-2).join('.');
  if (name.endsWith(`.${owned}`)) return [];
  const why = 'The name of a list belongs under a domain of its sender, or it could be anybody’s.';
  return [
    error(
      'list-id',
      path,
      `"${name}" is not under ${owned}`,
      why,
      `Write a name that ends so: digest.${domain}`,
    ),
  ];
}

/** RFC 5321 §4.5.3.1.1: what stands before the "@" has at most 64 characters, and a copy's own address takes 27 of them. */
function bounces(data: unknown): Remark[] {
  const path = ['mail', 'bounces'];
  const name = textAt(data, path)?.split('@')[0] ?? '';
  if (name.length <= LONGEST_BOUNCE_NAME || valueAt(data, ['mail', 'verp']) === false) return [];
  const what = `"${name}" is longer than ${LONGEST_BOUNCE_NAME} characters`;
  const why =
    'Each copy comes back to an address of its own, with 27 more behind this name, and 64 are allowed.';
  return [
    error('bounces', path, what, why, 'Choose a shorter mailbox, such as bounces@, or write "verp: false".'),
  ];
}

const LONGEST_BOUNCE_NAME = 37;

/** Seeds are named once, and something has to tell what arrives there. */
function seeds(data: unknown): Remark[] {
  const path = ['delivery', 'seeds'];
  const all = valueAt(data, path);
  if (!Array.isArray(all) || all.length === 0) return [];
  const remarks: Remark[] = [];
  const names = all.map((_, index) => textAt(data, [...path, index, 'name']));
  const twice = names.findIndex((name, index) => name !== undefined && names.indexOf(name) < index);
  if (twice !== -1) {
    const what = `There are two seeds with the name "${names[twice]}"`;
    const why = 'An arrival at one would be taken for one at the other.';
    remarks.push(error('seeds', [...path, twice, 'name'], what, why, 'Give each a name of its own.'));
  }
  const sources = valueAt(data, ['inbox', 'sources']);
  if (Array.isArray(sources) && sources.length > 0) return remarks;
  const why = 'They get every edition, but nobody is told when a copy does not arrive.';
  const fix = 'Name where their mail is read, below "inbox:" and "sources:".';
  const silent = error('seeds', path, 'Nothing tells what arrives at the seeds', why, fix, 'key');
  return [...remarks, { ...silent, severity: 'warning' }];
}
