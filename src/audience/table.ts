import { finished } from 'node:stream/promises';
import { parse, type Parser } from 'csv-parse';
import { z } from 'zod';
import type { Row } from './cells.ts';
import { decodeTable, NotText } from './decode.ts';

/** Why a table cannot be read any further, and from which line on. */
export type Break = { line: number; trouble: 'encoding' | 'form' };

/** No honest row is longer; a quotation mark that is never closed would swallow the rest of the file. */
const LONGEST_ROW = 10_000;

const Parsed = z.object({
  record: z.array(z.string()),
  raw: z.string(),
  info: z.object({ lines: z.number() }),
});

/**
 * The rows of a table, as many at a time as were read at once; the last value may say why it ends early. Blank lines are
 * left out, and counted.
 */
export async function* readTable(
  table: AsyncIterable<Uint8Array | string>,
  file: string,
): AsyncGenerator<{ rows: Row[]; broken?: Break }> {
  let rows: Row[] = [];
  let line = 0;
  const collect = (parsed: unknown): null => {
    const { record, raw, info } = Parsed.parse(parsed);
    const row = { file, line: line + 1, raw: raw.replace(/^\uFEFF/, ''), cells: record };
    line = info.lines;
    if (record.some((cell) => cell !== '')) rows.push(row);
    return null;
  };
  const taken = (): Row[] => {
    const some = rows;
    rows = [];
    return some;
  };
  let parser: Parser | undefined;
  let trouble: Break['trouble'] | undefined;
  try {
    const { text, delimiter } = await decodeTable(table);
    parser = openParser(delimiter, collect);
    for await (const chunk of text) {
      if (await write(parser, chunk)) trouble = 'form';
      if (trouble) break;
      yield { rows: taken() };
    }
  } catch (error) {
    if (!(error instanceof NotText)) throw error;
    trouble = 'encoding';
  }
  if (parser && (await end(parser))) trouble ??= 'form';
  yield { rows: taken(), ...(trouble && { broken: { line: line + 1, trouble } }) };
}

function openParser(delimiter: string, collect: (parsed: unknown) => null): Parser {
  const parser = parse({
    delimiter,
    info: true,
    raw: true,
    trim: true,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: LONGEST_ROW,
    on_record: collect,
  });
  // Failures come back from write and end; without a listener they would end the program as well.
  parser.on('error', () => {});
  return parser.resume();
}

function write(parser: Parser, text: string): Promise<Error | undefined> {
  return new Promise((resolve) => {
    parser.write(text, (error) => resolve(error ?? undefined));
  });
}

async function end(parser: Parser): Promise<Error | undefined> {
  parser.end();
  try {
    await finished(parser);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
