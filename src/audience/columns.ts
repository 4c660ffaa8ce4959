import { nearest } from '../model/nearest.ts';
import { oneLine } from '../util/mask.ts';
import { COLUMNS, placeOf, type Column, type Columns, type Row, type RowFinding } from './cells.ts';

/** Names of columns as newsrooms and the usual mailing services write them; case, blanks, - and _ do not count. */
const NAMES: Readonly<Record<Column, readonly string[]>> = {
  address: ['address', 'email', 'e mail', 'mail', 'email address', 'e mail address', 'subscriber email'],
  topics: ['topics', 'topic'],
  language: ['language', 'lang', 'locale'],
  confirmed: [
    'confirmed',
    'confirmed at',
    'confirm time',
    'since',
    'date',
    'consent date',
    'opt in date',
    'optin date',
    'optin time',
    'subscribed at',
    'date subscribed',
  ],
  consent: ['consent', 'consent source', 'opt in source', 'optin source'],
  left: ['left', 'left at', 'unsubscribed', 'unsubscribed at', 'unsub time'],
  why: ['why', 'left why'],
};

const KNOWN = new Map(COLUMNS.flatMap((column) => NAMES[column].map((name) => [name, column] as const)));
/** What a misspelt name may have been meant for. */
const MEANT = ['address', 'email', 'topics', 'confirmed', 'language', 'consent'];

/** Names that the officer gave: the column of a meaning by its own heading. */
export type Naming = Readonly<Partial<Record<Column, string>>>;

/** What the first line says. No columns when none of them holds addresses; `ignored` are the headings that are not read. */
export type Header = { columns?: Columns; ignored: string[]; findings: RowFinding[] };

/** Understands the first line; `naming` comes before the usual names. */
export function columnsOf(row: Row, naming: Naming = {}): Header {
  const columns: Partial<Record<Column, number>> = {};
  const findings: RowFinding[] = [];
  for (const column of COLUMNS) {
    const heading = naming[column];
    if (heading === undefined) continue;
    const index = row.cells.findIndex((cell) => plain(cell) === plain(heading));
    if (index === -1) findings.push(noSuchColumn(row, heading));
    else columns[column] = index;
  }
  if (findings.length > 0) return { ignored: [], findings };
  const ignored: string[] = [];
  row.cells.forEach((cell, index) => {
    if (Object.values(columns).includes(index)) return;
    const known = KNOWN.get(plain(cell));
    if (known && columns[known] === undefined) columns[known] = index;
    else if (cell !== '') ignored.push(oneLine(cell, 40));
    const meant = known ? undefined : nearest(cell, MEANT);
    if (meant !== undefined) findings.push(misspelt(row, cell, meant));
  });
  if (columns.address !== undefined) return { columns, ignored, findings };
  return { ignored, findings: [...findings, noAddresses(row)] };
}

function plain(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .trim();
}

function noAddresses(row: Row): RowFinding {
  return {
    ...placeOf(row, row.cells[0] ?? ''),
    raw: '',
    rule: 'list/header',
    severity: 'error',
    what: 'No column of the first line is called "address" or "email"',
    why: 'Without it nobody can tell which column holds the addresses, so none was read.',
    fix: 'Make the first line name the columns (address,topics,confirmed), or say which it is: --map address="Your heading"',
  };
}

function noSuchColumn(row: Row, heading: string): RowFinding {
  return {
    ...placeOf(row, row.cells[0] ?? ''),
    raw: '',
    rule: 'list/header',
    severity: 'error',
    what: `No column of the first line is called "${oneLine(heading, 40)}"`,
    why: 'It was named by --map; without it the table would be understood in another way than you meant, so none was read.',
    fix: `Name one of: ${row.cells.map((cell) => oneLine(cell, 40)).join(', ')}`,
  };
}

function misspelt(row: Row, cell: string, meant: string): RowFinding {
  return {
    ...placeOf(row, cell),
    raw: '',
    rule: 'list/header',
    severity: 'warning',
    what: `The column "${oneLine(cell, 40)}" is not read`,
    why: 'Its name is not one that Newsdesk knows, so what it says is left out.',
    fix: `If it is meant to be "${meant}", call it that; otherwise leave it as it is.`,
  };
}
