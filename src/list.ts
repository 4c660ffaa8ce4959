import type { Opened } from './app.ts';
import type { RowFinding } from './audience/cells.ts';
import type { Naming } from './audience/columns.ts';
import { instantOf } from './calendar/calendar.ts';
import type { Ledger } from './ledger/ledger.ts';
import { markerOf } from './marks.ts';
import { dateIn } from './model/when.ts';
import { heapCollector } from './util/thrift.ts';
import type { Progress } from './util/progress.ts';

export { COLUMNS } from './audience/cells.ts';
export type { Naming } from './audience/columns.ts';

/** A table to bring in. */
export type ListSource = {
  chunks: AsyncIterable<Uint8Array>;
  /** How it is called in findings and in the record of the consent: `list.csv`. */
  name: string;
  /** Its size, for the progress; 0 when nobody knows. */
  bytes: number;
  /** Where the rows that were left out are written; nowhere when it is absent. */
  rejects?: string;
  naming?: Naming;
};

/** What importing a table did: rows read, and what became of them. They add up. */
export type ImportSums = {
  rows: number;
  added: number;
  /** On the list already: they have the topics of their row now. */
  changed: number;
  /** Left before or were forgotten, and stay away. */
  left: number;
  /** Noted as away, since their row says that they left. */
  suppressed: number;
  refused: number;
  repeated: number;
};

export type ImportReport = ImportSums & {
  /** The first findings; `more` is how many there were beyond them. */
  findings: RowFinding[];
  more: number;
  /** True when one of the findings, shown or not, is an error. */
  failed: boolean;
  /** Headings of columns that were not read. */
  ignored: readonly string[];
  /** The file with the rows that were left out, when there are any. */
  rejects?: string;
};

/** How many findings are kept for a person to see at once. */
const SHOWN = 20;
const PAGE = 1000;
/** The heap is collected after so many rows: a list of any length takes the same memory. */
const COLLECTED = 50_000;
const MEGABYTE = 1_000_000;

/**
 * Brings a table of subscribers into the ledger, in bounded memory and all of it at once at the end: whatever stops it
 * before, the list is as it was. Rows with findings are left out. Rejects with LedgerError, KeyError, or what the system
 * says of the files.
 */
export async function importList(
  opened: Opened,
  ledger: Ledger,
  source: ListSource,
  at: number,
  progress: Progress,
): Promise<ImportReport> {
  const { openRejects } = await import('./audience/rejects.ts');
  const rejects = source.rejects === undefined ? undefined : openRejects(source.rejects);
  const report = emptyReport();
  const take = (findings: readonly RowFinding[]): void => {
    report.failed ||= findings.some(({ severity }) => severity === 'error');
    report.findings.push(...findings.slice(0, SHOWN - report.findings.length));
    rejects?.write(findings);
    report.more += findings.length;
  };
  try {
    await ledger.beginImport();
    await layAside(opened, ledger, source, at, report, take, progress);
    await tellRepeats(ledger, source.name, take);
    const markOf = await markerOf(opened.config);
    Object.assign(report, await ledger.finishImport(source.name, markOf, at));
  } catch (error) {
    rejects?.discard();
    await ledger.dropImport();
    throw error;
  }
  report.more -= report.findings.length;
  return rejects?.keep() === true && source.rejects !== undefined
    ? { ...report, rejects: source.rejects }
    : report;
}

function emptyReport(): ImportReport {
  const sums = { rows: 0, added: 0, changed: 0, left: 0, suppressed: 0, refused: 0, repeated: 0 };
  return { ...sums, findings: [], more: 0, failed: false, ignored: [] };
}

async function layAside(
  { config: { newsroom } }: Opened,
  ledger: Ledger,
  source: ListSource,
  at: number,
  report: ImportReport,
  take: (findings: readonly RowFinding[]) => void,
  progress: Progress,
): Promise<void> {
  const { readSubscribers } = await import('./audience/import.ts');
  const { zone, language } = newsroom.newsroom;
  const { name, naming } = source;
  const collect = heapCollector();
  let bytes = 0;
  let next = COLLECTED;
  const counted = counting(source.chunks, (size) => (bytes += size));
  progress.start(`Reading ${name}, megabytes`, Math.ceil(source.bytes / MEGABYTE));
  try {
    const rules = {
      file: name,
      kinds: Object.keys(newsroom.kinds),
      areas: Object.keys(newsroom.areas),
      at,
      consent: `import ${dateIn(at, zone)} ${name}`,
      instant: (date: string) => instantOf(date, zone),
      language,
      ...(naming && { naming }),
    };
    for await (const batch of readSubscribers(counted, rules)) {
      await ledger.layAside(batch.taken);
      take(batch.findings);
      Object.assign(report, { rows: batch.rows, refused: batch.refused, ignored: batch.ignored });
      progress.step(Math.floor(bytes / MEGABYTE));
      if (batch.rows < next) continue;
      next = batch.rows + COLLECTED;
      collect();
    }
  } finally {
    progress.stop();
  }
}

async function* counting(
  chunks: AsyncIterable<Uint8Array>,
  count: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    count(chunk.byteLength);
    yield chunk;
  }
}

async function tellRepeats(
  ledger: Ledger,
  file: string,
  take: (findings: readonly RowFinding[]) => void,
): Promise<void> {
  const { repeated } = await import('./audience/row-findings.ts');
  for (let after = 0; ;) {
    const repeats = await ledger.repeats(after, PAGE);
    take(
      repeats.map(({ line, first, address, raw }) =>
        repeated({ file, line, raw, cells: [] }, address, first),
      ),
    );
    const last = repeats.at(-1);
    if (!last) return;
    after = last.rank;
  }
}

/** The list as lines of CSV, header first, a thousand subscribers at a time; with `all` those who left too. */
export async function* listOf(ledger: Ledger, all: boolean): AsyncGenerator<string> {
  const { tableHeader, tableLines } = await import('./audience/export.ts');
  yield tableHeader(all);
  for (let after = 0; ;) {
    const some = all ? await ledger.everybody(after, PAGE) : await ledger.subscribers(after, PAGE);
    const last = some.at(-1);
    if (!last) return;
    yield tableLines(some, all);
    after = last.id;
  }
}
