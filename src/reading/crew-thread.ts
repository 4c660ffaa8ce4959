import { parentPort, workerData } from 'node:worker_threads';
import type { SourceFile } from '../load/load.ts';
import { examineOne, type Examining } from './examiner.ts';

/*
 * A thread of the crew: examines the chunks it is given, one after the other, until it is dismissed. What comes in was
 * sent by crew.ts of this very program, so it needs no checking.
 */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- sent by crew.ts of this program
const examining = workerData as Examining;

parentPort?.on('message', ({ index, files }: { index: number; files: SourceFile[] }) => {
  parentPort?.postMessage({ index, examined: files.map((file) => examineOne(examining, file)) });
});
