import type { ListRow } from '../model/list-row.ts';
import { Leaving } from '../model/subscriber.ts';
import { Topic } from '../model/topic.ts';
import { canonicalAddress } from './address.ts';
import type { Column, Columns, Row, RowFinding } from './cells.ts';
import { armed } from './defuse.ts';
import { badAddress, badDate, badLanguage, unknownTopic } from './row-findings.ts';

/** What a row is judged by. */
export type RowRules = {
  /** Every topic that there is in this newsroom: `knownTopics`. */
  topics: ReadonlySet<string>;
  /** Now, epoch ms: the consent of a row without a date, and the latest that one can be. */
  at: number;
  /** Where the consent comes from when the row does not say, for the record: `import 2026-11-20 list.csv`. */
  consent: string;
  /** The instant of `2026-11-13` or `2026-11-13 14:30` in the newsroom's zone; undefined when it is no date. */
  instant: (date: string) => number | undefined;
  /** The newsroom's own language, which stands as '' in the list. */
  language: string;
};

const INSTANT = /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/;
/** As mailing services write it: 2026-11-13 14:30:15, without a zone. */
const WITH_SECONDS = /^(\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}):([0-5]\d)(\.\d+)?$/;
const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;
/** How the table says that somebody stays on the list and asks for nothing; an empty cell asks for the Digest. */
export const NO_TOPICS = 'none';
/** No source of a consent needs more words. */
const LONGEST_CONSENT = 300;

/** A row that can be taken, or the findings that say why it cannot. */
export function readRow(
  row: Row,
  columns: Columns,
  rules: RowRules,
): { taken?: ListRow; findings: RowFinding[] } {
  const cell = (name: Column) => armed(row.cells[columns[name] ?? -1] ?? '');
  const findings: RowFinding[] = [];
  const address = canonicalAddress(cell('address'));
  if (address === undefined) return { findings: [badAddress(row, cell('address'))] };
  const topics = topicsOf(row, cell('topics'), rules.topics, findings);
  const confirmedAt = instantOf(row, cell('confirmed'), rules, findings) ?? rules.at;
  const leftAt = instantOf(row, cell('left'), rules, findings);
  const language = languageOf(row, cell('language'), rules.language, findings);
  if (findings.length > 0) return { findings };
  const consent = plainConsent(cell('consent')) || rules.consent;
  const taken: ListRow = { address, topics, confirmedAt, consent, line: row.line, raw: row.raw };
  if (language !== undefined) taken.language = language;
  if (leftAt !== undefined) taken.left = { at: leftAt, why: Leaving.catch('asked').parse(cell('why')) };
  return { taken, findings };
}

/** Where a consent came from, as it is kept: one line of at most 300 characters. */
export function plainConsent(words: string): string {
  return words
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\uFFFD\s]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_CONSENT)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trim();
}

function topicsOf(row: Row, cell: string, known: ReadonlySet<string>, findings: RowFinding[]): Topic[] {
  const words = cell.split(/[;,|\s]+/).filter((word) => word !== '');
  if (words.length === 0) return ['digest'];
  if (words.every((word) => known.has(word))) return words;
  if (words.length === 1 && words[0]?.toLowerCase() === NO_TOPICS) return [];
  return words.flatMap((word) => {
    const topic = Topic.safeParse(word.toLowerCase());
    if (topic.success && known.has(topic.data)) return [topic.data];
    findings.push(unknownTopic(row, word, [...known]));
    return [];
  });
}

/** The instant of a date that has come; undefined for an empty cell, and with a finding for anything else. */
function instantOf(row: Row, cell: string, rules: RowRules, findings: RowFinding[]): number | undefined {
  if (cell === '') return undefined;
  const instant = readInstant(cell, rules.instant);
  if (instant !== undefined && instant <= rules.at) return instant;
  findings.push(badDate(row, cell, instant !== undefined));
  return undefined;
}

function readInstant(cell: string, instant: RowRules['instant']): number | undefined {
  if (INSTANT.test(cell)) {
    const exact = Date.parse(cell);
    return Number.isNaN(exact) ? undefined : exact;
  }
  const [, minute, seconds = '0'] = WITH_SECONDS.exec(cell) ?? [];
  const start = instant(minute ?? cell);
  return start === undefined ? undefined : start + Number(seconds) * 1000;
}

function languageOf(row: Row, cell: string, own: string, findings: RowFinding[]): string | undefined {
  if (cell === '') return undefined;
  const [primary = '', ...rest] = cell.replaceAll('_', '-').split('-');
  const language = [primary.toLowerCase(), ...rest].join('-');
  if (LANGUAGE.test(language)) return language === own ? '' : language;
  findings.push(badLanguage(row, cell));
  return undefined;
}
