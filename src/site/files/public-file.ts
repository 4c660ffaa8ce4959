import { createHash, hash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Coding } from './accept-encoding.ts';
import { openFile, type Look } from './disk.ts';
import { headersOf, isPackable, type FlatHeaders } from './headers.ts';

/** One form of a file: its entity tag, its headers for 200 and for 304, and its bytes when they are kept. */
export type Form = { tag: string; full: FlatHeaders; fresh: FlatHeaders; bytes?: Buffer };

/** A public file as it was at one look. Whoever answers with it looks again first. */
export type PublicFile = {
  /** Path below `public/`, with `/`. */
  path: string;
  look: Look;
  /** Whether the look tells these bytes from others for certain: see SETTLED. */
  settled: boolean;
  size: number;
  /** When it was last written, epoch ms. */
  modified: number;
  type: string;
  /** It gets smaller when it is packed, and is small enough for that to be done in memory. */
  packable: boolean;
  /** The file as it is, and what was prepared of it so far; a coding that gains nothing is absent for ever. */
  identity: Form;
  packed: { br?: Form; gzip?: Form };
  /** Every entity tag that this file may have been sent under. */
  tags: readonly string[];
  /** Makes the form of a coding from its bytes. */
  formOf: (coding: Coding, bytes: Buffer) => Form;
};

/** Text up to this size is kept in memory, anything else up to the second one. Bytes. */
const TEXT_KEPT = 8 * 1024 * 1024;
const KEPT = 256 * 1024;
/** Up to this size an entity tag is made of the bytes; larger files are named by inode, size and time of writing. */
const HASHED = 16 * 1024 * 1024;
/** Below this size packing gains nothing on the wire. Bytes. */
const WORTH_PACKING = 256;
/**
 * The clock of a file system ticks every few milliseconds: a file that was written just now could be replaced by another
 * one of the same inode, size and time. Only after this long does a look name its bytes. Milliseconds.
 */
const SETTLED = 50;

const SUFFIX: Record<Coding, string> = { identity: '', br: '-br', gzip: '-gz' };

/**
 * Reads a public file: its look, its entity tag (of its bytes, so that it is the same after a restart and on another
 * machine), and its bytes when it is small. `common` are headers of every answer. Undefined when it is gone.
 */
export async function readPublic(
  folder: string,
  path: string,
  now: number,
  common: Record<string, string>,
): Promise<PublicFile | undefined> {
  const opened = await openFile(join(folder, path));
  if (!opened) return undefined;
  const { handle, stats } = opened;
  try {
    if (!stats.isFile()) return undefined;
    const headers = headersOf(path);
    const packable = isPackable(headers.type);
    const bytes = stats.size <= (packable ? TEXT_KEPT : KEPT) ? await handle.readFile() : undefined;
    const size = bytes?.length ?? stats.size;
    const stem = bytes ? shorten(hash('sha256', bytes, 'base64url')) : await stemOf(handle, stats);
    const tagOf = (coding: Coding) => `"${stem}${SUFFIX[coding]}"`;
    const formOf = formsOf(headers, stats.mtimeMs, packable, common, tagOf);
    return {
      path,
      look: lookOf(stats),
      settled: Math.abs(now - stats.ctimeMs) > SETTLED,
      size,
      modified: stats.mtimeMs,
      type: headers.type,
      packable: packable && bytes !== undefined && size >= WORTH_PACKING,
      identity: bytes ? formOf('identity', bytes) : unkept(formOf('identity', Buffer.alloc(0)), size),
      packed: {},
      tags: packable ? [tagOf('identity'), tagOf('br'), tagOf('gzip')] : [tagOf('identity')],
      formOf,
    };
  } finally {
    await handle.close();
  }
}

/** Only what is compared: a Stats holds more. */
function lookOf({ dev, ino, size, mtimeMs, ctimeMs }: Look): Look {
  return { dev, ino, size, mtimeMs, ctimeMs };
}

async function stemOf(handle: FileHandle, { ino, size, mtimeMs }: Look): Promise<string> {
  if (size > HASHED)
    return [ino, size, Math.round(mtimeMs * 1000)].map((part) => part.toString(36)).join('-');
  const digest = createHash('sha256');
  for await (const chunk of handle.createReadStream({ start: 0, autoClose: false })) digest.update(chunk);
  return shorten(digest.digest('base64url'));
}

/** 132 bits: enough to tell any two files apart. */
function shorten(digest: string): string {
  return digest.slice(0, 22);
}

function formsOf(
  { type, cache, policy }: ReturnType<typeof headersOf>,
  modified: number,
  packable: boolean,
  common: Record<string, string>,
  tagOf: (coding: Coding) => string,
): PublicFile['formOf'] {
  const always = { 'Cache-Control': cache, ...(packable && { Vary: 'Accept-Encoding' }) };
  const shared = policy['Access-Control-Allow-Origin'];
  return (coding, bytes) => {
    const tag = tagOf(coding);
    const fresh = { ETag: tag, ...always, ...(shared && { 'Access-Control-Allow-Origin': shared }) };
    const full = {
      'Content-Type': type,
      'Content-Length': String(bytes.length),
      ...(coding === 'identity' ? { 'Accept-Ranges': 'bytes' } : { 'Content-Encoding': coding }),
      ETag: tag,
      'Last-Modified': new Date(modified).toUTCString(),
      ...always,
      ...common,
      ...policy,
    };
    return { tag, full: Object.entries(full).flat(), fresh: Object.entries(fresh).flat(), bytes };
  };
}

/** A form whose bytes stay on the disk. */
function unkept({ tag, full, fresh }: Form, size: number): Form {
  return {
    tag,
    fresh,
    full: full.map((part, i) => (full[i - 1] === 'Content-Length' ? String(size) : part)),
  };
}
