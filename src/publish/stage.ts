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
  let batch: StageFile[] = [];
  let underWay = 0;
  let failure: Error | undefined;
  let wake = (): void => {};
  thread.on('message', (answer: Answer) => {
    underWay -= 1;
    looks.push(...(answer.looks ?? []));
    // An error sent between threads loses its code, which says what to do (a full disk).
    if (answer.failure)
      failure ??= Object.assign(new Error(answer.failure.message), { code: answer.failure.code });
    wake();
  });
  thread.on('error', (error) => {
    failure ??= error;
    wake();
  });
  const send = (): void => {
    if (batch.length === 0) return;
    underWay += 1;
    thread.postMessage(batch);
    batch = [];
  };
  const until = async (most: number): Promise<void> => {
    while (underWay > most && !failure) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    if (failure) throw failure;
  };
  return {
    async put(file) {
      batch.push(file);
      if (batch.length < BATCH) return;
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
