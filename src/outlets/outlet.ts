import { GONE } from '../model/address.ts';
import type { Shelf } from '../model/shelf.ts';

/**
 * A file that ought to exist. `key` names the bytes: as long as the key is the same, the bytes are, so a file whose key
 * is known already is neither rendered nor touched. `bytes` is called at most once and only when the file is written.
 */
export type OutFile = {
  /** Path below `public/`, with `/`, never starting with one: `releases/26-123.html`. */
  path: string;
  key: string;
  bytes: () => string | Uint8Array | Promise<string | Uint8Array>;
};

/**
 * A way out made of files: a pure function from Shelf to files. It reads no disk, no clock and no environment, knows no
 * other outlet, and declares every file it owns on every call.
 */
export type Outlet = {
  /** For messages and the dry run: "web", "feeds". */
  name: string;
  files: (shelf: Shelf) => Iterable<OutFile>;
};

const MARK = 'The address of the same path answers 410 Gone, with what stands there as its words.\n';

/**
 * The files of something that was killed: each with a mark in `gone/` that tells web servers to answer 410 (Gone) at its
 * address. A mark is asked for by its being there, so any server can tell without a list to load again.
 */
export function* killedFiles(files: Iterable<OutFile>): Generator<OutFile> {
  for (const file of files) {
    yield file;
    yield goneMark(file.path);
  }
}

/** The mark that nothing is at the address of a path any more, for good (410). */
export function goneMark(path: string): OutFile {
  return { path: `${GONE}/${path}`, key: MARK, bytes: () => MARK };
}
