/** What kind of trouble a ledger is in; each kind has its own way out. */
export type LedgerFault =
  'locked' | 'corrupt' | 'read-only' | 'full' | 'missing' | 'newer' | 'foreign' | 'conflict' | 'failed';

/** The ledger could not do what it was asked; nothing of the call happened. `message` says what, in plain words. */
export class LedgerError extends Error {
  override readonly name = 'LedgerError';
  readonly fault: LedgerFault;
  readonly why: string;
  readonly fix: string;

  constructor(fault: LedgerFault, what: string, why: string, fix: string, cause?: unknown) {
    super(what, cause === undefined ? undefined : { cause });
    this.fault = fault;
    this.why = why;
    this.fix = fix;
  }
}
