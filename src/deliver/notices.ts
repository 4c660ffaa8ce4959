import { setTimeout as sleep } from 'node:timers/promises';
import type { NoticeLedger } from '../ledger/ledger.ts';
import type { Courier, Handed, Message } from '../mail/courier.ts';
import type { Verdict } from '../model/delivery.ts';
import { POINTLESS, type Notice } from '../model/notice.ts';
import type { Clock } from '../util/clock.ts';
import type { Counts } from './delivering.ts';
import { handOver, wordsOf } from './handing.ts';
import { tryAgainAt } from './retry.ts';

const SECOND = 1000;
/** How long a program answers for what it took. Should a server take longer, its answer still replaces the guess. ms */
const LEASE = 120 * SECOND;
/** So few are taken at a time, since others may be idle. */
const AT_ONCE = 2;
/** Whatever it is, after a week it is of no use. ms */
const LONGEST = 7 * 24 * 3600 * SECOND;
const TRY_AGAIN = SECOND / 2;

const IN_TROUBLE = 'The mail server was found to be in trouble before its turn came.';

/** A message and the instant up to which it is worth trying, epoch ms. */
export type NoticeToSend = { message: Message; until: number };

export type NoticeOrder = {
  ledger: Pick<NoticeLedger, 'claimNotices' | 'markNotice' | 'settleNotice' | 'noticesWaiting'>;
  courier: Courier;
  /** Undefined when there is nothing to say any more: a request that is over, a reader who left. */
  messageTo: (notice: Notice, at: number) => Promise<NoticeToSend | undefined>;
  at: Clock;
  /** Names this program to others. */
  holder: string;
  /** How long a ledger that cannot be written is tried again, and what is in hand may take after a signal to stop, ms. */
  limits: { ledger: number; stopWithin: number };
  signal?: AbortSignal;
  random: () => number;
};

/**
 * Hands over every notice that is due, each at most once: as with deliveries it is marked in the ledger just before its
 * final dot may leave, so that a crash leaves it `uncertain` and never sent twice. Independent of any mailing. Returns when
 * none is due any more, the server is in trouble or the signal says so. Rejects with LedgerError.
 */
export async function deliverNotices(order: NoticeOrder): Promise<Counts> {
  const { ledger, courier, holder, signal, at, limits } = order;
  const counts: Counts = { accepted: 0, deferred: 0, refused: 0, uncertain: 0 };
  if ((await ledger.noticesWaiting()) === 0) return counts;
  let breaking: NodeJS.Timeout | undefined;
  const onStop = (): void => void (breaking = setTimeout(() => courier.breakOff(), limits.stopWithin));
  signal?.addEventListener('abort', onStop, { once: true });
  try {
    for (;;) {
      if (signal?.aborted === true) break;
      const claimed = await ledger.claimNotices(holder, AT_ONCE, at(), at() + LEASE);
      const handed = await Promise.all(claimed.map((notice) => handOne(order, notice)));
      for (const { kind } of handed) if (kind !== 'withheld') counts[kind] += 1;
      if (claimed.length === 0 || handed.some(isTrouble)) break;
    }
  } finally {
    signal?.removeEventListener('abort', onStop);
    clearTimeout(breaking);
  }
  return counts;
}

async function handOne(order: NoticeOrder, notice: Notice): Promise<Handed> {
  const { ledger, courier, holder, at } = order;
  const made = await messageFor(order, notice);
  let isAsked = false;
  const permit = () => {
    isAsked = true;
    return ledger.markNotice(notice.id, holder);
  };
  const handed =
    'kind' in made
      ? made
      : await new Promise<Handed>((tell) => handOver(courier, made.message, permit, tell));
  if (handed.kind === 'withheld') {
    // It waited for a connection in vain, and waits again. Otherwise somebody else has it now, or its lease will run out.
    if (!isAsked) await settle(order, notice, { kind: 'deferred', response: IN_TROUBLE });
    return handed;
  }
  const verdict = verdictOf(notice, handed, at(), 'kind' in made ? Infinity : made.until);
  await settle(order, notice, verdict);
  return { ...handed, ...verdict };
}

async function messageFor({ messageTo, at }: NoticeOrder, notice: Notice): Promise<NoticeToSend | Handed> {
  try {
    const made = await messageTo(notice, at());
    return made ?? { kind: 'refused', response: POINTLESS, about: 'reader' };
  } catch (error) {
    const response = `The message could not be composed: ${wordsOf(error)}`;
    return { kind: 'deferred', response, about: 'reader' };
  }
}

/** A deferral is final once nobody could answer the mail any more. */
function verdictOf(
  { postedAt }: Notice,
  { kind, response }: Exclude<Handed, { kind: 'withheld' }>,
  at: number,
  until: number,
): Verdict {
  const last = Math.min(until, postedAt + LONGEST);
  if (kind !== 'deferred' || at < last) return { kind, response };
  return { kind: 'refused', response: `Given up; the last answer was: ${response}` };
}

/** Records it; a ledger in trouble is waited for, since the mail may have left. */
async function settle(
  { ledger, holder, at, random, limits, signal }: NoticeOrder,
  { id, attempts }: Notice,
  verdict: Verdict,
): Promise<void> {
  const notBefore = tryAgainAt(at(), attempts + 1, random);
  for (let waited = 0; ; waited += TRY_AGAIN) {
    try {
      return await ledger.settleNotice(id, holder, verdict, notBefore);
    } catch (error) {
      const patience = signal?.aborted === true ? Math.min(limits.stopWithin, limits.ledger) : limits.ledger;
      if (waited >= patience) throw error;
      await sleep(TRY_AGAIN);
    }
  }
}

/** The next one would fare no better. */
function isTrouble(handed: Handed): boolean {
  return handed.kind === 'withheld' || (handed.kind === 'deferred' && handed.about !== 'reader');
}
