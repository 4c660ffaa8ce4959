import type { Ledger } from '../ledger/ledger.ts';
import type { Delivery } from '../model/delivery.ts';
import type { DeliverySettings } from '../model/delivery-settings.ts';
import { durationMs } from '../model/duration.ts';
import type { DomainTrouble, RelayTrouble } from '../model/mailing.ts';
import { missingSeeds, WATCHED, type SeedCopy } from '../model/seed.ts';
import type { Pass } from '../pipeline.ts';
import {
  heldView,
  onHoldView,
  overridesView,
  standingView,
  type Asking,
  type StandingViews,
} from './standing-view.ts';
import type { Task } from './tasks.ts';
import { mailingViews, type MailingView } from './mailing-view.ts';
import { noticesView, type NoticesView } from './notices-view.ts';
import { returnsView, type ReturnsView } from './returns-view.ts';

/** A publication by its key, with what an officer knows it by. */
export type Named = { key: string; title: string; publicAt: number };

/** One date of the Digest to come. `ready` says whether its file is there and may go out. */
export type NextIssue = { date: string; at: number; because?: string; ready: boolean; path?: string };

/** Everything an officer asks of the desk at one instant: what is out, what waits, what needs a person. Times are epoch ms. */
export type Overview = StandingViews & {
  at: number;
  out: { releases: number; issues: number; newest: Named[] };
  next?: NextIssue;
  mailings: MailingView[];
  asking: Asking[];
  /** What waits for a person, the most pressing first. */
  tasks: Task[];
  /** Deliveries of which nobody knows whether they arrived. */
  uncertain: Pick<Delivery, 'edition' | 'subscriber' | 'address' | 'response'>[];
  /** What came back within a day. */
  cameBack: ReturnsView;
  /** Mails to single persons that did not arrive within a day. */
  notices: NoticesView;
  /** `isAside`: the mail goes over others meanwhile. */
  relays: (RelayTrouble & { isAside: boolean })[];
  /** Destinations that are left alone for a while, with how many copies wait for each. */
  domains: (DomainTrouble & { waiting: number })[];
  /** Copies that were not seen at one of our own mailboxes in time. */
  seeds: SeedCopy[];
  /** Programs that are handing over mail, or were until a minute ago. */
  workers: number;
  /** Why the next pass would change nothing, where that is so. */
  trouble?: { what: string; fix: string };
};

/** What the ledger alone can say. */
export type MailOverview = Pick<
  Overview,
  'mailings' | 'uncertain' | 'relays' | 'domains' | 'seeds' | 'cameBack' | 'notices' | 'workers'
>;

/** Uncertain deliveries that are named; there are never more than a crash leaves. */
const NAMED = 1000;

/** What the desk is told by the settings. `relays`: how many mail servers there are. */
export type MailDesk = { delivery: DeliverySettings; relays: number; seesArrivals: boolean };

/** What is on its way and what happened to it, for an instant of the machine's clock. */
export async function mailOverview(ledger: Ledger, at: number, desk: MailDesk): Promise<MailOverview> {
  const uncertain = await ledger.uncertain(NAMED);
  const workers = (await ledger.workers()).filter(({ until }) => until >= at);
  return {
    mailings: await mailingViews(ledger, at, durationMs(desk.delivery.lookBack)),
    uncertain: uncertain.map(({ edition, subscriber, address, response }) => {
      return { edition, subscriber, address, response };
    }),
    cameBack: await returnsView(ledger, at),
    notices: await noticesView(ledger, at),
    relays: await relaysOf(ledger, desk.relays),
    domains: await domainsOf(ledger),
    seeds: desk.seesArrivals ? await missingAt(ledger, desk.delivery, at) : [],
    workers: workers.length,
  };
}

/** Of those that this newsroom uses; together they are in trouble only when all are. */
async function relaysOf(ledger: Ledger, count: number): Promise<Overview['relays']> {
  const relays = await ledger.relays();
  const isOut = count === 1 || relays.some(({ name }) => name.includes(' or '));
  return relays.map((relay) => Object.assign(relay, { isAside: !isOut }));
}

async function domainsOf(ledger: Ledger): Promise<Overview['domains']> {
  const domains: Overview['domains'] = [];
  for (const trouble of await ledger.domains()) {
    domains.push({ ...trouble, waiting: await ledger.waitingFor(trouble.domain) });
  }
  return domains;
}

async function missingAt(
  ledger: Ledger,
  { seeds, seedsWithin }: DeliverySettings,
  at: number,
): Promise<SeedCopy[]> {
  return missingSeeds(await ledger.copiesOf(seeds, at - WATCHED), seedsWithin, at);
}

/** What a pass of this instant finds, put in an officer's order. Pure. */
export function publicOverview(
  pass: Pass,
  next: NextIssue | undefined,
): Pick<Overview, 'out' | 'next' | 'asking' | keyof StandingViews> {
  const out = pass.standings.flatMap((one) => (one.state === 'out' || one.state === 'expired' ? [one] : []));
  const newest = out
    .map(({ key, publication: { title, publicAt } }) => ({ key, title, publicAt }))
    .toSorted((a, b) => b.publicAt - a.publicAt)
    .slice(0, 3);
  const asking = pass.mailings.flatMap(({ state, publication, title, mailing, audience, held: why }) => {
    if (why !== undefined) return [{ publication, title, why }];
    if (mailing?.state === 'stopped' || mailing?.state === 'late')
      return [{ publication, title, why: mailing.why }];
    if (state !== 'late' || audience === 0) return [];
    return [{ publication, title, why: 'its minute passed longer ago than the limit' }];
  });
  const issues = out.filter(({ key }) => key.startsWith('digest/')).length;
  return {
    out: { releases: out.length - issues, issues, newest },
    held: heldView(pass.standings),
    standing: standingView(pass.standings),
    onHold: onHoldView(pass.standings),
    overrides: overridesView(pass.standings),
    asking,
    ...(next ? { next } : {}),
  };
}
