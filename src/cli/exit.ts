/** Exit codes: all well, findings or a failure, a command that was used wrongly. */
export const OK = 0;
export const FINDINGS = 1;
export const MISUSE = 2;
