import { openLedger, openPress, type Opened } from './app.ts';
import type { Sum } from './deliver/deliver.ts';
import { tellDesk } from './daily.ts';
import { openInbound, type Inbound, type Looked } from './inbound.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { Tally } from './model/delivery.ts';
import { openPages } from './pages.ts';
import { tidyDaily, type Tidied } from './people.ts';
import { publish, type Pass } from './pipeline.ts';
import { NOTHING_SENT, openPost, type Post } from './post.ts';
import { confirmClock, timekeeper } from './timekeeper.ts';
import { systemClock, type Clock } from './util/clock.ts';
import { isGone, thisHolder } from './util/holder.ts';
import type { SitePages } from './site/pages/pages.ts';
import type { Log } from './util/log.ts';
import type { Progress } from './util/progress.ts';

export type { Sum } from './deliver/deliver.ts';
export type { Looked } from './inbound.ts';

/** What one pass did: the files and the queue, then the mail. */
export type Done = {
  pass: Pass;
  sum: Sum;
  /** Deliveries of every edition that was mailed, by edition key. */
  tallies: ReadonlyMap<string, Tally>;
};

/** A newsroom at work over an open ledger. */
export type Office = {
  /** Where mail goes, without credentials. */
  courier: string;
  /** What has to stand in the DNS so that the signatures of its mail can be checked. */
  records: Post['records'];
  /** Publishes what is due at an instant and queues its mail. Rejects with PassInHand when another program is at it. */
  publish: (at: number, agreed: readonly string[]) => Promise<Pass>;
  /** Hands over what is queued; any number of programs may do so at once. In a dry run nothing is. */
  deliver: Post['deliver'];
  /** Hands over what is due of mails to one person, beside a delivery that takes long. */
  notices: Post['notices'];
  /** The pages for people; `onPosted` is told when there is a notice to hand over. */
  pages: (log: Pick<Log, 'error'>, onPosted: () => void) => Promise<SitePages>;
  /** Erases what is old enough, for the first program that asks on a day; undefined for all others, and in a dry run. */
  tidy: (at: number) => Promise<Tidied | undefined>;
  /** Reads what came back, from every source; any number of programs may. In a dry run nothing is. */
  look: (stop: AbortSignal) => Promise<Looked | undefined>;
  /** Deliveries of the editions that a pass mailed, by edition key. */
  tallies: (pass: Pass) => Promise<Map<string, Tally>>;
  /** After a pass: mails to the desk what there is to do, once a day. True for the program that did. */
  tellDesk: (pass: Pass, at: number) => Promise<boolean>;
  /** The time for passes of a program that stays: a clock that is set is not believed at once. */
  timekeeper: (log: Pick<Log, 'warn' | 'info'>) => () => Promise<number>;
  /** A person says that the machine's clock is right. In a dry run nothing is said. */
  confirmClock: (at: number) => Promise<void>;
  /** Both, one after the other; nothing is handed over after a pass that had to stop. */
  pass: (at: number, agreed: readonly string[], stop: AbortSignal) => Promise<Done>;
  close: () => Promise<void>;
};

export type OfficeOptions = {
  dryRun: boolean;
  /** The newsroom's time: the machine's, or one that stands still while a pass is tried out. */
  clock: Clock;
  progress: Progress;
};

const MINUTE = 60_000;
const LEASE = 'pass';
/** Far longer than publishing takes (delivering has claims of its own); a program that died is noticed sooner, by its process. */
const LEASE_TIME = 30 * MINUTE;

/** Another program is publishing this newsroom at this moment. */
export class PassInHand extends Error {
  override name = 'PassInHand';
  why = 'Two passes at once would write the same files; nothing was changed by this one.';
  fix =
    'Wait for the other one to end, or stop it. If that machine is gone, its claim ends by itself in half an hour.';
  constructor(holder: string) {
    super(`Another pass is in hand (${holder}).`);
  }
}

/** Opens ledger and courier. Rejects with LedgerError, KeyError or SmtpUrlError, each saying what to do. */
export async function openOffice(opened: Opened, options: OfficeOptions): Promise<Office> {
  const { dryRun, clock, progress } = options;
  const ledger = await openLedger(opened.config, dryRun);
  const post = await openPost(opened.config, ledger, clock, progress).catch(async (error: unknown) => {
    await ledger.close();
    throw error;
  });
  const press = await openPress(opened, ledger);
  const run = (at: number, agreed: readonly string[]) => publish(press, at, { dryRun, agreed });
  let inbound: Promise<Inbound> | undefined;
  const office: Omit<Office, 'pass'> = {
    courier: post.courier,
    records: post.records,
    publish: (at, agreed) => (dryRun ? run(at, agreed) : withLease(ledger, () => run(at, agreed))),
    deliver: async (stop) => (dryRun ? NOTHING_SENT : post.deliver(stop)),
    notices: post.notices,
    pages: (log, onPosted) => openPages({ config: opened.config, ledger, clock: systemClock, log, onPosted }),
    tidy: async (at) => (dryRun ? undefined : tidyDaily(opened.config, ledger, at)),
    async look(stop) {
      if (dryRun) return undefined;
      inbound ??= openInbound(opened.config, ledger, clock);
      return (await inbound).look(stop);
    },
    tallies: async (pass) => talliesOf(ledger, pass),
    tellDesk: async (pass, at) => !dryRun && tellDesk(opened.config.newsroom, ledger, pass, at),
    timekeeper: (log) => timekeeper(ledger, log),
    confirmClock: async (at) => (dryRun ? undefined : confirmClock(ledger, at)),
    async close() {
      try {
        await post.close();
      } finally {
        await ledger.close();
      }
    },
  };
  return { ...office, pass: (at, agreed, stop) => passOf(office, at, agreed, stop) };
}

async function passOf(
  office: Omit<Office, 'pass'>,
  at: number,
  agreed: readonly string[],
  stop: AbortSignal,
): Promise<Done> {
  const pass = await office.publish(at, agreed);
  const sum = pass.stopped ? NOTHING_SENT : await office.deliver(stop);
  return { pass, sum, tallies: await office.tallies(pass) };
}

async function talliesOf(ledger: Ledger, pass: Pass): Promise<Map<string, Tally>> {
  const tallies = new Map<string, Tally>();
  for (const { edition } of pass.mailings) tallies.set(edition, await ledger.tally(edition));
  return tallies;
}

/** One pass at a time on one ledger. A claim of a process of this machine that is no more is taken over at once. */
async function withLease<T>(ledger: Ledger, run: () => Promise<T>): Promise<T> {
  const holder = thisHolder();
  const take = () => ledger.lease(LEASE, holder, systemClock(), systemClock() + LEASE_TIME);
  if (!(await take())) {
    const other = (await ledger.holder(LEASE)) ?? 'unknown';
    if (isGone(other)) await ledger.release(LEASE, other);
    if (!(await take())) throw new PassInHand(other);
  }
  try {
    return await run();
  } finally {
    await ledger.release(LEASE, holder);
  }
}
