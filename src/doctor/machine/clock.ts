import { ill, well, type Diagnosis } from '../diagnosis.ts';

/** What another machine took for the time (epoch ms), and what ours was then. */
export type ClockSeen = { source: string; theirs: number; ours: number };

/** An embargo ends on the minute; mail whose date lies far off counts as spam. */
const FAR = 60_000;
const NEAR = 5_000;

/** The instant in a mail server's greeting, which some put there: `… ESMTP; Fri, 20 Nov 2026 10:00:00 -0600`. */
export function instantOfGreeting(greeting: string): number | undefined {
  const found = /\b[A-Z][a-z]{2}, +\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}/.exec(greeting)?.[0];
  const instant = Date.parse(found ?? '');
  return Number.isNaN(instant) ? undefined : instant;
}

/** Whether this machine's time is that of others. Their clocks tell whole seconds, so half of one is added. */
export function judgeClock(seen: readonly ClockSeen[]): Diagnosis[] {
  if (seen.length === 0) {
    const what = 'Nobody told the time, so the clock could not be compared';
    return [
      ill('clock', 'hint', {
        what,
        why: 'Embargoes end by this clock.',
        fix: 'See that it is kept right: timedatectl',
      }),
    ];
  }
  return seen.map(({ source, theirs, ours }) => {
    const off = ours - (theirs + 500);
    const seconds = Math.round(Math.abs(off) / 1000);
    if (Math.abs(off) <= NEAR) return well('clock', `The clock agrees with that of ${source}`);
    return ill('clock', Math.abs(off) > FAR ? 'error' : 'warning', {
      what: `The clock is ${seconds} seconds ${off > 0 ? 'ahead of' : 'behind'} that of ${source}`,
      why: 'Embargoes end and issues leave by this clock, and mail whose date is wrong counts as spam.',
      fix: 'Switch time synchronisation on (timedatectl set-ntp true), or have the other clock put right.',
    });
  });
}
