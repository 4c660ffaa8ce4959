import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const EVERY = 8000;

/**
 * Makes V8 thrifty, for a worker that hands over mail for hours and little else. What it makes dies at once, but V8 lets the
 * heap grow by 60 MB before it looks: so the space for young objects stays as it is, and everything is collected every eight
 * seconds, which takes some 60 ms of processor time in all threads. And of its compilers the thorough one stays off: over
 * 200,000 messages what it makes was no faster than what the quick one makes, and over 20,000 making it took a tenth of all
 * processor time.
 */
export function makeThrifty(): void {
  const collect = heapCollector();
  setFlagsFromString('--no-turbofan');
  setInterval(collect, EVERY).unref();
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
