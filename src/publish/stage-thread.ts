import { parentPort } from 'node:worker_threads';
import { writeStaged, type StageFile } from './stage-file.ts';

/* The thread of a stage: writes the batches it is given, in order, and answers each with the files' looks. */
parentPort?.on('message', (batch: StageFile[]) => {
  try {
    parentPort?.postMessage({ looks: batch.map(writeStaged) });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    parentPort?.postMessage({
      failure: { message: error instanceof Error ? error.message : String(error), code },
    });
  }
});
