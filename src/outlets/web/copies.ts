import type { Shelf, ShelvedFile } from '../../model/shelf.ts';
import type { OutFile } from '../outlet.ts';

/** Photos and pictures that the pages show, each once. An expired release shows none, so none is copied for it. */
export function* copiedFiles(shelf: Shelf): Generator<OutFile> {
  const copied = new Set<string>();
  for (const file of shownFiles(shelf)) {
    if (copied.has(file.address)) continue;
    copied.add(file.address);
    yield { path: file.address.slice(1), key: file.digest, bytes: file.read };
  }
}

function* shownFiles(shelf: Shelf): Generator<ShelvedFile> {
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
