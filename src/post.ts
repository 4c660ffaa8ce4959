import type { Keys } from './audience/tokens.ts';
import type { Config } from './config/config.ts';
import { deliver, type Counts, type DeliveringLedger, type Sum } from './deliver/deliver.ts';
import { takeRefusals } from './inbound.ts';
import type { Ledger } from './ledger/ledger.ts';
import { openLetters } from './letters.ts';
import { openCourier } from './relays.ts';
import type { Handed } from './mail/courier.ts';
import { openNotices } from './notices.ts';
import type { DnsRecord } from './mail/dkim-key.ts';
import type { Letter } from './model/letter.ts';
import { durationMs } from './model/duration.ts';
import { holdLate } from './publish/posting.ts';
import { systemClock, systemRandom, type Clock } from './util/clock.ts';
import { isGone, thisHolder } from './util/holder.ts';
import { masked } from './util/mask.ts';
import type { Progress } from './util/progress.ts';

export { readConfig } from './config/config.ts';
export type { Counts, Sum } from './deliver/deliver.ts';
export { openLedger } from './open-ledger.ts';

/** The way of letters to the next mail server, over an open ledger. */
export type Post = {
  /** Where mail goes, without credentials. */
  courier: string;
  /** What has to stand in the DNS so that the signatures of its mail can be checked; empty when mail is not signed. */
  records: DnsRecord[];
  /** Hands over what is due; any number of programs may do so at once. Rejects with LedgerError or KeyError. */
  deliver: (stop: AbortSignal) => Promise<Sum & { notices?: Counts }>;
  /** Hands over what is due of confirmations and other mails to one person; so does `deliver`, beside the editions. */
  notices: (stop: AbortSignal) => Promise<Counts>;
  /** Hands over one copy of a letter for a look, outside the ledger; its links change nothing. */
  sendTest: (letter: Letter, edition: string, to: string) => Promise<Handed>;
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

/** Puts a new key in front of those at `path`. Rejects with KeyError. */
export async function rotateKeys(path: string): Promise<Keys> {
  const keyFile = await import('./audience/key-file.ts');
  return keyFile.rotateKeys(path);
}

/** How long a ledger that another program holds, or a full disk, is waited for, ms. */
const LEDGER_PATIENCE = 120_000;

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
  const courier = await openCourier(config, ledger);
  const to = config.redirectTo;
  const book = to === undefined ? ledger : rehearsing(ledger);
  const letters = await openLetters(config);
  const { retryFor, stopWithin } = config.newsroom.delivery;
  const limits = { stopWithin: durationMs(stopWithin), ledger: LEDGER_PATIENCE };
  // A connection of their own: a server that takes its time with a long Digest does not hold up a confirmation.
  const beside = await openCourier(config, ledger, 1);
  const notices = openNotices({ config, ledger, courier: beside, dkim: letters.dkim, limits });
  const editions = async (stop: AbortSignal): Promise<Sum> => {
    await holdLate(ledger, config.newsroom.digest.lateness, clock());
    if (to !== undefined) await ledger.rehearsal.rehearse();
    const waiting = await book.unsettled();
    if (waiting === 0) return NOTHING_SENT;
    progress.start('Delivering', waiting);
    try {
      const sum = await deliver({
        ledger: book,
        courier,
        messageTo: await letters.of(ledger),
        at: clock,
        wall: systemClock,
        paces: config.newsroom.delivery,
        holder: thisHolder(),
        isGone,
        limits: { ...limits, retryFor: durationMs(retryFor) },
        signal: stop,
        random: systemRandom,
        onProgress: ({ accepted, deferred, refused, uncertain }) =>
          progress.step(accepted + deferred + refused + uncertain),
      });
      // A no to our face is a bounce; copies that are redirected refuse nobody.
      if (sum.refused > 0 && to === undefined) await takeRefusals(config, ledger, clock());
      return sum;
    } finally {
      progress.stop();
    }
  };
  return {
    courier: to === undefined ? courier.name : `${courier.name}, everything to ${masked(to)}`,
    records: letters.records,
    async deliver(stop) {
      const [sum, told] = await both(editions(stop), notices.deliver(stop));
      return Object.values(told).some((count) => count > 0) ? { ...sum, notices: told } : sum;
    },
    notices: notices.deliver,
    sendTest: async (letter, edition, address) =>
      courier.hand(await letters.test(letter, edition, address, clock()), async () => true),
    close: async () => {
      await Promise.all([courier.close(), beside.close()]);
    },
  };
}

/** Both results, or the first failure, once both have ended: nothing goes on behind the caller's back. */
async function both<A, B>(one: Promise<A>, other: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([one, other]);
  return [await one, await other];
}

/** The ledger with copies in place of the real deliveries: a redirected mail settles nothing and stops no edition. */
function rehearsing(ledger: Ledger): DeliveringLedger {
  return { ...ledger, ...ledger.rehearsal, stopMailing: async () => false };
}
