import { z } from 'zod';
import { LedgerError, type LedgerFault } from '../ledger-error.ts';

type Advice = { fault: LedgerFault; what: string; why: string; fix: string };

const LOCKED: Advice = {
  fault: 'locked',
  what: 'is in use by another program that does not let go',
  why: 'Two programs that write at once would lose one of the two; nothing was changed.',
  fix: 'Close the other program (a second newsdesk, a database browser, a backup) and try again.',
};
const READ_ONLY: Advice = {
  fault: 'read-only',
  what: 'cannot be written',
  why: 'What went out must be recorded before it goes, so nothing goes out.',
  fix: 'Give this account the right to write the file and its folder, or move the folder off the read-only disk.',
};
const FULL: Advice = {
  fault: 'full',
  what: 'cannot grow: the disk is full',
  why: 'What went out must be recorded before it goes, so nothing goes out. Everything recorded so far is safe.',
  fix: 'Make room on the disk and try again.',
};
const CORRUPT: Advice = {
  fault: 'corrupt',
  what: 'is damaged or is not a database',
  why: 'It says who has already got which mail. Starting with an empty one would mail everything again.',
  fix: 'Put the last good backup in its place. Do not delete it; `sqlite3 FILE .recover` can save most of a damaged one.',
};
const MISSING: Advice = {
  fault: 'missing',
  what: 'cannot be opened: its folder is not there, or a folder stands in its place',
  why: 'Without the record of what already went out, nothing can go out safely.',
  fix: 'Make the folder, or correct the path.',
};
const BROKEN_DISK: Advice = {
  fault: 'failed',
  what: 'could not be read or written: the disk reports an error',
  why: 'What went out must be recorded before it goes, so nothing goes out.',
  fix: 'Look at the disk (the system log names it), then try again.',
};

/** By SQLite's primary result code (sqlite.org/rescode.html) and by the system's own error code. */
const ADVICE: Record<string | number, Advice> = {
  5: LOCKED,
  6: LOCKED,
  8: READ_ONLY,
  10: BROKEN_DISK,
  11: CORRUPT,
  13: FULL,
  14: MISSING,
  26: CORRUPT,
  EACCES: READ_ONLY,
  EPERM: READ_ONLY,
  EROFS: READ_ONLY,
  ENOSPC: FULL,
  EDQUOT: FULL,
  ENOENT: MISSING,
  ENOTDIR: MISSING,
  EISDIR: MISSING,
};

/** Whatever went wrong with the file at `path`, as a LedgerError; one that is already one stays. */
export function ledgerErrorOf(error: unknown, path: string): LedgerError {
  if (error instanceof LedgerError) return error;
  const advice = ADVICE[codeOf(error)];
  if (advice)
    return new LedgerError(advice.fault, `The ledger ${path} ${advice.what}.`, advice.why, advice.fix, error);
  if (error instanceof z.ZodError || error instanceof SyntaxError) {
    const what = `The ledger ${path} has a row that cannot be understood: ${wordsOf(error)}.`;
    return new LedgerError(CORRUPT.fault, what, CORRUPT.why, CORRUPT.fix, error);
  }
  const words = error instanceof Error ? error.message : String(error);
  return new LedgerError(
    'failed',
    `The ledger ${path} refused: ${words}.`,
    'Nothing of this step was recorded, so nothing of it went out.',
    'Please report this with the line above.',
    error,
  );
}

/** Where a row does not fit, never what it holds: it may hold an address. */
function wordsOf(error: z.ZodError | SyntaxError): string {
  if (error instanceof SyntaxError) return 'a value is not JSON';
  return error.issues.map(({ path, code }) => `${path.join('.')} (${code})`).join(', ');
}

function codeOf(error: unknown): string | number {
  if (typeof error !== 'object' || error === null) return '';
  if ('errcode' in error && typeof error.errcode === 'number') return error.errcode & 0xff;
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}
