import { Presets, SingleBar } from 'cli-progress';
import { systemClock } from './clock.ts';

/** Tells a person how far something has come. Cheap to call often. */
export type Progress = {
  /** `total` 0: nobody knows how much it will be. */
  start: (label: string, total: number) => void;
  step: (done: number) => void;
  stop: () => void;
};

const SECOND = 1000;

/** Shows nothing: for tests and for work that another program reads. */
export const silent: Progress = { start: () => {}, step: () => {}, stop: () => {} };

/**
 * A bar on a terminal; elsewhere a plain line every two seconds. Both appear only when the work takes longer than a
 * second, so quick commands stay quiet.
 */
export function openProgress(stream: NodeJS.WriteStream): Progress {
  let label = '';
  let total = 0;
  let begun = 0;
  let shown = 0;
  let bar: SingleBar | undefined;
  return {
    start(what, count) {
      label = what;
      total = count;
      begun = shown = systemClock();
      bar = undefined;
    },
    step(done) {
      const now = systemClock();
      if (now - begun < SECOND) return;
      if (stream.isTTY && total > 0) {
        bar ??= openBar(stream, label, total);
        bar.update(done);
      } else if (now - shown >= 2 * SECOND) {
        shown = now;
        stream.write(total > 0 ? `${label}: ${done} of ${total}\n` : `${label}: ${done}\n`);
      }
    },
    stop() {
      bar?.update(total);
      bar?.stop();
      bar = undefined;
    },
  };
}

function openBar(stream: NodeJS.WriteStream, label: string, total: number): SingleBar {
  const bar = new SingleBar(
    {
      stream,
      format: `${label} {bar} {value} of {total}, {eta_formatted} left`,
      hideCursor: true,
      clearOnComplete: true,
    },
    Presets.shades_classic,
  );
  bar.start(total, 0);
  return bar;
}

/** A share from 0 to 1 as a bar of so many characters. */
export function bar(share: number, size: number): string {
  const done = Math.floor(share * size);
  return '█'.repeat(done) + '░'.repeat(size - done);
}
