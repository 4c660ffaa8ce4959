import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** How often it is looked, ms, and from how much on everything is collected, bytes. */
const LOOK = 1000;
const GROWTH = 10 * 1024 * 1024;

/**
 * Makes V8 thrifty, for a worker that hands over mail for hours and little else. What it makes dies soon, but V8 lets the
 * heap grow by 60 MB before it looks: so the space for young objects stays as it is, and everything is collected as soon as
 * ten megabytes were added. That takes some 60 ms of processor time in all threads, and is due every eight seconds or so,
 * every two when an RSA key signs. And of its compilers the thorough one stays off: over 200,000 messages what it makes was no
 * faster than what the quick one makes, and over 20,000 making it took a tenth of all processor time.
 */
export function makeThrifty(): void {
  const collect = heapCollector();
  setFlagsFromString('--no-turbofan');
  let least = inUse();
  const look = (): void => {
    const now = inUse();
    least = Math.min(least, now);
    if (now - least < GROWTH) return;
    collect();
    least = inUse();
  };
  setInterval(look, LOOK).unref();
}

function inUse(): number {
  const { used_heap_size: heap, external_memory: external } = getHeapStatistics();
  return heap + external;
}

/**
 * Keeps the space for young objects as it is, and gives back what collects everything at once: for work that makes so much
 * in a second that it has to be called by what was done and not by time.
 */
export function heapCollector(): () => void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  return typeof collect === 'function' ? () => void collect() : () => {};
}
