import { getHeapSpaceStatistics, getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** How often it is looked, ms, and from how much more on everything is collected, bytes. */
const LOOK = 250;
const GROWTH = 15 * 1024 * 1024;

/**
 * Makes V8 thrifty, for a worker that hands over mail for hours and little else. What it makes dies soon, but V8 lets the
 * heap grow by 60 MB before it looks: so the space for young objects stays as it is, and everything is collected as soon as
 * the rest has grown by fifteen megabytes. That takes some 60 ms of processor time in all threads, and is due every two
 * seconds when an RSA key signs and hardly ever otherwise: ten megabytes are what a run needs anyhow. And of its compilers the
 * thorough one stays off: over 200,000 messages what it makes was no faster than what the quick one makes, and over 20,000
 * making it took a tenth of all processor time.
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

/** What is used but for young objects, of which there may be seven megabytes that die by themselves. */
function inUse(): number {
  const { used_heap_size: heap, external_memory: external } = getHeapStatistics();
  const young = getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space');
  return heap + external - (young?.space_used_size ?? 0);
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
