import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Publication } from '../../src/model/publication.ts';
import { topicsOf } from '../../src/model/topic.ts';
import { whoHas } from './mail.ts';
import { LATENESS, LOOK_BACK, NEWSROOM, twoYears, type Story, type Told } from './two-years.ts';
import { clockOf, DAY, MINUTE, MINUTES, nameOf, START, worldOf } from './two-years-world.ts';

/** `SEED=… npx vitest run test/pipeline/two-years.test.ts` plays the same two years again. */
const SEED = Number(process.env.SEED ?? Math.floor(Math.random() * 1e9));

let story: Story;

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'newsdesk-'));
  story = await twoYears(await worldOf(SEED, NEWSROOM), join(folder, 'newsdesk.db'));
  return async () => {
    await story.ledger.close();
    rmSync(folder, { recursive: true });
  };
}, 120_000);

/** What the calendar and the waking hours promise of one publication, worked out without Newsdesk. */
function promised({ publicAt }: Publication, [yes]: readonly number[]): { minute?: number; missed: number } {
  const { programs } = story.world;
  let missed = 0;
  if (story.began - publicAt > LATENESS) return { missed };
  for (let minute = Math.max(0, (publicAt - START) / MINUTE); minute < MINUTES; minute += 1) {
    const ages = programs
      .filter(({ asleep }) => asleep[minute] === 0)
      .map((program) => clockOf(program, minute) - publicAt)
      .filter((age) => age >= 0);
    const isAgreed = yes !== undefined && yes <= minute;
    if (!isAgreed) missed += ages.filter((age) => age > LATENESS && age <= LOOK_BACK).length;
    if (ages.some((age) => age <= LATENESS || isAgreed)) return { minute, missed };
  }
  return { missed };
}

/** Who should have a publication that was queued in a minute: whoever was on the list then and had agreed by its own. */
function audience(publication: Publication, minute: number): number[] {
  const topics: readonly string[] = topicsOf(publication);
  return story.world.joinings
    .map((joining, index) => ({ ...joining, reader: index + 1 }))
    .filter(
      ({ minute: joined, subscriber }) =>
        joined <= minute &&
        subscriber.confirmedAt <= publication.publicAt &&
        subscriber.topics.some((topic) => topics.includes(topic)),
    )
    .map(({ reader }) => reader);
}

function tellingOf(publication: Publication): Told {
  const told = story.told.get(nameOf(publication));
  if (!told) throw new Error(`nothing is told of ${nameOf(publication)}`);
  return told;
}

const dueMinute = ({ publicAt }: Publication) => (publicAt - START) / MINUTE;

describe(`two years, minute by minute, with two programs (SEED=${SEED})`, () => {
  it('had everything in them: peace, sleeps, outages, restarts, crashes, and both programs at once', () => {
    const all = story.world.publications.map((one) => ({ due: dueMinute(one), ...tellingOf(one) }));
    expect(story.asked).toBeGreaterThan(MINUTES);
    expect(all.filter(({ due, queued }) => queued[0]?.minute === due).length).toBeGreaterThan(10);
    expect(all.filter(({ due, queued }) => (queued[0]?.minute ?? 0) > due).length).toBeGreaterThan(10);
    expect(all.filter(({ missed }) => missed > 0).length).toBeGreaterThan(3);
    expect(all.filter(({ held }) => held.length > 0).length).toBeGreaterThan(0);
    for (const sum of [story.crashes, story.restarts, story.together]) expect(sum).toBeGreaterThan(3);
  });

  it('queue every publication once: at its minute, at the first waking within the limit, or at a yes', () => {
    for (const publication of story.world.publications) {
      const { queued, yes } = tellingOf(publication);
      const { minute } = promised(publication, yes);
      const minutes = queued.map((one) => one.minute);
      expect(minutes, nameOf(publication)).toEqual(minute === undefined ? [] : [minute]);
    }
  });

  it('never queue anything before its minute, by any clock', () => {
    for (const publication of story.world.publications) {
      for (const { minute, at } of tellingOf(publication).queued) {
        expect(at, nameOf(publication)).toBeGreaterThanOrEqual(publication.publicAt);
        expect(minute, nameOf(publication)).toBeGreaterThanOrEqual(dueMinute(publication));
      }
    }
  });

  it('leave nothing out but the archive, of which nothing is offered', () => {
    const left = story.world.publications.filter((one) => tellingOf(one).queued.length === 0);
    const old = story.world.publications.filter(({ publicAt }) => story.began - publicAt > LATENESS);
    expect(left.map(nameOf)).toEqual(old.map(nameOf));
    expect(old.map((one) => tellingOf(one).missed)).toEqual(old.map(() => 0));
    expect(old.length).toBeGreaterThan(3);
  });

  it('name what is late at every tick, with its reason, until a person says yes', () => {
    for (const publication of story.world.publications) {
      const { missed, yes } = tellingOf(publication);
      expect(missed, nameOf(publication)).toBe(promised(publication, yes).missed);
    }
  });

  it('hold a mailing that is not through in time, and name it at every tick until a person says yes', () => {
    for (const publication of story.world.publications) {
      const { queued, held, resumed, slow } = tellingOf(publication);
      expect(resumed.length, nameOf(publication)).toBeGreaterThanOrEqual(held.length);
      let [least, most] = [0, 0];
      for (const [index, from] of held.entries()) {
        const to = resumed.find((minute) => minute >= from) ?? NaN;
        const began = index === 0 ? queued[0]?.minute : resumed.findLast((minute) => minute < from);
        expect(from - (began ?? NaN), nameOf(publication)).toBeGreaterThan(LATENESS / MINUTE - 91);
        expect(ticks(began ?? NaN, from, (minute) => story.world.outage[minute] === 0)).toBe(0);
        least += ticks(from + 1, to);
        most += ticks(from, to + 1);
      }
      expect(slow, nameOf(publication)).toBeGreaterThanOrEqual(least);
      expect(slow, nameOf(publication)).toBeLessThanOrEqual(most);
    }
  });

  it('give each reader who was on the list each publication once, and nobody one that is older than their consent', async () => {
    expect(new Set(story.served).size).toBe(story.served.length);
    for (const publication of story.world.publications) {
      const [queued] = tellingOf(publication).queued;
      const readers = queued ? audience(publication, queued.minute) : [];
      const rows = await whoHas(story.ledger, `${nameOf(publication)}@1`);
      expect(rows, nameOf(publication)).toEqual(readers.length > 0 ? { accepted: readers } : {});
      expect(queued?.count ?? 0).toBe(readers.length);
    }
    expect(story.served.length).toBeGreaterThan(1000);
  });

  it('keep one edition and one mailing of each', async () => {
    const { ledger, world } = story;
    const heads = await ledger.heads();
    expect(heads.map(({ key }) => key).toSorted()).toEqual(
      world.publications.map((one) => `${nameOf(one)}@1`).toSorted(),
    );
    const mailings = await ledger.mailings(0);
    const queued = world.publications.filter((one) => tellingOf(one).queued.length > 0);
    expect(mailings.map(({ publication }) => publication).toSorted()).toEqual(queued.map(nameOf).toSorted());
    expect(mailings.filter(({ state }) => state !== 'done' && state !== 'open')).toEqual([]);
  });

  it('let issues follow each other as the calendar says, at 10:00 in Chicago, numbered without a gap', () => {
    const issues = story.world.publications.filter((one) => one.type === 'issue');
    const moved = issues.flatMap(({ publicAt, date }) => {
      expect(wall(publicAt)).toBe(`${date}, 10:00`);
      return weekday(publicAt) === 'Fri' ? [] : [date];
    });
    expect(moved).toEqual(['2026-12-31', '2027-02-11', '2027-06-17', '2027-12-30']);
    expect(issues.map(({ issue }) => issue)).toEqual(
      issues.map((_, index) => (issues[0]?.issue ?? 0) + index),
    );
    const days = issues.map(({ date }) => Date.parse(date) / (DAY * MINUTE));
    const gaps = days.slice(1).map((day, index) => day - (days[index] ?? NaN));
    expect(gaps.filter((gap) => gap !== 14)).toEqual([13, 15, 13, 15, 13, 15, 13, 15]);
  });

  it('read the hour that comes twice as the second, and the one that never comes as an hour later', () => {
    const instants = story.world.publications.map(({ publicAt }) => new Date(publicAt).toISOString());
    expect(instants).toEqual(
      expect.arrayContaining([
        '2026-11-01T07:00:00.000Z',
        '2026-11-01T07:37:00.000Z',
        '2027-03-14T08:17:00.000Z',
        '2027-11-07T07:59:00.000Z',
        '2028-03-12T08:59:00.000Z',
        '2028-03-12T08:01:00.000Z',
      ]),
    );
  });
});

/** How many ticks there were from one minute to before another. */
function ticks(from: number, to: number, counts: (minute: number) => boolean = () => true): number {
  let sum = 0;
  for (let minute = from; minute < to; minute += 1) {
    if (!counts(minute)) continue;
    for (const { asleep } of story.world.programs) if (asleep[minute] === 0) sum += 1;
  }
  return sum;
}

const CLOCK = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'America/Chicago',
  dateStyle: 'short',
  timeStyle: 'short',
});
const wall = (at: number) => CLOCK.format(at).replace(' ', ', ');
const weekday = (at: number) =>
  new Intl.DateTimeFormat('en-US', { timeZone: 'America/Chicago', weekday: 'short' }).format(at);
