/** What a command may see of the process: where to print, how wide it is, what the environment says. */
export type Terminal = {
  out: (text: string) => void;
  err: (text: string) => void;
  /** Colour is welcome on standard output (a terminal, and NO_COLOR is not set). */
  color: boolean;
  width: number;
  /** Somebody looks at standard output as a terminal that can be painted on. */
  interactive: boolean;
  stderr: NodeJS.WriteStream;
  stdin: AsyncIterable<unknown>;
  env: Readonly<Record<string, string | undefined>>;
  /** Aborts on the first SIGINT or SIGTERM: finish what is in hand, then stop. */
  stop: AbortSignal;
};

/** A table of left-aligned columns, two blanks apart; the last column is not padded. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, i) => (widths[i] = Math.max(widths[i] ?? 0, cell.length)));
  return rows
    .map((row) =>
      row
        .map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd(widths[i] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/**
 * The terminal of a real process. The first SIGINT, SIGTERM or SIGHUP asks the command to stop; a second one ends the process
 * at once, which is always safe: everything that matters is on the disk before it counts.
 */
export function openTerminal(process: NodeJS.Process, env: Terminal['env']): Terminal {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (stop.signal.aborted) process.kill(process.pid, 'SIGKILL');
      stop.abort();
    });
  }
  process.stdout.on('error', ignoreClosedPipe);
  process.stderr.on('error', ignoreClosedPipe);
  return {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    color: process.stdout.isTTY && process.stdout.hasColors({ ...env }),
    width: process.stdout.columns ?? 100,
    interactive: process.stdout.isTTY,
    stderr: process.stderr,
    get stdin() {
      return process.stdin;
    },
    env,
    stop: stop.signal,
  };
}

/** `newsdesk check | head` closes the pipe early; that is no failure. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

/** Resolves when a signal asks to stop, also when it did so before. */
export function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
