import { join } from 'node:path';
import type { Clock } from '../../util/clock.ts';
import { isGone, lookAt, sameLook } from './disk.ts';
import { keepFiles } from './kept.ts';
import { openPacker, type Packer } from './pack.ts';
import { readPublic, type PublicFile } from './public-file.ts';

/** A file as it stands on the disk now, and whether its address is gone for good. */
export type Shown = { file: PublicFile; gone: boolean };

/** The files of a folder, from memory or from the disk. Paths are those of findPublic. */
export type Showing = {
  /** From memory, or undefined. */
  known: (path: string) => Shown | undefined;
  /** From the disk if need be. Undefined when it is not there any more. */
  show: (path: string) => Promise<Shown | undefined>;
  pack: Packer;
};

/** A file that is replaced again and again is shown as it was at the last look: whole, and a moment old. */
const LOOKS = 4;

export function openShowing(folder: string, clock: Clock, common: Record<string, string>): Showing {
  const kept = keepFiles(folder);
  const reading = new Map<string, Promise<PublicFile | undefined>>();
  /** However many ask for it at once, a file is read once. */
  const read = (path: string): Promise<PublicFile | undefined> => {
    const begun = reading.get(path);
    if (begun) return begun;
    const work = readPublic(folder, path, clock(), common).finally(() => reading.delete(path));
    reading.set(path, work);
    return work;
  };
  return {
    known: kept.at,
    pack: openPacker(kept.weigh),
    async show(path) {
      for (let looks = 1; ; looks += 1) {
        const known = kept.at(path);
        if (known) return known;
        const file = await read(path);
        const look = lookAt(join(folder, path));
        if (!file || !look) return undefined;
        if (looks < LOOKS && !sameLook(look, file.look)) continue;
        kept.keep(file);
        return { file, gone: isGone(folder, path) };
      }
    },
  };
}
