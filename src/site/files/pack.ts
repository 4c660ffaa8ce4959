import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Coding } from './accept-encoding.ts';
import type { PublicFile } from './public-file.ts';

const brotliPacked = promisify(brotliCompress);
const gzipPacked = promisify(gzip);

/** Brotli's highest quality takes thirty times as long as this one for a few hundredths of the size. */
const BROTLI_QUALITY = 9;

/** Files that may wait for their turn: what comes on top (a search engine walks the archive) is packed at a later wish. */
const MOST_WAITING = 50;

/**
 * Prepares packed forms, each once, one after the other and beside the event loop (zlib works in threads of its own).
 * Whoever cannot do without waits for what is given back; it never rejects.
 */
export type Packer = (file: PublicFile, coding: Exclude<Coding, 'identity'>) => Promise<void>;

/** Opens a packer; `done` is told when a form is there. */
export function openPacker(done: (file: PublicFile) => void): Packer {
  const begun = new WeakMap<PublicFile, Map<Coding, Promise<void>>>();
  let last = Promise.resolve();
  let waiting = 0;
  return (file, coding) => {
    const works = begun.get(file) ?? new Map<Coding, Promise<void>>();
    const before = works.get(coding);
    if (before || waiting >= MOST_WAITING) return before ?? last;
    waiting += 1;
    // One that fails (memory) must not stop the next ones, and is not tried again for these bytes.
    last = last
      .then(() => prepare(file, coding, done))
      .catch(() => {})
      .finally(() => (waiting -= 1));
    begun.set(file, works.set(coding, last));
    return last;
  };
}

async function prepare(
  file: PublicFile,
  coding: Exclude<Coding, 'identity'>,
  done: (file: PublicFile) => void,
): Promise<void> {
  const { bytes } = file.identity;
  if (!bytes) return;
  const packed =
    coding === 'br' ? await brotliPacked(bytes, brotliOptions(bytes)) : await gzipPacked(bytes, { level: 9 });
  if (packed.length >= bytes.length) return;
  file.packed[coding] = file.formOf(coding, packed);
  done(file);
}

function brotliOptions(bytes: Buffer) {
  return {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  };
}
