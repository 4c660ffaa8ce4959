import type { Shelf, ShelvedFile, ShelvedPicture } from '../../model/shelf.ts';
import { goneMark, type OutFile } from '../outlet.ts';

/**
 * Pictures in all their forms and files that the pages show, each once; an expired release shows no picture, so none is
 * copied for it. What a killed release showed, and no other one shows, is marked as gone.
 */
export function* copiedFiles(shelf: Shelf): Generator<OutFile> {
  const copied = new Set<string>();
  for (const file of formsOf(shownFiles(shelf))) {
    if (copied.has(file.address)) continue;
    copied.add(file.address);
    yield { path: file.address.slice(1), key: file.digest, bytes: file.read };
  }
  for (const address of goneAddresses(shelf)) {
    if (!copied.has(address)) yield goneMark(address.slice(1));
  }
}

function* formsOf(files: Iterable<ShelvedFile | ShelvedPicture>): Generator<ShelvedFile> {
  for (const file of files) {
    if ('sizes' in file) yield* [...file.sizes, file.letter];
    else yield file;
  }
}

function* shownFiles(shelf: Shelf): Generator<ShelvedFile | ShelvedPicture> {
  for (const entry of shelf.releases) {
    if (entry.state === 'current') {
      yield* entry.photos;
      yield* entry.files;
    } else if (entry.state === 'expired') {
      yield* entry.files.filter((file) => !file.type.startsWith('image/'));
    }
  }
  for (const entry of shelf.issues) if (entry.state === 'current') yield* entry.files;
}

function goneAddresses(shelf: Shelf): Set<string> {
  const gone = new Set<string>();
  for (const entry of [...shelf.releases, ...shelf.issues]) {
    if ('gone' in entry) for (const address of entry.gone ?? []) gone.add(address);
  }
  return gone;
}
