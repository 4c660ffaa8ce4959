import { readFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import os from 'node:os';

/**
 * Loaded before the program (`--import`): its time runs SWIFT times as fast, so that a minute is a second or two. The file
 * that SWIFT_CLOCK names holds what a test does to the machine, in ms, as JSON: `begin`, the time at the start; `set`, how far
 * somebody moved the wall clock; `slept`, how long the machine slept.
 */
const rate = Number(process.env.SWIFT);
const file = process.env.SWIFT_CLOCK ?? '';
/** Timers of at least this are those that wait for the clock, ms. */
const LONG = 10_000;
const RealDate = Date;

type Machine = { begin: number; set: number; slept: number; startedAt: number };
let machine: Machine = { begin: 0, set: 0, slept: 0, startedAt: 0 };

function look(): { wall: number; up: number } {
  try {
    machine = JSON.parse(readFileSync(file, 'utf8')) as Machine;
  } catch {
    // It is being written at this moment; what was last read still holds.
  }
  const passed = (RealDate.now() - machine.startedAt) * rate + machine.slept;
  return { wall: Math.round(machine.begin + passed + machine.set), up: passed };
}

globalThis.Date = new Proxy(RealDate, {
  construct: (target, values: unknown[], made) =>
    Reflect.construct(target, values.length === 0 ? [look().wall] : values, made) as Date,
  get: (target, name) => (name === 'now' ? () => look().wall : Reflect.get(target, name)),
});
os.uptime = () => 3600 + look().up / 1000;
syncBuiltinESMExports();

const { setTimeout: later, setInterval: again } = globalThis;
const swift = (ms: number | undefined) => (ms !== undefined && ms >= LONG ? ms / rate : ms);
globalThis.setTimeout = Object.assign(
  (run: (...values: unknown[]) => void, ms?: number, ...values: unknown[]) =>
    later(run, swift(ms), ...values),
  later,
);
globalThis.setInterval = ((run: (...values: unknown[]) => void, ms?: number, ...values: unknown[]) =>
  again(run, swift(ms), ...values)) as typeof setInterval;
