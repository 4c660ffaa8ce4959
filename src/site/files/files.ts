import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Clock } from '../../util/clock.ts';
import { namesOf, splitTarget } from './address.ts';
import { answerOf, chooseForm, standIn } from './answer.ts';
import { findPublic, isGone, openFile, sameLook } from './disk.ts';
import { openShowing, type Showing, type Shown } from './showing.ts';
import { movedAnswer, plainAnswer } from './words.ts';
import { needsDisk, streamAnswer, writeAnswer } from './write.ts';

/** Answers with the files of a folder. Nothing in an answer depends on the Host header. */
export type PublicFiles = {
  /** Answers at once when it can be done from memory. False: nothing was done, and `answer` is to be asked. */
  quick: (request: IncomingMessage, response: ServerResponse) => boolean;
  /** Answers any request. Rejects when the disk fails. */
  answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
};

/** Where the files are, and how they are seen from outside. */
export type FilesOptions = {
  folder: string;
  /** Path of the site's address without a slash at its end; empty when the site is a whole host. */
  base: string;
  clock: Clock;
  /** Headers of every answer. */
  common: Record<string, string>;
};

type Exchange = FilesOptions & { showing: Showing; request: IncomingMessage; response: ServerResponse };

/** Longest target of a request, bytes; what is in use has a few hundred. */
const TARGET = 6000;

/** Opens a folder for reading. Nothing is read before it is asked for. */
export function openFiles(options: FilesOptions): PublicFiles {
  const showing = openShowing(options.folder, options.clock, options.common);
  return {
    quick: (request, response) => quick(options, showing, request, response),
    answer: (request, response) => answer({ ...options, showing, request, response }),
  };
}

function quick(
  { base, clock }: FilesOptions,
  showing: Showing,
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  const { method = '', url = '' } = request;
  if ((method !== 'GET' && method !== 'HEAD') || url[base.length] !== '/' || !url.startsWith(base))
    return false;
  const query = url.indexOf('?');
  const path = url.slice(base.length + 1, query === -1 ? undefined : query);
  // What is kept bears the name that it has on the disk; an address that is spelled otherwise goes the long way.
  if (path.includes('%')) return false;
  const shown = showing.known(path === '' || path.endsWith('/') ? `${path}index.html` : path);
  if (!shown) return false;
  const { answer, wanted, waits } = decide(shown, request, 200, clock);
  if (waits || needsDisk(answer, method)) return false;
  if (wanted) void showing.pack(shown.file, wanted);
  writeAnswer(response, answer, method);
  return true;
}

async function answer(exchange: Exchange): Promise<void> {
  const { base, folder, showing, request } = exchange;
  const { method = '', url = '' } = request;
  if (method !== 'GET' && method !== 'HEAD') {
    return say(exchange, 405, 'The pages here can be read, and nothing else.', { Allow: 'GET, HEAD' });
  }
  if (url.length > TARGET) return say(exchange, 414, 'This address is too long.');
  const { pathname, search } = splitTarget(url);
  if (pathname === undefined) return nothing(exchange, 404);
  if (base !== '' && (pathname === '/' || pathname === base)) return moved(exchange, `${base}/`);
  const names = pathname.startsWith(`${base}/`) ? namesOf(pathname.slice(base.length)) : undefined;
  if (!names) return nothing(exchange, 404);
  const isFolder = names.at(-1) === '';
  const wanted = isFolder ? [...names.slice(0, -1), 'index.html'] : names;
  const found = findPublic(folder, wanted);
  const shown = found?.kind === 'file' ? await showing.show(found.path) : undefined;
  if (shown) return send(exchange, shown, 200);
  if (found?.kind === 'folder' && !isFolder) {
    return moved(exchange, `${base}/${names.map(encodeURIComponent).join('/')}/${search}`);
  }
  return nothing(exchange, isGone(folder, wanted.join('/')) ? 410 : 404);
}

/** The page that stands in place of a page, or plain words where there is none. */
async function nothing(exchange: Exchange, status: 404 | 410): Promise<void> {
  const found = findPublic(exchange.folder, ['404.html']);
  const page = found?.kind === 'file' ? await exchange.showing.show(found.path) : undefined;
  if (page && status === 404) return send(exchange, { ...page, gone: false }, status);
  return say(
    exchange,
    status,
    status === 410 ? 'What was here was taken back.' : 'There is nothing at this address.',
  );
}

async function send(exchange: Exchange, shown: Shown, status: number): Promise<void> {
  const { clock, folder, showing, request, response } = exchange;
  const first = decide(shown, request, status, clock);
  const packing = first.wanted && showing.pack(shown.file, first.wanted);
  if (first.waits) await packing;
  const { answer } = first.waits ? decide(shown, request, status, clock) : first;
  const { method = 'GET' } = request;
  if (!needsDisk(answer, method)) return writeAnswer(response, answer, method);
  const { path, look } = shown.file;
  const opened = await openFile(join(folder, path));
  if (opened && sameLook(opened.stats, look)) return streamAnswer(response, answer, opened.handle);
  // It was replaced since it was looked at.
  await opened?.handle.close();
  const again = await showing.show(path);
  return again ? send(exchange, again, status) : nothing(exchange, 404);
}

/** What to send, what to prepare for the next reader, and whether this one has to wait for that. */
function decide({ file, gone }: Shown, request: IncomingMessage, status: number, clock: Clock) {
  const { headers, method = 'GET' } = request;
  const { form, wanted, refusesIdentity } = chooseForm(file, headers['accept-encoding']);
  const shown = gone ? 410 : status;
  const answer =
    shown === 200 ? answerOf(file, form, { method, headers }, clock) : standIn(file, form, shown);
  return { answer, wanted, waits: wanted !== undefined && refusesIdentity && form === file.identity };
}

function say(
  { request, response, common }: Exchange,
  status: number,
  words: string,
  headers: Record<string, string> = {},
): void {
  writeAnswer(response, plainAnswer(status, words, { ...common, ...headers }), request.method ?? 'GET');
}

function moved({ request, response, common }: Exchange, address: string): void {
  writeAnswer(response, movedAnswer(address, common), request.method ?? 'GET');
}
