import type { Finding } from '../model/finding.ts';
import { nearest } from '../model/nearest.ts';
import { oneLine } from '../util/mask.ts';
import { placeOf, type Column, type Row } from './cells.ts';

const NAMES: Record<string, Column> = {
  address: 'address',
  email: 'address',
  'e-mail': 'address',
  mail: 'address',
  'email address': 'address',
  'e-mail address': 'address',
  topics: 'topics',
  topic: 'topics',
  confirmed: 'confirmed',
  since: 'confirmed',
  date: 'confirmed',
  'consent date': 'confirmed',
};

/** Understands the first line. No columns when none of them holds addresses. */
export function columnsOf(row: Row): { columns?: Column[]; findings: Finding[] } {
  const findings: Finding[] = [];
  const columns = row.cells.map((cell): Column => {
    const name = cell.toLowerCase();
    const known = NAMES[name];
    if (known) return known;
    const meant = nearest(name, ['address', 'email', 'topics', 'confirmed']);
    if (meant !== undefined) findings.push(misspelt(row, cell, meant));
    return 'other';
  });
  if (columns.includes('address')) return { columns, findings };
  findings.push({
    ...placeOf(row, row.cells[0] ?? ''),
    rule: 'list/header',
    severity: 'error',
    what: 'No column of the first line is called "address" or "email"',
    why: 'Without it nobody can tell which column holds the addresses, so none was read.',
    fix: 'Make the first line name the columns: address,topics,confirmed',
  });
  return { findings };
}

function misspelt(row: Row, cell: string, meant: string): Finding {
  return {
    ...placeOf(row, cell),
    rule: 'list/header',
    severity: 'warning',
    what: `The column "${oneLine(cell, 40)}" is not read`,
    why: 'Its name is not one that Newsdesk knows, so what it says is left out.',
    fix: `If it is meant to be "${meant}", call it that; otherwise leave it as it is.`,
  };
}
