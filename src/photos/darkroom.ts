import type { Asset } from '../model/asset.ts';
import type { Developed, PhotoSize } from '../model/photo.ts';
import type { Memory } from '../util/memory.ts';
import type { Progress } from '../util/progress.ts';
import { lookInside } from '../traces/traces.ts';
import { makeSizes, NoPicture, type Made } from './make.ts';
import { recipeName } from './recipe.ts';
import { openStore } from './store.ts';

export { recipeName } from './recipe.ts';

/** A picture that findAsset found. */
export type Original = Pick<Asset, 'path' | 'digest'> & { type: string };

/** Where pictures become what is published of them. An original never leaves. */
export type Darkroom = {
  /** What a picture became, by the original's digest; undefined when it was not developed yet, or cannot be. */
  developed: (digest: string) => Developed | undefined;
  /** Why a picture cannot be developed. */
  broken: (digest: string) => string | undefined;
  /** Develops what is not yet. `keep` false leaves nothing on the disk: it is made again when it is wanted. */
  develop: (originals: readonly Original[], tools: DevelopTools) => Promise<void>;
  /** The bytes of one form. Made again when they are not kept any more. */
  read: (original: Original, size: PhotoSize, readFile: ReadFile) => Promise<Uint8Array>;
  /** Remembers what was made, and gives back disk space that is not needed any more. */
  save: () => void;
};

type ReadFile = (path: string, digest: string) => Uint8Array;
type DevelopTools = { readFile: ReadFile; progress: Progress; keep: boolean };

/** Two pictures at a time: each may take a quarter of a gigabyte while it is being unpacked. */
const SIDE_BY_SIDE = 2;
/** What was made last and waits to be published, or stands in public/ anyway. Bytes. */
const MOST_KEPT = 256_000_000;
/** Photos that nobody asked for any more are forgotten when they are many. */
const SLACK = 1000;

/** A darkroom that keeps what it made in `folder`, and remembers in `memory` what that was. */
export function openDarkroom(folder: string, memory: Memory<Developed>): Darkroom {
  const recipe = recipeName();
  const store = openStore(folder);
  const broken = new Map<string, string>();
  let madeSome = false;
  const asked = new Set<string>();
  const developed = (digest: string) => {
    asked.add(digest);
    return memory.get(digest, recipe);
  };

  const isTried = (digest: string) => broken.has(digest) || developed(digest) !== undefined;

  async function make({ path, digest, type }: Original, readFile: ReadFile): Promise<Made[]> {
    const { sizes, letter } = await makeSizes(readFile(path, digest), type);
    const all = [...sizes, letter];
    for (const { type: madeType, data } of all) {
      if (lookInside(data, madeType).traces)
        throw new NoPicture('what was made of it still tells more than it shows');
    }
    memory.set(digest, recipe, { sizes: sizes.map(bare), letter: bare(letter) });
    return all;
  }

  function put(all: readonly Made[]): void {
    for (const { digest, data } of all) store.put(digest, data);
    madeSome = true;
  }

  async function developOne(original: Original, { readFile, keep }: DevelopTools): Promise<void> {
    try {
      const all = await make(original, readFile);
      if (keep) put(all);
    } catch (error) {
      if (!(error instanceof NoPicture)) throw error;
      broken.set(original.digest, error.message);
    }
  }

  return {
    developed,
    broken: (digest) => broken.get(digest),
    async develop(originals, tools) {
      const waiting = new Map<string, Original>();
      for (const original of originals) if (!isTried(original.digest)) waiting.set(original.digest, original);
      if (waiting.size === 0) return;
      const { progress } = tools;
      let done = 0;
      progress.start('Developing photos', waiting.size);
      // One queue for all: each takes the next one when it is done with its own.
      const queue = waiting.values();
      const work = async (): Promise<void> => {
        for (const original of queue) {
          await developOne(original, tools);
          progress.step((done += 1));
        }
      };
      try {
        await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
      } finally {
        progress.stop();
      }
    },
    async read(original, { digest }, readFile) {
      const kept = store.get(digest);
      if (kept) return kept;
      const all = await make(original, readFile);
      put(all);
      const again = all.find((one) => one.digest === digest);
      if (!again) throw new MadeOtherwise(original.path);
      return again.data;
    },
    save() {
      if ([...memory.names()].length > 2 * asked.size + SLACK) memory.prune((digest) => asked.has(digest));
      memory.save();
      if (madeSome) store.shrink(MOST_KEPT);
      madeSome = false;
    },
  };
}

function bare({ label, type, width, height, bytes, digest }: Made): PhotoSize {
  return { label, type, width, height, bytes, digest };
}

/** The same photo, developed twice, gave other bytes: the library was replaced in between. */
class MadeOtherwise extends Error {
  override name = 'MadeOtherwise';
  why = 'Feeds would name a wrong size, so it was not published.';
  fix = 'Nothing is lost: run the command again. If that does not help, delete var/cache.';
  constructor(path: string) {
    super(`${path} was developed once more, and gave another picture than before.`);
  }
}
