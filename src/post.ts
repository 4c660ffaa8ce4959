import { join } from 'node:path';
import type { Config } from './config/config.ts';
import { deliver, type DeliveringLedger, type Sum } from './deliver/deliver.ts';
import type { Claim, Ledger } from './ledger/ledger.ts';
import type { CompiledLetter } from './mail/compile.ts';
import type { Courier } from './mail/courier.ts';
import { durationMs } from './model/newsroom.ts';
import { systemClock, systemRandom, type Clock } from './util/clock.ts';
import { isGone, thisHolder } from './util/holder.ts';
import type { Progress } from './util/progress.ts';

export type { Sum } from './deliver/deliver.ts';

/** The way of letters to the next mail server, over an open ledger. */
export type Post = {
  /** Where mail goes, without credentials. */
  courier: string;
  /** Hands over what is due; any number of programs may do so at once. Rejects with LedgerError or KeyError. */
  deliver: (stop: AbortSignal) => Promise<Sum>;
  close: () => Promise<void>;
};

/** What a round in which nothing was due comes to. */
export const NOTHING_SENT: Sum = {
  accepted: 0,
  deferred: 0,
  refused: 0,
  uncertain: 0,
  recovered: [],
  halted: [],
  late: 0,
};

/** A round works on few editions at a time, and a letter may weigh 100 KB. */
const KEPT = 8;
/** How long a ledger that another program holds, or a full disk, is waited for, ms. */
const LEDGER_PATIENCE = 120_000;
/** Nobody has this number: what its links ask for changes nothing. */
const NOBODY = 0;

/**
 * Opens the courier and reads the keys that mail is signed with. Rejects with SmtpUrlError or DkimKeyError, each saying
 * what to do: mail is never sent unsigned because of a bad key.
 */
export async function openPost(
  config: Config,
  ledger: Ledger,
  clock: Clock,
  progress: Progress,
): Promise<Post> {
  const courier = await openCourier(config);
  const to = config.redirectTo;
  const book = to === undefined ? ledger : rehearsing(ledger);
  const letters = await openLetters(config, ledger);
  const round = async (stop: AbortSignal): Promise<Sum> => {
    if (to !== undefined) await ledger.rehearsal.rehearse();
    const waiting = await book.unsettled();
    if (waiting === 0) return NOTHING_SENT;
    const { retryFor, stopWithin } = config.newsroom.delivery;
    progress.start('Delivering', waiting);
    try {
      return await deliver({
        ledger: book,
        courier,
        messageTo: await letters(),
        at: clock,
        wall: systemClock,
        holder: thisHolder(),
        isGone,
        limits: {
          retryFor: durationMs(retryFor),
          stopWithin: durationMs(stopWithin),
          ledger: LEDGER_PATIENCE,
        },
        signal: stop,
        random: systemRandom,
        onProgress: ({ accepted, deferred, refused, uncertain }) =>
          progress.step(accepted + deferred + refused + uncertain),
      });
    } finally {
      progress.stop();
    }
  };
  const courierName = to === undefined ? courier.name : `${courier.name}, all to ${to}`;
  return { courier: courierName, deliver: round, close: () => courier.close() };
}

/** Mail to the server of SMTP_URL, else to files in `var/outbox/`. */
async function openCourier({ smtpUrl, paths, newsroom }: Config): Promise<Courier> {
  if (smtpUrl === undefined) return (await import('./mail/outbox.ts')).outboxCourier(paths.outbox);
  const { serverCourier } = await import('./mail/server.ts');
  return serverCourier(smtpUrl, { connections: newsroom.delivery.connections });
}

/** The ledger with copies in place of the real deliveries: a redirected mail settles nothing and stops no edition. */
function rehearsing(ledger: Ledger): DeliveringLedger {
  return { ...ledger, ...ledger.rehearsal, stopMailing: async () => false };
}

type MessageTo = Parameters<typeof deliver>[0]['messageTo'];

/** Compiles letters when they are first needed; mail libraries and the key are loaded only then. */
async function openLetters(config: Config, ledger: Ledger): Promise<() => Promise<MessageTo>> {
  const { newsroom, site, paths, redirectTo, dkimKeys } = config;
  const dkim = dkimKeys.length === 0 ? [] : (await import('./mail/dkim-key.ts')).loadDkimKeys(dkimKeys);
  return async () => {
    const [{ compileLetter }, { loadKey }, { linksFor }] = await Promise.all([
      import('./mail/compile.ts'),
      import('./audience/key-file.ts'),
      import('./audience/links.ts'),
    ]);
    const linksOf = linksFor(loadKey(join(paths.var, 'key')), site, newsroom.mail.unsubscribe);
    const compile = async (edition: string): Promise<CompiledLetter> => {
      const letter = await ledger.letter(edition);
      if (!letter) throw new Error('its letter is not in the ledger');
      const archive = `${site}/archive.html`;
      const redirect = redirectTo === undefined ? {} : { label: '[Redirected]', divertTo: redirectTo };
      return compileLetter({ letter, edition, mail: newsroom.mail, archive, dkim, ...redirect });
    };
    const compiled = keptLetters(compile);
    return ({ edition, subscriber: id, address }: Claim, at) => {
      const links = linksOf(redirectTo === undefined ? id : NOBODY);
      const letter = compiled(edition);
      if (letter instanceof Promise) return letter.then((one) => one.messageTo({ id, address, links }, at));
      return letter.messageTo({ id, address, links }, at);
    };
  };
}

/** Each letter is compiled once, however many ask for it at the same time; the last few stay. */
function keptLetters(
  compile: (edition: string) => Promise<CompiledLetter>,
): (edition: string) => CompiledLetter | Promise<CompiledLetter> {
  const letters = new Map<string, CompiledLetter | Promise<CompiledLetter>>();
  return (edition) => {
    const known = letters.get(edition);
    if (known) return known;
    const compiling = compile(edition);
    letters.set(edition, compiling);
    const [oldest] = letters.keys();
    if (letters.size > KEPT && oldest !== undefined) letters.delete(oldest);
    compiling.then(
      (letter) => letters.has(edition) && letters.set(edition, letter),
      () => letters.delete(edition),
    );
    return compiling;
  };
}
