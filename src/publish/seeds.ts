import type { AwaySeed, Ledger } from '../ledger/ledger.ts';
import type { DeliverySettings } from '../model/delivery-settings.ts';
import { missingSeeds, WATCHED, type SeedCopy } from '../model/seed.ts';
import { oneLine } from '../util/mask.ts';

/** The desk hears of a seed that is away this often, ms. */
const AGAIN = 7 * 24 * 3_600_000;

export type SeedWatch = {
  ledger: Ledger;
  settings: Pick<DeliverySettings, 'seeds' | 'seedsWithin'>;
  /** What a seed gets: everything. */
  topics: readonly string[];
  /** By which an address that was forgotten is known again. */
  markOf: (address: string) => string;
  /** Where an alarm goes. */
  desk: string;
  /** False when nothing tells us what arrives, or mail goes to files: then nobody is alarmed. */
  isConfirmed: boolean;
};

/**
 * Keeps our own mailboxes on the list, and tells the desk when a copy that the mail server took was not seen in one of them
 * in time: most often it lies in the spam folder, and so do those of everybody else at that provider.
 */
export async function watchSeeds(watch: SeedWatch, at: number): Promise<SeedCopy[]> {
  const { ledger, settings, topics, markOf, desk, isConfirmed } = watch;
  const { added, removed, away } = await ledger.keepSeeds(settings.seeds, topics, markOf, at);
  if (added + removed > 0) {
    await ledger.note({ at, what: 'seeds', subject: 'list', detail: `${added} added, ${removed} taken off` });
  }
  for (const seed of away) await ledger.alarm(desk, awayWords(seed), at, at - AGAIN);
  if (!isConfirmed || settings.seeds.length === 0) return [];
  await ledger.takeCopies(settings.seeds, at - WATCHED, at);
  const copies = await ledger.copiesOf(settings.seeds, at - WATCHED);
  const missing = missingSeeds(copies, settings.seedsWithin, at);
  for (const copy of missing) {
    if (copy.alarmedAt === undefined)
      await ledger.alarmOfCopy(copy, desk, alarmWords(copy, settings.seedsWithin), at);
  }
  return missing;
}

/** What a seed that stands on the list no more means for the officer. */
function awayWords({ name, why }: AwaySeed): string {
  const seed = oneLine(name, 60);
  return [
    `The test mailbox "${seed}" gets nothing`,
    '',
    `${REASONS[why]}, so nothing shows any more whether mail arrives at its provider.`,
    'Name another mailbox under "delivery: seeds:" in newsdesk.yaml, or sign this one up on the page for subscribers.',
    '',
  ].join('\n');
}

const REASONS: Record<AwaySeed['why'], string> = {
  asked: 'It unsubscribed',
  complaint: 'It marked our mail as unwanted',
  bounced: 'Its address takes no mail',
  removed: 'It was taken off the list',
  forgotten: 'Its address was forgotten on request',
};

/** The first line is the subject. */
function alarmWords({ edition, seed }: SeedCopy, within: string): string {
  const name = oneLine(seed, 60);
  return [
    `${edition} was not seen at ${name}`,
    '',
    `The mail server took the copy of ${edition} for the test mailbox "${name}", and after ${within} it was not seen there.`,
    'Look into that mailbox, its spam folder first. If it lies there, copies for readers at the same provider do too:',
    'check SPF, DKIM and DMARC (newsdesk doctor), and what the provider says of our mail.',
    'If it is in the inbox, our reading of that mailbox is broken: see "inbox:" in newsdesk.yaml.',
    '',
  ].join('\n');
}
