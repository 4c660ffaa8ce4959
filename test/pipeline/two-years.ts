import { phaseOf } from '../../src/calendar/calendar.ts';
import type { Ledger } from '../../src/ledger/ledger.ts';
import { openSqliteLedger } from '../../src/ledger/sqlite/open.ts';
import type { Mailing } from '../../src/model/mailing.ts';
import { durationMs } from '../../src/model/duration.ts';
import type { Publication } from '../../src/model/publication.ts';
import type { Shelf } from '../../src/model/shelf.ts';
import { composeMail, mailables, type Mailable, type Posting } from '../../src/publish/mailing.ts';
import { holdCorrected, queueMail } from '../../src/publish/posting.ts';
import { aLetter, aSealing } from '../ledger/records.ts';
import { testNewsroom } from '../support/newsroom.ts';
import { aShelf, shelved, shelvedIssue } from '../support/shelf.ts';
import { serve } from './mail.ts';
import { clockOf, DAY, HOUR, MINUTES, nameOf, type Program, type World } from './two-years-world.ts';

export const NEWSROOM = testNewsroom();
export const LATENESS = durationMs(NEWSROOM.digest.lateness);
export const LOOK_BACK = durationMs(NEWSROOM.delivery.lookBack);
const TOO_SLOW = 'it was not through in time';

/** One program at work: its own connection, and what it last read over it. */
type Running = {
  program: Program;
  ledger: Ledger;
  /** How many publications were out at its last tick, and those on a shelf. */
  out: number;
  shelf: Shelf;
  began: number;
  mailings: readonly Mailing[];
  /** Names the state of the ledger in which the mailings were read, and the hour. */
  read: string;
};

/** What became of one publication, told by what the programs did. */
export type Told = {
  /** Minutes in which it was queued, what the clock said, and for how many. */
  queued: { minute: number; at: number; count: number }[];
  /** How many ticks named it as late because it was not queued, and because it was not through. */
  missed: number;
  slow: number;
  /** Minutes in which its mailing was held as late, and in which a person's yes let it go on. */
  held: number[];
  resumed: number[];
  /** The minutes of a person's yes, each some time after it was named as late. */
  yes: number[];
};

/** What the two years came to. */
export type Story = {
  world: World;
  ledger: Ledger;
  told: ReadonlyMap<string, Told>;
  /** `digest/24@1 7`: whom the mail server took which edition for. */
  served: string[];
  /** How many decisions were asked for; crashes and restarts of programs; minutes in which both acted. */
  asked: number;
  crashes: number;
  restarts: number;
  together: number;
  /** When the first edition of all was sealed. */
  began: number;
};

/** The two years as they go by. */
type Play = Story & {
  minute: number;
  told: Map<string, Told>;
  /** Counts what was written, so that nobody reads again what is still the same. */
  version: number;
  /** Whether anything is to be handed over. */
  isPending: boolean;
  /** What a person was asked about, with the minute of their yes; and what they say yes to in this minute. */
  asking: Map<string, number>;
  agreed: ReadonlySet<string>;
};

/** One tick of one program, and what there is to do about mail. */
type Tick = { running: Running; at: number; due: Mailable[] };

/** Plays two years, minute by minute, over one ledger and two programs; every program that is awake is asked each minute. */
export async function twoYears(world: World, path: string): Promise<Story> {
  const ledger = await openSqliteLedger(path);
  const told = new Map(
    world.publications.map((one): [string, Told] => [
      nameOf(one),
      { queued: [], missed: 0, slow: 0, held: [], resumed: [], yes: [] },
    ]),
  );
  const sums = { asked: 0, crashes: 0, restarts: 0, together: 0, began: NaN };
  const state = { minute: 0, version: 0, isPending: false, asking: new Map<string, number>() };
  const play: Play = { world, ledger, told, served: [], ...sums, ...state, agreed: new Set() };
  const programs = await Promise.all(world.programs.map((program) => start(program, path)));
  const joinings = world.joinings.toSorted((a, b) => a.minute - b.minute);
  for (; play.minute < MINUTES; play.minute += 1) {
    while (joinings[0] && joinings[0].minute <= play.minute) {
      await ledger.subscribe(joinings.splice(0, 1).map(({ subscriber }) => subscriber));
    }
    if (play.asking.size + play.agreed.size > 0) play.agreed = agreedIn(play);
    const awake = programs.filter(({ program }) => program.asleep[play.minute] === 0);
    // Every program decides before any of them acts.
    const ticks: Tick[] = [];
    for (const running of awake) {
      const tick = await decide(play, running);
      if (tick.due.some(({ state }) => state !== 'begun')) ticks.push(tick);
    }
    const crashed = ticks.filter((tick) => isCrash(play, tick));
    const acting = ticks.filter((tick) => !crashed.includes(tick));
    if (acting.length > 1) play.together += 1;
    const acts = await Promise.all(acting.map((tick) => act(tick)));
    for (const [index, { at }] of acting.entries()) {
      for (const posting of acts[index] ?? []) tell(play, posting, at);
    }
    if (play.isPending) await handOver(play, awake);
    for (const [index, running] of programs.entries()) {
      const isDown = crashed.some((tick) => tick.running === running);
      if (isDown || world.random(0, 20 * DAY) === 0) programs[index] = await restart(play, running, path);
    }
  }
  for (const running of programs) await running.ledger.close();
  return { ...play, began: (await ledger.began()) ?? NaN };
}

async function start(program: Program, path: string): Promise<Running> {
  const ledger = await openSqliteLedger(path);
  return { program, ledger, out: 0, shelf: aShelf([]), began: NaN, mailings: [], read: '' };
}

async function restart(play: Play, { program, ledger }: Running, path: string): Promise<Running> {
  await ledger.close();
  play.restarts += 1;
  return start(program, path);
}

/** What a person says yes to: again and again, until it is done. */
function agreedIn({ asking, minute }: Play): ReadonlySet<string> {
  return new Set([...asking].filter(([, yes]) => yes <= minute).map(([publication]) => publication));
}

/** The first half of a pass: what is out, what became late, and what there is to do. */
async function decide(play: Play, running: Running): Promise<Tick> {
  const { minute, agreed, world } = play;
  const at = clockOf(running.program, minute);
  play.asked += 1;
  let out = 0;
  for (const publication of world.publications) if (phaseOf(publication, at).phase === 'out') out += 1;
  if (out !== running.out) {
    await putOut(running, world.publications, at, out);
    play.version += 1;
  }
  if (play.isPending || minute % HOUR === 0) {
    const held = await running.ledger.holdLate(at - LATENESS, TOO_SLOW, at);
    for (const { publication } of held) play.told.get(publication)?.held.push(minute);
    if (held.length > 0) play.version += 1;
  }
  const read = `${play.version} ${Math.floor(minute / HOUR)} ${agreed.size}`;
  if (running.read !== read) {
    running.mailings = await running.ledger.mailings(agreed.size > 0 ? 0 : at - LOOK_BACK);
    running.read = read;
  }
  const times = { lateness: LATENESS, lookBack: LOOK_BACK, began: running.began };
  return { running, at, due: mailables({ ...running.shelf, at }, times, running.mailings, agreed) };
}

/** Seals what is out and puts it on the shelf, as a pass does when that has changed. */
async function putOut(running: Running, all: Publication[], at: number, count: number): Promise<void> {
  const out = all.filter((publication) => phaseOf(publication, at).phase === 'out');
  const sealings = out.map((publication) => aSealing(publication));
  for (const { edition } of sealings) edition.sealedAt = at;
  await running.ledger.seal(sealings);
  const releases = out.flatMap((one) => (one.type === 'release' ? [shelved(one)] : []));
  const issues = out.flatMap((one) => (one.type === 'issue' ? [shelvedIssue(one, [])] : []));
  running.shelf = aShelf(releases, issues, NEWSROOM);
  running.began = (await running.ledger.began()) ?? at;
  running.out = count;
}

/** Now and then a program ends after it decided and before it acted: for this minute it might as well have slept. */
function isCrash(play: Play, { running, due }: Tick): boolean {
  const hasWork = due.some(({ state }) => state === 'due' || state === 'agreed');
  if (!hasWork || play.world.random(0, 5) > 0) return false;
  running.program.asleep[play.minute] = 1;
  play.crashes += 1;
  return true;
}

/** The second half of a pass: letters, then the queue. */
async function act({ running: { ledger }, due, at }: Tick): Promise<Posting[]> {
  const limits = { share: 1, from: 1_000_000 };
  const { composed } = await composeMail(ledger, due, limits, async () => ({
    letter: aLetter(),
    findings: [],
  }));
  await holdCorrected(ledger, composed, at);
  return queueMail(ledger, composed, limits, at);
}

function tell(play: Play, { publication, state, audience, queued, mailing }: Posting, at: number): void {
  const { minute, told, asking, world } = play;
  const one = told.get(publication);
  if (!one || audience === 0) return;
  if (queued > 0) one.queued.push({ minute, at, count: queued });
  if (state === 'agreed') one.resumed.push(minute);
  if (state === 'late') one[mailing ? 'slow' : 'missed'] += 1;
  if (state === 'late' && !asking.has(publication)) {
    const yes = minute + world.random(6 * HOUR, 3 * DAY);
    one.yes.push(yes);
    asking.set(publication, yes);
  }
  if (queued > 0 || state === 'agreed') {
    asking.delete(publication);
    play.isPending = true;
    play.version += 1;
  }
}

async function handOver(play: Play, awake: readonly Running[]): Promise<void> {
  const { minute, world, served, ledger } = play;
  if (world.outage[minute] === 0) {
    for (const running of awake) {
      const some = await serve(running.ledger, clockOf(running.program, minute));
      served.push(...some.map(([edition, reader]) => `${edition} ${reader}`));
    }
  }
  play.isPending = (await ledger.unsettled()) > 0;
}
