import type { FileHandle } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Answer, Piece } from './answer.ts';

/** Whether an answer needs the file open: a piece of its body is still on the disk. */
export function needsDisk({ body }: Answer, method: string): boolean {
  return method !== 'HEAD' && (body?.some((piece) => !Buffer.isBuffer(piece)) ?? false);
}

/** Sends an answer all of whose bytes are in memory; for HEAD without them. */
export function writeAnswer(
  response: ServerResponse,
  { status, headers, body }: Answer,
  method: string,
): void {
  response.writeHead(status, headers);
  if (body === undefined || method === 'HEAD') {
    response.end();
    return;
  }
  const chunks = body.filter((piece) => Buffer.isBuffer(piece));
  const [only, second] = chunks;
  response.end(second ? Buffer.concat(chunks) : only);
}

/**
 * Sends an answer in a stream, no faster than it is taken, and closes the file, also when the reader leaves. A file that
 * turns out to be shorter than was announced breaks the connection: the reader must not take it for whole.
 */
export async function streamAnswer(
  response: ServerResponse,
  { status, headers, body = [] }: Answer,
  handle: FileHandle,
): Promise<void> {
  try {
    response.writeHead(status, headers);
    await pipeline(Readable.from(bytesOf(body, handle), { objectMode: false }), response);
  } catch (error) {
    if (!leftEarly(error)) throw error;
  } finally {
    await handle.close();
  }
}

async function* bytesOf(body: readonly Piece[], handle: FileHandle): AsyncGenerator<Buffer> {
  for (const piece of body) {
    if (Buffer.isBuffer(piece)) {
      yield piece;
      continue;
    }
    let at = piece.first;
    while (at <= piece.last) {
      const chunk = Buffer.allocUnsafe(Math.min(CHUNK, piece.last - at + 1));
      const { bytesRead } = await handle.read(chunk, 0, chunk.length, at);
      if (bytesRead === 0) throw new Error('A public file became shorter while it was being sent.');
      yield chunk.subarray(0, bytesRead);
      at += bytesRead;
    }
  }
}

/** Bytes that are read at a time: with what waits in the socket, all the memory that a large file takes. */
const CHUNK = 128 * 1024;

function leftEarly(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    /^(ERR_STREAM_PREMATURE_CLOSE|ECONNRESET|EPIPE|ERR_STREAM_DESTROYED|ERR_STREAM_UNABLE_TO_PIPE)$/.test(
      String(error.code),
    )
  );
}
