#!/usr/bin/env node
// Starts Newsdesk on Node 24 wherever an older Node is the machine's own. Plain JavaScript with old syntax only: this
// file must run everywhere in order to say what is missing.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const main = new URL('./main.mjs', import.meta.url);
const [major, minor] = process.versions.node.split('.').map(Number);

if (major > 24 || (major === 24 && minor >= 15)) {
  await import(main.href);
} else {
  const node = bundledNode();
  if (node) {
    const child = spawn(node, [fileURLToPath(main), ...process.argv.slice(2)], { stdio: 'inherit' });
    // A terminal sends Ctrl-C to both; a second one would end the program in the middle of its work.
    process.on('SIGINT', () => {});
    for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    child.on('error', (error) => {
      process.stderr.write(
        `Newsdesk could not be started: ${error.message}. Install Node.js 24.15 or newer.\n`,
      );
      process.exitCode = 2;
    });
    child.on('exit', (code, signal) => {
      process.exitCode = signal ? 128 + (constants.signals[signal] ?? 0) : (code ?? 1);
    });
  } else {
    process.stderr.write(
      `Newsdesk needs Node.js 24.15 or newer; this is ${process.versions.node}, and no newer one was installed with it.\n` +
        'Run "npm ci" in the project folder, which brings Node 24 along on Linux and Windows, or install Node.js 24.\n',
    );
    process.exitCode = 2;
  }
}

/** The Node 24 that `npm ci` installed for this system, if there is one. */
function bundledNode() {
  const system = process.platform === 'win32' ? 'win' : process.platform;
  try {
    const manifest = createRequire(import.meta.url).resolve(`node-${system}-${process.arch}/package.json`);
    const file = join(dirname(manifest), 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    return existsSync(file) ? file : undefined;
  } catch {
    return undefined;
  }
}
