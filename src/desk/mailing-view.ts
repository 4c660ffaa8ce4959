import type { Ledger } from '../ledger/ledger.ts';
import type { Tally } from '../model/delivery.ts';
import type { Mailing } from '../model/mailing.ts';

/** One edition on its way, as an officer sees it. */
export type MailingView = Mailing & {
  title: string;
  /** Everybody it was queued for. */
  audience: number;
  tally: Tally;
  /** Deliveries that ended in the last minute, and how long the rest takes at this rate, ms; absent when none did. */
  perMinute: number;
  left?: number;
  /** Why the deferred wait, in the servers' words, and when the first is tried again. */
  deferrals: { response: string; count: number; next: number }[];
};

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** What is through is shown for a day. */
const SHOWN = 24 * 60 * MINUTE;
const DEFERRALS = 3;

/** Mailings that are under way or wait for a person, and those that ended within a day; newest first. */
export async function mailingViews(ledger: Ledger, at: number, lookBack: number): Promise<MailingView[]> {
  const views: MailingView[] = [];
  for (const mailing of await ledger.mailings(at - lookBack)) {
    const isOver =
      mailing.state === 'done' || mailing.state === 'superseded' || mailing.state === 'cancelled';
    if (isOver && mailing.since < at - SHOWN) continue;
    const view = await viewOf(ledger, mailing, at);
    const isLeft = view.tally.waiting + view.tally.handing > 0;
    if (isLeft || mailing.beganAt >= at - SHOWN) views.push(view);
  }
  return views;
}

async function viewOf(ledger: Ledger, mailing: Mailing, at: number): Promise<MailingView> {
  const { edition } = mailing;
  const [[sealed], tally, progress, deferrals] = [
    await ledger.editions([edition]),
    await ledger.tally(edition),
    await ledger.progress(edition, at - MINUTE),
    await ledger.deferrals(edition, DEFERRALS),
  ];
  const { waiting, handing, accepted, refused, uncertain, cancelled } = tally;
  const perMinute = rateOf(progress, at);
  return {
    ...mailing,
    title: sealed?.content.title ?? edition,
    audience: waiting + handing + accepted + refused + uncertain + cancelled,
    tally,
    perMinute,
    deferrals,
    ...(mailing.state === 'open' && perMinute > 0
      ? { left: Math.round(((waiting + handing) / perMinute) * MINUTE) }
      : {}),
  };
}

/** Deliveries a minute, over as much of the last minute as there is; not from less than ten seconds. */
function rateOf({ ended, first }: { ended: number; first?: number }, at: number): number {
  if (first === undefined) return 0;
  const span = Math.min(MINUTE, Math.max(10 * SECOND, at - first));
  return Math.round((ended / span) * MINUTE);
}
