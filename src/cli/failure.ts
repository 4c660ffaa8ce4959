/** A failure that says what happened, why it matters and what to do: our own error classes have these fields. */
type Explained = Error & { why: string; fix: string };

/** Advice for what the system itself refuses, by its error code. */
const ADVICE: Record<string, string> = {
  ENOSPC: 'The disk is full. The last good site stays as it is; make room and run the command again.',
  EDQUOT:
    'The disk quota is used up. The last good site stays as it is; make room and run the command again.',
  EFBIG:
    'A file would grow past the limit of this account. The last good site stays as it is; raise the limit.',
  ENOENT: 'There is no such file. Look at its name, and run the command again.',
  EROFS: 'The folder is on a read-only disk. Nothing was changed; choose another folder or make it writable.',
  EACCES:
    'This account may not write or read there. Nothing was changed; ask for the right, or use another folder.',
  EPERM: 'This account may not change that. Nothing was changed; ask for the right, or use another folder.',
  ENOTDIR: 'A file stands where a folder should be. Move it away, then run the command again.',
  EISDIR: 'A folder stands where a file should be. Move it away, then run the command again.',
  EMFILE: 'Too many files are open on this machine. Close some programs or raise the limit (ulimit -n).',
};

/** A failure for the person at the terminal: what happened and what to do, without a stack. */
export function printFailure(error: unknown): string {
  if (isExplained(error)) return `newsdesk: ${error.message}\n  why: ${error.why}\n  do:  ${error.fix}\n`;
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') {
    const advice = ADVICE[error.code];
    if (advice) return `newsdesk: ${error.message}\n  do:  ${advice}\n`;
  }
  const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `newsdesk: something that should not happen did.\n${words}\n  do:  Please report this with the lines above.\n`;
}

/**
 * What may be logged of an error. Those that say what to do name no text but for FileChanged; anything else is told by
 * its kind and code, since its words could name a file that is not out yet.
 */
export function explained(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: 'unknown' };
  const { name, message } = error;
  if ('fix' in error && name !== 'FileChanged') return { name, message, fix: error.fix };
  return { name, ...('code' in error ? { code: error.code } : {}) };
}

function isExplained(error: unknown): error is Explained {
  return error instanceof Error && 'why' in error && 'fix' in error;
}
