import type { Finding } from '../model/finding.ts';
import { nearest } from '../model/nearest.ts';
import { masked, oneLine } from '../util/mask.ts';
import { canonicalAddress } from './address.ts';
import { placeOf, type Row, type RowFinding } from './cells.ts';

type Words = Pick<Finding, 'what' | 'why' | 'fix'>;

/** The cell is not an address that can get mail. */
export function badAddress(row: Row, cell: string): RowFinding {
  const inside = canonicalAddress(/<([^<>]*)>/.exec(cell)?.[1] ?? cell.replace(/^mailto:/i, ''));
  const local = cell.slice(0, cell.lastIndexOf('@'));
  return error(row, cell, 'list/address', {
    what:
      cell === ''
        ? 'There is no address in this row'
        : `"${oneLine(cell, 60)}" is not an address that can get mail`,
    why: 'A mail to it would come back or go to somebody else; the row was left out.',
    fix: inside
      ? 'Write the address alone, without a name, brackets or "mailto:".'
      : /[^ -~]/.test(local)
        ? 'The part before the @ may hold plain letters and digits only; ask for another address.'
        : 'Write one address such as name@example.org.',
  });
}

/** The cell is no date, or one that has not come yet. */
export function badDate(row: Row, cell: string, future: boolean): RowFinding {
  return error(row, cell, 'list/date', {
    what: future ? `${oneLine(cell, 40)} has not come yet` : `"${oneLine(cell, 40)}" is not a date`,
    why: 'Nothing older than a consent is ever sent, so its date must be known; the row was left out.',
    fix: 'Write the day like this: 2026-11-13',
  });
}

/** The cell names no topic of this newsroom. */
export function unknownTopic(row: Row, word: string, known: readonly string[]): RowFinding {
  const guess = nearest(word, known) ?? known.find((topic) => topic.endsWith(`:${word.toLowerCase()}`));
  return error(row, word, 'list/topic', {
    what: `"${oneLine(word, 60)}" is not a topic`,
    why: 'Nobody knows what this subscriber asked for, so the row was left out.',
    fix:
      guess === undefined
        ? 'Topics are digest, releases, kind:… and area:… with the ids of newsdesk.yaml.'
        : `Did you mean "${guess}"?`,
  });
}

/** The cell is no tag of a language. */
export function badLanguage(row: Row, cell: string): RowFinding {
  return error(row, cell, 'list/language', {
    what: `"${oneLine(cell, 40)}" is not a language`,
    why: 'Nobody knows what to write to this subscriber in, so the row was left out.',
    fix: 'Write its short tag such as en or es, or leave the cell empty.',
  });
}

/** The address stood further up. */
export function repeated(row: Row, address: string, first: number): RowFinding {
  return {
    ...placeOf(row, row.cells.find((cell) => cell.toLowerCase() === address.toLowerCase()) ?? ''),
    raw: row.raw,
    rule: 'list/repeated',
    severity: 'warning',
    what: `${masked(address)} stood on line ${first} already`,
    why: 'Only the first row of an address counts; this one was left out.',
    fix: 'Put all topics of an address into one row, with semicolons between them.',
  };
}

function error(row: Row, cell: string, rule: string, words: Words): RowFinding {
  return { ...placeOf(row, cell), raw: row.raw, rule, severity: 'error', ...words };
}
