import { hash } from 'node:crypto';
import { join, resolve } from 'node:path';
import type { Patience } from './audience/health.ts';
import type { Config } from './config/config.ts';
import { countReturn, noReturns, type Tally } from './inbox/tally.ts';
import type { Fate, Source } from './inbox/sources/source.ts';
import type { Delivered, Taken } from './inbox/take.ts';
import { refusalKey, type Ledger } from './ledger/ledger.ts';
import { durationMs } from './model/duration.ts';
import { whoseMail } from './own-mail.ts';
import { replaceFile } from './util/atomic.ts';
import type { Clock } from './util/clock.ts';

export { readConfig } from './config/config.ts';
export { openLedger } from './open-ledger.ts';
export type { Tally } from './inbox/tally.ts';

const DAY = 86_400_000;
/** How far back a mailing may have begun for a refusal of it to be looked at. */
const LOOK_BACK = 30 * DAY;
/** Refusals that are taken at a time. */
const SOME = 500;

/** The source of what is handed over. It is kept nowhere else, so what a person has to read is put into a folder. */
const HANDED = 'standard input';
const ASIDE = 'aside';

/** What one look at all sources came to. */
export type Looked = { tally: Tally; troubles: { source: string; error: unknown }[] };

/** What comes back, over an open ledger. */
export type Inbound = {
  /** The names of the sources, without credentials. */
  sources: string[];
  /**
   * Reads every source to its end, then what was refused while handing over. The trouble of one source does not keep the
   * others from being read; the ledger's own trouble rejects (LedgerError), and what was not taken stays where it was.
   */
  look: (stop: AbortSignal) => Promise<Looked>;
  /** Takes one message that somebody hands over; what a person has to read is kept in `var/aside/`. */
  take: (message: Delivered) => Promise<Tally>;
};

/** Puts sources, keys and ledger together. Rejects with KeyError. Reads nothing yet. */
export async function openInbound(config: Config, ledger: Ledger, clock: Clock): Promise<Inbound> {
  const [{ takeMessage }, { whose, desk }] = await Promise.all([
    import('./inbox/take.ts'),
    whoseMail(config, ledger, clock),
  ]);
  const sources = await sourcesOf(config, ledger);
  const settle = settling(config, ledger);
  const takeOne = async (message: Delivered, source: string, tally: Tally): Promise<Fate> => {
    const all = await takeMessage(message, source, clock(), desk, whose);
    for (const one of all) await settle(one, tally);
    const isAside = all.some(({ back: { kind } }) => kind === 'unreadable' || kind === 'person');
    if (isAside) tally.aside += 1;
    return isAside ? 'aside' : 'done';
  };
  return {
    sources: sources.map(({ name }) => name),
    async look(stop) {
      const tally = noReturns();
      const troubles: Looked['troubles'] = [];
      for (const { name, read } of sources) {
        try {
          await read((message) => takeOne(message, name, tally), stop);
        } catch (error) {
          if (error instanceof Error && error.name === 'LedgerError') throw error;
          troubles.push({ source: name, error });
        }
      }
      await takeRefusals(config, ledger, clock(), tally);
      return { tally, troubles };
    },
    async take(message) {
      const tally = noReturns();
      const fate = await takeOne(message, HANDED, tally);
      if (fate === 'aside') keepAside(config, message.bytes);
      return tally;
    },
  };
}

/**
 * What servers refused to our face while a message was handed over is the same as a bounce: the address that is not there
 * leaves the list, what is temporary counts a little. Looks only at what it has not taken yet.
 */
export async function takeRefusals(
  config: Config,
  ledger: Ledger,
  at: number,
  tally: Tally = noReturns(),
): Promise<Tally> {
  const { judge } = await import('./inbox/judge.ts');
  const settle = settling(config, ledger);
  for (;;) {
    const refused = await ledger.refusals(at - LOOK_BACK, SOME);
    for (const { edition, subscriber, response, beganAt } of refused) {
      const { kind, status, about } = judge(response);
      const key = refusalKey(edition, subscriber);
      const back = { key, at, source: 'delivery', kind, subscriber, edition, status, words: response };
      await settle({ back, about, proof: 'token', sentAt: beganAt }, tally);
    }
    if (refused.length < SOME) return tally;
  }
}

/** Takes one return down with what follows, tells the desk what is about us, and counts. */
function settling({ newsroom }: Config, ledger: Ledger): (taken: Taken, tally: Tally) => Promise<void> {
  const { softHalfLife, softLimit, probeWait } = newsroom.inbox;
  const patience: Patience = {
    softHalfLife: durationMs(softHalfLife),
    softLimit,
    probeWait: durationMs(probeWait),
  };
  return async ({ back, proof, sentAt, about, seed }, tally) => {
    const { consequenceOf } = await import('./audience/health.ts');
    const evidence = { kind: back.kind, proof: proof ?? 'name', ...(sentAt !== undefined && { sentAt }) };
    const consequence = await ledger.takeReturn(back, (health) =>
      consequenceOf(evidence, health, back.at, patience),
    );
    countReturn(tally, back.kind, consequence);
    if (seed !== undefined && back.edition !== undefined) await ledger.arrived(back.edition, seed, back.at);
    const words = consequence && (await alarmFor({ back, about, ...(proof && { proof }) }));
    if (words === undefined) return;
    if (await ledger.alarm(newsroom.mail.replyTo, words, back.at, back.at - DAY)) tally.alarms += 1;
  };
}

/** Mail that is not ours comes back to us too, when somebody forges our address: only what is proven is told. */
async function alarmFor({
  back,
  about,
  proof,
}: Pick<Taken, 'back' | 'about' | 'proof'>): Promise<string | undefined> {
  const { troubleAlarm, wishAlarm } = await import('./inbox/alarm.ts');
  if (back.kind === 'person' && about === 'leave')
    return wishAlarm(back.words, back.source === HANDED ? `var/${ASIDE}/` : back.source);
  if (back.kind !== 'ours' || proof === undefined || proof === 'name') return undefined;
  return troubleAlarm(about, back.words, back.edition);
}

/** Under a name that is the same for the same message, so that one that comes again is one file. */
function keepAside({ paths }: Config, bytes: Uint8Array): void {
  const name = hash('sha256', bytes, 'base64url').slice(0, 22);
  replaceFile(join(paths.var, ASIDE, `${name}.eml`), bytes, 0o600);
}

async function sourcesOf({ newsroom, root, imap }: Config, ledger: Ledger): Promise<Source[]> {
  const [{ folderSource }, { maildirSource }, { imapSource, missingServer }] = await Promise.all([
    import('./inbox/sources/folder.ts'),
    import('./inbox/sources/maildir.ts'),
    import('./inbox/sources/imap.ts'),
  ]);
  return newsroom.inbox.sources.map((source) => {
    if ('folder' in source) return folderSource(resolve(root, source.folder), source.folder);
    if ('maildir' in source) return maildirSource(resolve(root, source.maildir), source.maildir);
    if (!imap) return missingServer(source.imap);
    const place = `imap ${imap.name} ${imap.user} ${source.imap}`;
    return imapSource(imap, source.imap, {
      get: () => ledger.bookmark(place),
      set: (position) => ledger.setBookmark(place, position),
    });
  });
}
