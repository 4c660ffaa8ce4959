import { digestDates, instantOf, loadHolidays } from '../../src/calendar/calendar.ts';
import type { Newsroom } from '../../src/model/newsroom.ts';
import { publicationKey, type Publication } from '../../src/model/publication.ts';
import type { NewSubscriber } from '../../src/model/subscriber.ts';
import { aRelease, anIssue } from '../support/shelf.ts';

export const MINUTE = 60_000;
export const HOUR = 60;
export const DAY = 24 * HOUR;
/** 2026-10-20 00:00 in Chicago. */
export const START = Date.UTC(2026, 9, 20, 5);
/** How many minutes the two years have. */
export const MINUTES = 730 * DAY;
/** The desk never sleeps longer than this, so that everything that was missed is within the look-back. */
const LONGEST_SLEEP = 10 * DAY;

/** One of the two programs, minute by minute: whether it sleeps, and how many minutes its clock is behind. */
export type Program = { asleep: Uint8Array; behind: Uint8Array };

/** Someone who is put on the list in a minute; their consent may be older than that. */
export type Joining = { minute: number; subscriber: NewSubscriber };

/** Everything that happens in two years and is not Newsdesk's doing. */
export type World = {
  random: Random;
  /** By the minute in which they are due. */
  publications: Publication[];
  programs: readonly Program[];
  joinings: Joining[];
  /** Minutes in which the mail server takes nothing. */
  outage: Uint8Array;
};

/** A number from `from` to `to`, both included. */
export type Random = (from: number, to: number) => number;

/** The same numbers for the same seed (mulberry32). */
export function randomOf(seed: number): Random {
  let state = seed;
  return (from, to) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    const fraction = ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    return from + Math.floor(fraction * (to - from + 1));
  };
}

export async function worldOf(seed: number, newsroom: Newsroom): Promise<World> {
  const random = randomOf(seed);
  const publications = [...(await issues(newsroom)), ...releases(newsroom, random)];
  publications.sort((a, b) => a.publicAt - b.publicAt);
  const programs = [calm(), calm()] as const;
  const outage = new Uint8Array(MINUTES);
  publications.forEach((publication, index) => disturb(programs, outage, publication, index, random));
  for (const program of programs) unrest(program, random);
  for (let from = 0; from < MINUTES; from += 70 * DAY) fill(programs[1].asleep, 1, from, from + 35 * DAY);
  wakeInTime(programs);
  return { random, publications, programs, joinings: joinings(random), outage };
}

function calm(): Program {
  return { asleep: new Uint8Array(MINUTES), behind: new Uint8Array(MINUTES) };
}

/** Every issue that the calendar gives, three of them from before the start. */
async function issues(newsroom: Newsroom): Promise<Publication[]> {
  await loadHolidays();
  const dates = digestDates(newsroom, '2026-09-01', '2028-10-18').filter(({ date }) => date !== undefined);
  const anchor = dates.findIndex(({ planned }) => planned === newsroom.digest.cadence.anchor);
  return dates.map(({ date = '', at = NaN }, index) => anIssue(22 + index - anchor, { date, publicAt: at }));
}

/** Times that Chicago's clocks show twice, or never, in these two years. */
const ODD_TIMES = [
  '2026-11-01 01:00',
  '2026-11-01 01:37',
  '2027-03-14 02:17',
  '2027-11-07 01:59',
  '2028-03-12 02:59',
  '2028-03-12 03:01',
];

/** Some old ones, one from the evening before the start, those at odd times, and one every three weeks or so. */
function releases(newsroom: Newsroom, random: Random): Publication[] {
  const instants = [-200 * DAY, -20 * DAY, -36 * HOUR - 1, -20 * HOUR].map((age) => START + age * MINUTE);
  for (const time of ODD_TIMES) instants.push(instantOf(time, newsroom.newsroom.zone) ?? NaN);
  for (let minute = random(0, DAY); minute < MINUTES - 10 * DAY; minute += random(1, 40 * DAY)) {
    instants.push(START + minute * MINUTE);
  }
  return instants.map((publicAt, index) => aRelease(index, { publicAt }));
}

/** What goes wrong around the minute of a publication: of every six, two go by in peace. */
function disturb(
  programs: readonly Program[],
  outage: Uint8Array,
  { publicAt }: Publication,
  index: number,
  random: Random,
): void {
  const due = (publicAt - START) / MINUTE;
  const lengths = [
    [1, 90],
    [2 * HOUR, 34 * HOUR],
    [38 * HOUR, 6 * DAY],
  ] as const;
  const range = lengths[index % 6];
  const from = due - random(0, 60);
  if (range) for (const { asleep } of programs) fill(asleep, 1, from, due + random(range[0], range[1]));
  if (index % 6 !== 3) return;
  const hours = index % 12 === 3 ? random(40, 60) : random(1, 30);
  fill(outage, 1, from, due + hours * HOUR);
}

/** Sleeps of one program alone, ticks that a busy machine loses, and a clock that is set back for a while. */
function unrest({ asleep, behind }: Program, random: Random): void {
  for (let sleep = 0; sleep < 60; sleep += 1) {
    const from = random(0, MINUTES);
    fill(asleep, 1, from, from + random(1, random(0, 3) === 0 ? 4 * DAY : 10 * HOUR));
  }
  for (let lost = 0; lost < MINUTES / 100; lost += 1) asleep[random(0, MINUTES - 1)] = 1;
  for (let step = 0; step < 60; step += 1) {
    const from = random(0, MINUTES);
    fill(behind, random(1, 90), from, from + random(5, 2 * DAY));
  }
}

/** The desk never sleeps for too long, and is awake on the last days. */
function wakeInTime(programs: readonly Program[]): void {
  let sleep = 0;
  for (let minute = 0; minute < MINUTES; minute += 1) {
    const isAsleep = programs.every(({ asleep }) => asleep[minute] === 1);
    sleep = isAsleep ? sleep + 1 : 0;
    const [first] = programs;
    if (first && sleep > LONGEST_SLEEP) first.asleep[minute] = 0;
  }
  for (const { asleep, behind } of programs) {
    fill(asleep, 0, MINUTES - 6 * DAY, MINUTES);
    fill(behind, 0, MINUTES - 6 * DAY, MINUTES);
  }
}

/** A list that was there from the beginning, and somebody new every week or so, often with an older consent. */
function joinings(random: Random): Joining[] {
  const result: Joining[] = [];
  const join = (minute: number, confirmedAt: number, topics: string[]) => {
    const address = `reader${result.length + 1}@example.org`;
    result.push({ minute, subscriber: { address, topics, confirmedAt, consent: 'import of list.csv' } });
  };
  const wishes = [['digest', 'releases'], ['digest'], ['releases'], ['kind:traffic']];
  for (const topics of wishes) join(0, Date.UTC(2020, 0, 1), topics);
  for (let minute = 0; minute < MINUTES; minute += random(1, 14 * DAY)) {
    const age = random(0, 1) === 0 ? 0 : random(1, 60 * DAY);
    join(minute, START + (minute - age) * MINUTE, wishes[random(0, 3)] ?? []);
  }
  return result;
}

function fill(minutes: Uint8Array, value: number, from: number, to: number): void {
  minutes.fill(value, Math.max(0, Math.min(MINUTES, from)), Math.max(0, Math.min(MINUTES, to)));
}

/** When a program's clock says that minute is, with the seconds by which its tick was late. */
export function clockOf({ behind }: Program, minute: number): number {
  const lateness = (minute * 7919) % 54_000;
  return START + (minute - (behind[minute] ?? 0)) * MINUTE + lateness;
}

export const nameOf = (publication: Publication): string => publicationKey(publication);
