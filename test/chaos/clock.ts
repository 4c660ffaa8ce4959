import { readFileSync } from 'node:fs';

/**
 * Loaded before the program (`--import`): its clock is the machine's and as many ms more as stand in the file that CLOCK
 * names, which a test may change at any moment.
 */
const FRESH = 2;
const file = process.env.CLOCK ?? '';
const RealDate = Date;
let offset = 0;
let readAt = -Infinity;

function now(): number {
  if (performance.now() - readAt > FRESH) {
    readAt = performance.now();
    const found = Number(readFileSync(file, 'utf8'));
    if (Number.isFinite(found)) offset = found;
  }
  return RealDate.now() + offset;
}

globalThis.Date = new Proxy(RealDate, {
  construct: (target, values: unknown[], made) =>
    Reflect.construct(target, values.length === 0 ? [now()] : values, made) as Date,
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
});
