import { pino } from 'pino';

/** The program's log: one JSON line an event, UTC times, no whole addresses, no secrets. */
export type Log = Pick<pino.Logger, 'info' | 'warn' | 'error' | 'debug'>;

const SECRETS = ['smtpUrl', 'password', 'pass', 'auth', 'secret', 'token', 'address', 'to', 'url'];

/** Opens the log on standard output. Fields that could hold a credential or an address are blanked by name. */
export function openLog(level: string): Log {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths: [...SECRETS, ...SECRETS.map((name) => `*.${name}`)], censor: '[hidden]' },
  });
}
