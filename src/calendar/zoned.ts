import { dateIn, stampIn } from '../model/when.ts';
import { instantOf } from './wall.ts';

/** What news people call the zones that they write beside a time, and the place whose clocks each is about. */
const PLACES: Readonly<Record<string, string>> = {
  ET: 'America/New_York',
  CT: 'America/Chicago',
  MT: 'America/Denver',
  PT: 'America/Los_Angeles',
  GMT: 'UTC',
  UTC: 'UTC',
  Z: 'UTC',
};

/** The same where the letters say which clocks: winter time or summer time. */
const OFFSETS: Readonly<Record<string, string>> = {
  AST: '-04:00',
  ADT: '-03:00',
  EST: '-05:00',
  EDT: '-04:00',
  CST: '-06:00',
  CDT: '-05:00',
  MST: '-07:00',
  MDT: '-06:00',
  PST: '-08:00',
  PDT: '-07:00',
  AKST: '-09:00',
  AKDT: '-08:00',
  HST: '-10:00',
  CET: '+01:00',
  CEST: '+02:00',
};

/** Whose clocks show the letters of `OFFSETS`, where that changes over the year. */
const HOMES: Readonly<Record<string, string>> = {
  A: 'America/Halifax',
  E: 'America/New_York',
  C: 'America/Chicago',
  M: 'America/Denver',
  P: 'America/Los_Angeles',
  AK: 'America/Anchorage',
  H: 'Pacific/Honolulu',
};

/**
 * The instant (epoch ms) of a wall-clock time in the zone that was written beside it: a name (`America/Chicago`), letters
 * (`CST`, `CT`), or an offset (`-06:00`). `home` is the newsroom's zone. Undefined when there is no such time or zone, and
 * when letters such as CST stand beside a day on which those clocks show CDT: whoever wrote that may mean either.
 */
export function instantIn(wall: string, zone: string, home: string): number | undefined {
  const letters = zone.toUpperCase();
  const offset = OFFSETS[letters];
  if (offset !== undefined) {
    const at = instantOf(wall, offset);
    const place = HOMES[letters.replace(/[SD]T$/, '')] ?? 'Europe/Berlin';
    return at !== undefined && [home, place].some((one) => stampIn(at, one).endsWith(offset))
      ? at
      : undefined;
  }
  const name = PLACES[letters] ?? zone;
  return isZone(name) ? instantOf(wall, name) : undefined;
}

function isZone(name: string): boolean {
  try {
    return dateIn(0, name) !== '';
  } catch {
    return false;
  }
}
