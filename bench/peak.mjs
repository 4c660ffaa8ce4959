// Loaded into a measured process: notes what it used by its end, and what it used before its first outgoing connection,
// which is where delivering begins. Any thread may be the one that connects; the main thread does the sum.
import { readFileSync, writeFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { isMainThread } from 'node:worker_threads';

const file = process.env.PEAK_FILE;
const first = `${file}.first`;

/** Time of all threads: processor microseconds of the whole process, and milliseconds on one clock for every thread. */
function used() {
  const { user, system } = process.cpuUsage();
  return { micros: user + system, at: performance.timeOrigin + performance.now() };
}

const original = Object.getOwnPropertyDescriptor(Socket.prototype, 'connect');
Socket.prototype.connect = function noted(...args) {
  Object.defineProperty(Socket.prototype, 'connect', original);
  try {
    writeFileSync(first, JSON.stringify(used()), { flag: 'wx' });
  } catch (error) {
    // Another thread connected before.
    if (error.code !== 'EEXIST') throw error;
  }
  return this.connect(...args);
};

if (isMainThread) {
  process.on('exit', () => {
    const end = used();
    const begun = read(first);
    const delivering = begun && {
      seconds: (end.at - JSON.parse(begun).at) / 1000,
      micros: end.micros - JSON.parse(begun).micros,
    };
    writeFileSync(file, JSON.stringify({ kibibytes: peak(), micros: end.micros, delivering }));
  });
}

/** The peak of this program alone: what the system calls maxRSS may be that of the program that started it. */
function peak() {
  const own = /VmHWM:\s+(\d+)/.exec(read('/proc/self/status') ?? '')?.[1];
  return own === undefined ? process.resourceUsage().maxRSS : Number(own);
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
