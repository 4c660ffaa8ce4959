/** Exit codes: all well, findings or a failure, a command that was used wrongly. */
export const OK = 0;
export const FINDINGS = 1;
export const MISUSE = 2;
/**
 * "Try again later" to the mail server that pipes a message in (sysexits.h EX_TEMPFAIL): it keeps the message. Any other
 * failure would make it send a bounce about a bounce, and what it said would be lost.
 */
export const LATER = 75;
