import type { Finding } from '../model/finding.ts';
import type { NewSubscriber } from '../model/subscriber.ts';
import { type Column, type Row } from './cells.ts';
import { columnsOf } from './columns.ts';
import { readRow, type RowRules } from './row.ts';
import { readTable, type Break } from './table.ts';
import { knownTopics } from './topics.ts';

/** Some rows further on: whom to subscribe, and what was wrong with the rows in between. `rows` counts from the top. */
export type ImportBatch = { subscribers: NewSubscriber[]; findings: Finding[]; rows: number };

export type ImportOptions = Omit<RowRules, 'topics'> & {
  /** Ids of the kinds and areas in newsdesk.yaml. */
  kinds: Iterable<string>;
  areas: Iterable<string>;
  /** How the table is called in findings: `list.csv`. */
  file: string;
};

const BATCH = 1000;
/** How many addresses are remembered to report repeats. Beyond that a repeat is harmless: the ledger keeps one row. */
const REMEMBERED = 200_000;

/**
 * Reads a table of subscribers (CSV, semicolons or tabs) as a stream of batches, in bounded memory. The first line names
 * the columns: `address` (or `email`), and if there are any `topics` (`digest; kind:traffic`) and `confirmed` (or
 * `since`: the date of the consent). Without topics a row asks for the Digest; without a date the consent is of now. A
 * row with a finding is left out; a table that cannot be read any further ends with a finding that says where.
 */
export async function* readSubscribers(
  table: AsyncIterable<Uint8Array | string> | string,
  options: ImportOptions,
): AsyncGenerator<ImportBatch> {
  const { file, kinds, areas } = options;
  const rules: RowRules = { ...options, topics: knownTopics(kinds, areas) };
  let batch: ImportBatch = { subscribers: [], findings: [], rows: 0 };
  let columns: Column[] | undefined;
  const seen = new Map<string, number>();
  for await (const { rows, broken } of readTable(typeof table === 'string' ? only(table) : table, file)) {
    for (const row of rows) {
      if (!columns) {
        const header = columnsOf(row);
        batch.findings.push(...header.findings);
        columns = header.columns;
        if (columns) continue;
        yield batch;
        return;
      }
      take(batch, row, columns, rules, seen);
      if (batch.subscribers.length + batch.findings.length >= BATCH) {
        yield batch;
        batch = { subscribers: [], findings: [], rows: batch.rows };
      }
    }
    if (broken) batch.findings.push(brokenTable(file, broken));
  }
  if (!columns && batch.findings.length === 0) batch.findings.push(emptyTable(file));
  yield batch;
}

async function* only(text: string): AsyncGenerator<string> {
  yield text;
}

function take(
  batch: ImportBatch,
  row: Row,
  columns: readonly Column[],
  rules: RowRules,
  seen: Map<string, number>,
): void {
  batch.rows += 1;
  const { subscriber, findings } = readRow(row, columns, rules, seen);
  batch.findings.push(...findings);
  if (!subscriber) return;
  batch.subscribers.push(subscriber);
  if (seen.size < REMEMBERED) seen.set(subscriber.address.toLowerCase(), row.line);
}

function emptyTable(file: string): Finding {
  return finding(file, 1, {
    rule: 'list/empty',
    what: 'There is nothing in this table',
    why: 'Nobody was added.',
    fix: 'Give it a first line that names the columns (address,topics,confirmed), and one line for each subscriber.',
  });
}

/** The table cannot be read past this line; what stood above it has been read. */
function brokenTable(file: string, { line, trouble }: Break): Finding {
  const why = 'The rows above it were read; this one and all below it were not.';
  if (trouble === 'encoding') {
    const what = 'From about here the table is not text in UTF-8';
    return finding(file, line, { rule: 'list/encoding', what, why, fix: 'Save it again as "CSV UTF-8".' });
  }
  const what = 'This row does not end: a quotation mark is not closed';
  return finding(file, line, {
    rule: 'list/form',
    what,
    why,
    fix: 'Close the quotation mark, or take it away.',
  });
}

function finding(file: string, line: number, words: Pick<Finding, 'rule' | 'what' | 'why' | 'fix'>): Finding {
  return { file, line, column: 1, length: 0, severity: 'error', ...words };
}
