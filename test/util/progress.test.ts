import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openProgress } from '../../src/util/progress.ts';

/** A stream that is no terminal, and what was written to it. */
function pipe(): { stream: NodeJS.WriteStream; text: () => string } {
  let text = '';
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString();
      done();
    },
  });
  return { stream: stream as NodeJS.WriteStream, text: () => text };
}

describe('progress without a terminal', () => {
  beforeEach(() => void vi.useFakeTimers({ now: 0 }));
  afterEach(() => void vi.useRealTimers());

  it('stays quiet while the work is quick', () => {
    const { stream, text } = pipe();
    const progress = openProgress(stream);
    progress.start('Reading', 100);
    vi.setSystemTime(900);
    progress.step(50);
    progress.stop();
    expect(text()).toBe('');
  });

  it('prints a plain line every two seconds, with the sum where it is known', () => {
    const { stream, text } = pipe();
    const progress = openProgress(stream);
    progress.start('Reading', 100);
    for (let now = 1000; now <= 5000; now += 500) {
      vi.setSystemTime(now);
      progress.step(now / 100);
    }
    progress.start('Importing', 0);
    vi.setSystemTime(8000);
    progress.step(1234);
    expect(text()).toBe('Reading: 20 of 100\nReading: 40 of 100\nImporting: 1234\n');
  });
});
