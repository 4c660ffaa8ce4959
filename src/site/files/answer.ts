import type { IncomingHttpHeaders } from 'node:http';
import type { Clock } from '../../util/clock.ts';
import { acceptedCodings, type Coding } from './accept-encoding.ts';
import { partAllowed, weigh } from './conditions.ts';
import type { FlatHeaders } from './headers.ts';
import type { Form, PublicFile } from './public-file.ts';
import { spansOf, type Span } from './ranges.ts';

/** A piece of a body: bytes, or a span of the file. */
export type Piece = Buffer | Span;

/** What is to be sent. `body` is absent for answers that have none. */
export type Answer = { status: number; headers: FlatHeaders; body?: Piece[] };

/** A request, as far as a file's answer depends on it. */
export type Asked = { method: string; headers: IncomingHttpHeaders };

/** The best form that is there for a reader, and a better one that is worth preparing. */
export type Choice = { form: Form; wanted?: Exclude<Coding, 'identity'>; refusesIdentity: boolean };

/** Chooses among the forms of a file by Accept-Encoding. When a reader takes none of them it gets the file as it is. */
export function chooseForm(file: PublicFile, acceptEncoding: string | undefined): Choice {
  const accepted = acceptedCodings(acceptEncoding);
  const refusesIdentity = !accepted.includes('identity');
  let wanted: Choice['wanted'];
  for (const coding of file.packable ? accepted : []) {
    if (coding === 'identity') break;
    const form = file.packed[coding];
    if (form) return { form, refusesIdentity, ...(wanted && { wanted }) };
    wanted ??= coding;
  }
  return { form: file.identity, refusesIdentity, ...(wanted && { wanted }) };
}

/** What a GET or HEAD of a file is answered with; `form` is the one that was chosen for this reader. */
export function answerOf(file: PublicFile, form: Form, { method, headers }: Asked, clock: Clock): Answer {
  const outcome = weigh(headers, file);
  if (outcome.kind === 'failed') return { status: 412, headers: [...form.fresh, 'Content-Length', '0'] };
  if (outcome.kind === 'fresh')
    return { status: 304, headers: freshHeaders(file, outcome.tag ?? form.tag, form) };
  if (method === 'GET' && headers.range !== undefined) {
    const ifRange = headers['if-range'];
    const part = partOf(file, headers.range, ifRange === undefined ? undefined : String(ifRange), clock());
    if (part) return part;
  }
  return { status: 200, headers: form.full, body: [bodyOf(file, form)] };
}

/** The file in place of what is not there, or not any more: without a tag, whole, whatever was asked for. */
export function standIn(file: PublicFile, form: Form, status: number): Answer {
  const left = /^(ETag|Last-Modified|Accept-Ranges)$/;
  return { status, headers: without(form.full, left), body: [bodyOf(file, form)] };
}

function bodyOf(file: PublicFile, form: Form): Piece {
  return form.bytes ?? { first: 0, last: file.size - 1 };
}

/** A reader's copy may be of another form than the one that it would get now. */
function freshHeaders({ identity, packed }: PublicFile, tag: string, form: Form): FlatHeaders {
  if (tag === form.tag) return form.fresh;
  const own = [identity, packed.br, packed.gzip].find((one) => one?.tag === tag);
  return own?.fresh ?? form.fresh.map((part) => (part === form.tag ? tag : part));
}

/** Undefined when the request is to be answered with the whole file all the same. */
function partOf(
  file: PublicFile,
  range: string,
  ifRange: string | undefined,
  now: number,
): Answer | undefined {
  const { identity, size } = file;
  if (!partAllowed(ifRange, identity.tag, file.modified, now)) return undefined;
  const spans = spansOf(range, size);
  if (!spans) return undefined;
  const unsized = without(identity.full, /^Content-Length$/);
  const [only, second] = spans;
  if (!only) {
    const headers = without(unsized, /^Content-Type$/);
    return { status: 416, headers: [...headers, 'Content-Range', `bytes */${size}`, 'Content-Length', '0'] };
  }
  if (second) return severalParts(file, spans, unsized);
  const length = String(only.last - only.first + 1);
  const headers = [...unsized, 'Content-Range', rangeOf(only, size), 'Content-Length', length];
  return { status: 206, headers, body: [pieceOf(file, only)] };
}

/** Several parts, each under a head of its own (RFC 9110 §14.6). */
function severalParts(file: PublicFile, spans: readonly Span[], headers: FlatHeaders): Answer {
  const boundary = `part-${file.identity.tag.slice(1, -1)}`;
  const body: Piece[] = spans.flatMap((span, i) => [
    Buffer.from(
      `${i === 0 ? '' : '\r\n'}--${boundary}\r\nContent-Type: ${file.type}\r\nContent-Range: ${rangeOf(span, file.size)}\r\n\r\n`,
    ),
    pieceOf(file, span),
  ]);
  body.push(Buffer.from(`\r\n--${boundary}--\r\n`));
  return {
    status: 206,
    headers: [
      ...without(headers, /^Content-Type$/),
      'Content-Type',
      `multipart/byteranges; boundary=${boundary}`,
      'Content-Length',
      String(body.reduce((sum, piece) => sum + lengthOf(piece), 0)),
    ],
    body,
  };
}

function pieceOf({ identity }: PublicFile, { first, last }: Span): Piece {
  return identity.bytes?.subarray(first, last + 1) ?? { first, last };
}

function rangeOf({ first, last }: Span, size: number): string {
  return `bytes ${first}-${last}/${size}`;
}

/** Bytes of a piece. */
export function lengthOf(piece: Piece): number {
  return Buffer.isBuffer(piece) ? piece.length : piece.last - piece.first + 1;
}

function without(headers: FlatHeaders, names: RegExp): string[] {
  return headers.flatMap((name, i) => (i % 2 === 0 && !names.test(name) ? [name, headers[i + 1] ?? ''] : []));
}
