import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { SourceFile } from '../load/load.ts';
import type { Examined } from '../model/examined.ts';
import { examineOne, type Examining } from './examiner.ts';

/** Fewer files than this are done sooner than a second thread is ready. */
const ALONE = 600;
const CHUNK = 100;
/** Chunks that a thread has before it, so that it never waits for this one. */
const AHEAD = 3;
const MOST_THREADS = 3;

type Chunk = { index: number; files: SourceFile[] };
type Done = { index: number; examined: Examined<SourceFile>[] };

/**
 * Examines files, in their order: alone when they are few, else together with a thread for each further processor.
 * Every file is examined by itself, so it does not matter who does it. Rejects when a thread dies.
 */
export async function examineMany(
  files: readonly SourceFile[],
  examining: Examining,
  step: (done: number) => void,
): Promise<Examined<SourceFile>[]> {
  const helpers = files.length < ALONE ? 0 : Math.min(availableParallelism() - 1, MOST_THREADS);
  const crew = new Crew(chunksOf(files), examining, helpers);
  try {
    return await crew.work(step);
  } finally {
    await crew.dismiss();
  }
}

function chunksOf(files: readonly SourceFile[]): Chunk[] {
  const count = Math.ceil(files.length / CHUNK);
  return Array.from({ length: count }, (_, index) => ({
    index,
    files: files.slice(index * CHUNK, (index + 1) * CHUNK),
  }));
}

class Crew {
  readonly #chunks: Chunk[];
  readonly #examining: Examining;
  readonly #threads: Worker[];
  readonly #results: Examined<SourceFile>[][];
  #open = 0;
  #failure: Error | undefined;
  #wake: () => void = () => {};

  constructor(chunks: Chunk[], examining: Examining, helpers: number) {
    this.#chunks = chunks;
    this.#examining = examining;
    this.#results = Array.from({ length: chunks.length }, () => []);
    this.#threads = Array.from({ length: helpers }, () => this.#hire());
  }

  #hire(): Worker {
    const thread = new Worker(new URL('./crew-thread.ts', import.meta.url), { workerData: this.#examining });
    thread.on('message', ({ index, examined }: Done) => {
      this.#results[index] = examined;
      this.#open -= 1;
      this.#feed(thread);
      this.#wake();
    });
    thread.on('error', (error: Error) => {
      this.#failure = error;
      this.#wake();
    });
    thread.on('exit', () => {
      this.#failure ??= new Error('A thread that examines files ended by itself.');
      this.#wake();
    });
    for (let i = 0; i < AHEAD; i += 1) this.#feed(thread);
    return thread;
  }

  #feed(thread: Worker): void {
    const chunk = this.#chunks.shift();
    if (!chunk) return;
    this.#open += 1;
    thread.postMessage(chunk);
  }

  async work(step: (done: number) => void): Promise<Examined<SourceFile>[]> {
    const total = this.#results.length;
    for (let chunk = this.#chunks.shift(); chunk; chunk = this.#chunks.shift()) {
      this.#results[chunk.index] = chunk.files.map((file) => examineOne(this.#examining, file));
      step((total - this.#chunks.length - this.#open) * CHUNK);
      // Lets the threads' messages in.
      await new Promise((resolve) => setImmediate(resolve));
    }
    while (this.#open > 0 && !this.#failure) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    if (this.#failure) throw this.#failure;
    return this.#results.flat();
  }

  async dismiss(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.terminate()));
  }
}
