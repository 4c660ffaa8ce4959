import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { writeStaged, type StageFile } from './stage-file.ts';

/** Where files are written before any of them is put into place. */
export type Stage = {
  /** Takes a file to write. Waits while too much is on its way, so that memory stays bounded. */
  put: (file: StageFile) => Promise<void>;
  /** Resolves when everything is written, to the looks of all files in the order in which they were put. */
  finish: () => Promise<string[]>;
  close: () => Promise<void>;
};

/** Fewer files than this are written sooner than a second thread is ready. */
const ALONE = 1000;
const BATCH = 64;
const MOST_UNDER_WAY = 8;

/** A stage for so many files: with many, a thread of its own writes while this one renders. */
export function openStage(count: number): Stage {
  return count < ALONE || availableParallelism() < 2 ? lonelyStage() : threadedStage();
}

function lonelyStage(): Stage {
  const looks: string[] = [];
  return {
    put: async (file) => void looks.push(writeStaged(file)),
    finish: async () => looks,
    close: async () => {},
  };
}

type Answer = { looks?: string[]; failure?: { message: string; code?: string } };

function threadedStage(): Stage {
  const thread = new Worker(new URL('./stage-thread.ts', import.meta.url));
  const looks: string[] = [];
  const road = {
    batch: [] as StageFile[],
    underWay: 0,
    failure: undefined as Error | undefined,
    wake: nobody,
  };
  thread.on('message', (answer: Answer) => {
    road.underWay -= 1;
    looks.push(...(answer.looks ?? []));
    const { message, code } = answer.failure ?? {};
    // An error sent between threads loses its code, which says what to do (a full disk).
    if (message !== undefined) road.failure ??= Object.assign(new Error(message), { code });
    road.wake();
  });
  thread.on('error', (error) => {
    road.failure ??= error instanceof Error ? error : new Error(String(error));
    road.wake();
  });
  thread.on('exit', () => {
    road.failure ??= new Error('The thread that writes files ended by itself.');
    road.wake();
  });
  const send = (): void => {
    if (road.batch.length === 0) return;
    road.underWay += 1;
    thread.postMessage(road.batch);
    road.batch = [];
  };
  const until = async (most: number): Promise<void> => {
    while (road.underWay > most && !road.failure) {
      await new Promise<void>((resolve) => {
        road.wake = resolve;
      });
    }
    if (road.failure) throw road.failure;
  };
  return {
    async put(file) {
      road.batch.push(file);
      if (road.batch.length < BATCH) return;
      send();
      await until(MOST_UNDER_WAY);
    },
    async finish() {
      send();
      await until(0);
      return looks;
    },
    close: async () => void (await thread.terminate()),
  };
}

function nobody(): void {}
