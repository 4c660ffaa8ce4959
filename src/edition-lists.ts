import { existsSync, readFileSync } from 'node:fs';
import { EditionList, EditionLists, yearOf, type Listed } from './model/listed.ts';

/** A list of editions could not be had. */
export class ListError extends Error {
  override name = 'ListError';
  why = 'Without the list nobody can tell whether the copy is genuine.';
  fix =
    'Name editions.json of the newsroom (https://newsroom.example.gov/editions.json), or a saved file of one year.';
}

/** No list is larger, bytes; and no answer takes longer, ms. */
const LIMIT = 50_000_000;
const PATIENCE = 15_000;
/** A newsroom of more years than this has the newest looked at, unless the copy names an older one. */
const MOST_YEARS = 30;

/**
 * The editions that a published list names: a file, or an https address (http only on this machine). Of `editions.json`
 * the years of these numbers are read, or all. Nothing but the list is asked for. Rejects with ListError.
 */
export async function listedAt(source: string, numbers: readonly string[]): Promise<Listed[]> {
  const json = await read(source);
  const year = EditionList.safeParse(json);
  if (year.success) return year.data.editions;
  const lists = EditionLists.safeParse(json);
  if (!lists.success) throw new ListError(`${source} is no list of editions.`);
  const wanted = new Set(numbers.map(yearOf));
  const all = Object.entries(lists.data.years).toSorted(([a], [b]) => (a < b ? 1 : -1));
  const some = all.filter(([name]) => wanted.has(name));
  const editions: Listed[] = [];
  for (const [, address] of (some.length > 0 ? some : all).slice(0, MOST_YEARS)) {
    editions.push(...yearAt(await read(beside(source, address)), address));
  }
  return editions;
}

/** A list of lists that was saved has its years beside it; one on the web names addresses of its own site only. */
function beside(source: string, address: string): string {
  const name = /\/(editions\/\d{4}\.json)$/.exec(address)?.[1];
  if (name === undefined)
    throw new ListError(`${source} names a list at an address that cannot be one: ${address}.`);
  return source.replace(/[^/\\]*$/, name);
}

function yearAt(json: unknown, address: string): Listed[] {
  const parsed = EditionList.safeParse(json);
  if (!parsed.success) throw new ListError(`${address} is no list of editions.`);
  return parsed.data.editions;
}

async function read(source: string): Promise<unknown> {
  const text = /^[a-z]+:\/\//i.test(source) ? await fetched(source) : fileAt(source);
  try {
    return JSON.parse(text);
  } catch {
    throw new ListError(`${source} is not JSON.`);
  }
}

function fileAt(path: string): string {
  if (!existsSync(path)) throw new ListError(`There is no file ${path}.`);
  return readFileSync(path, 'utf8');
}

async function fetched(address: string): Promise<string> {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isHere = url && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  if (!url || (url.protocol !== 'https:' && !(url.protocol === 'http:' && isHere))) {
    throw new ListError(`${address} is no https address, so anybody on the way could change the list.`);
  }
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(PATIENCE) }).catch(
    (error: unknown) => {
      throw new ListError(`${address} does not answer.`, { cause: error });
    },
  );
  if (!response.ok) throw new ListError(`${address} answers ${response.status}.`);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > LIMIT) throw new ListError(`${address} is larger than any list.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
