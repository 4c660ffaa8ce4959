import type Holidays from 'date-holidays';
import type { Newsroom } from '../model/newsroom.ts';
import { dateOf, dayOf } from './days.ts';

/** A day on which the newsroom is closed. */
export type Holiday = { date: string; name: string };

let library: typeof Holidays | undefined;
const tables = new Map<string, { table: Holidays; years: Map<number, Holiday[]> }>();

/**
 * Brings the holiday tables in. They take 0.1 s to load, so they come only when somebody asks for a holiday; whoever
 * calls `holidaysOf`, `digestDates` or `onCadence` awaits this first. Safe to repeat.
 */
export async function loadHolidays(): Promise<void> {
  library ??= (await import('date-holidays')).default;
}

/** True when the tables know the region of newsdesk.yaml (`US-MO`); an unknown one has no holidays at all. */
export function knowsRegion(region: string): boolean {
  const [country = '', state] = region.split('-');
  const all = new (loaded())();
  if (!(country in all.getCountries())) return false;
  return state === undefined || state in (all.getStates(country) ?? {});
}

/**
 * The public holidays of a year in the newsroom's region, substitute days included ("observed"), without those that
 * newsdesk.yaml removes and with those that it adds; by date.
 */
export function holidaysOf(newsroom: Newsroom, year: number): Holiday[] {
  const { region } = newsroom.holidays;
  const { language } = newsroom.newsroom;
  let known = tables.get(`${region} ${language}`);
  if (!known) {
    known = { table: tableFor(region, language), years: new Map() };
    tables.set(`${region} ${language}`, known);
  }
  let days = known.years.get(year);
  if (!days) {
    days = daysOf(known.table, year);
    known.years.set(year, days);
  }
  return withOwnDays(newsroom, year, days);
}

function tableFor(region: string, language: string): Holidays {
  const [country = '', state] = region.split('-');
  // In plain "en" the first Monday of September is Labour Day.
  const languages = [`${language}-${country.toLowerCase()}`, language];
  return new (loaded())({ country, ...(state ? { state } : {}) }, { types: ['public'], languages });
}

function daysOf(table: Holidays, year: number): Holiday[] {
  return table.getHolidays(year).flatMap(({ date, start, end, name }) => {
    const first = dayOf(date.slice(0, 10)) ?? 0;
    const days = Math.max(1, Math.round((end.getTime() - start.getTime()) / 86_400_000));
    return Array.from({ length: days }, (_, i) => ({ date: dateOf(first + i), name }));
  });
}

function withOwnDays({ holidays }: Newsroom, year: number, days: readonly Holiday[]): Holiday[] {
  const removed = new Set(holidays.remove);
  const added = holidays.add.filter(({ date }) => date.startsWith(`${year}-`));
  const kept = days.filter(({ date }) => !removed.has(date));
  return [...kept, ...added].toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}

function loaded(): typeof Holidays {
  if (!library) throw new Error('The holiday tables are not loaded: await loadHolidays() first.');
  return library;
}
