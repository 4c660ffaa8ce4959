import type { ListRow } from '../model/list-row.ts';
import type { Columns, Row, RowFinding } from './cells.ts';
import { columnsOf, type Naming } from './columns.ts';
import { readRow, type RowRules } from './row.ts';
import { readTable, type Break } from './table.ts';
import { knownTopics } from './topics.ts';

/**
 * Some rows further on: those that can be taken, and what was wrong with the others. `rows` and `refused` count from the
 * top; `ignored` are the headings of columns that are not read.
 */
export type ImportBatch = {
  taken: ListRow[];
  findings: RowFinding[];
  rows: number;
  refused: number;
  ignored: readonly string[];
};

export type ImportOptions = Omit<RowRules, 'topics'> & {
  /** Ids of the kinds and areas in newsdesk.yaml. */
  kinds: Iterable<string>;
  areas: Iterable<string>;
  /** How the table is called in findings: `list.csv`. */
  file: string;
  /** Headings of columns that have other names than the usual ones. */
  naming?: Naming;
};

const BATCH = 1000;

/**
 * Reads a table of subscribers (CSV, semicolons or tabs) as a stream of batches, in bounded memory. The first line names
 * the columns, in any order: `address` (or `email`), and if there are any `topics` (`digest; kind:traffic`), `confirmed`
 * (the date of the consent), `consent` (where it comes from), `language`, and `left` and `why` of those who left. Without
 * topics a row asks for the Digest; without a date the consent is of now. A row with a finding is left out; a table that
 * cannot be read any further ends with a finding that says where. Addresses may come more than once.
 */
export async function* readSubscribers(
  table: AsyncIterable<Uint8Array | string> | string,
  options: ImportOptions,
): AsyncGenerator<ImportBatch> {
  const { file, kinds, areas, naming } = options;
  const rules: RowRules = {
    ...options,
    instant: remembered(options.instant),
    topics: knownTopics(kinds, areas),
  };
  let batch: ImportBatch = { taken: [], findings: [], rows: 0, refused: 0, ignored: [] };
  let columns: Columns | undefined;
  for await (const { rows, broken } of readTable(typeof table === 'string' ? only(table) : table, file)) {
    for (const row of rows) {
      if (!columns) {
        const header = columnsOf(row, naming);
        batch.findings.push(...header.findings);
        batch.ignored = header.ignored;
        columns = header.columns;
        if (columns) continue;
        yield batch;
        return;
      }
      take(batch, row, columns, rules);
      if (batch.taken.length + batch.findings.length >= BATCH) {
        yield batch;
        batch = nextBatch(batch);
      }
    }
    if (broken) batch.findings.push(brokenTable(file, broken));
  }
  if (!columns && batch.findings.length === 0) batch.findings.push(emptyTable(file));
  yield batch;
}

/** An empty one that goes on counting. */
function nextBatch({ rows, refused, ignored }: ImportBatch): ImportBatch {
  return { taken: [], findings: [], rows, refused, ignored };
}

/** A list has many rows of few days. */
const REMEMBERED = 10_000;

function remembered(instant: RowRules['instant']): RowRules['instant'] {
  const known = new Map<string, number | undefined>();
  return (date) => {
    if (known.has(date)) return known.get(date);
    if (known.size >= REMEMBERED) known.clear();
    const found = instant(date);
    known.set(date, found);
    return found;
  };
}

async function* only(text: string): AsyncGenerator<string> {
  yield text;
}

function take(batch: ImportBatch, row: Row, columns: Columns, rules: RowRules): void {
  batch.rows += 1;
  const { taken, findings } = readRow(row, columns, rules);
  if (taken) batch.taken.push(taken);
  else batch.refused += 1;
  batch.findings.push(...findings);
}

function emptyTable(file: string): RowFinding {
  return finding(file, 1, {
    rule: 'list/empty',
    what: 'There is nothing in this table',
    why: 'Nobody was added.',
    fix: 'Give it a first line that names the columns (address,topics,confirmed), and one line for each subscriber.',
  });
}

/** The table cannot be read past this line; what stood above it has been read. */
function brokenTable(file: string, { line, trouble }: Break): RowFinding {
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

function finding(
  file: string,
  line: number,
  words: Pick<RowFinding, 'rule' | 'what' | 'why' | 'fix'>,
): RowFinding {
  return { file, line, column: 1, length: 0, raw: '', severity: 'error', ...words };
}
