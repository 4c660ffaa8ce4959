/**
 * How an instant is printed: `date` November 13, 2026 · `short` Nov 13, 2026 · `moment` date and time · `weekday` date
 * with its day · `time` time of day with the zone's name ·
 * `zoned` date, time and the zone's name.
 */
export type WhenStyle = 'date' | 'short' | 'moment' | 'weekday' | 'time' | 'zoned';

const OPTIONS: Record<WhenStyle, Intl.DateTimeFormatOptions> = {
  date: { dateStyle: 'long' },
  short: { year: 'numeric', month: 'short', day: 'numeric' },
  moment: { dateStyle: 'long', timeStyle: 'short' },
  weekday: { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' },
  time: { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' },
  zoned: {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  },
};

/** One way to print instants, with what it printed lately: a page names the same instant several times. */
type Printer = { format: Intl.DateTimeFormat; known: Map<number, string> };

const KEPT = 512;
const printers = new Map<string, Printer>();

/** An instant (epoch ms) in words, in the zone and language given: "November 13, 2026 at 2:30 PM". */
export function printWhen(instant: number, zone: string, language: string, style: WhenStyle): string {
  return print(instant, zone, language === 'en' ? 'en-US' : language, OPTIONS[style], style);
}

/** The calendar date of an instant in a zone: `2026-11-13`. */
export function dateIn(instant: number, zone: string): string {
  return print(instant, zone, 'sv-SE', { dateStyle: 'short' }, 'iso');
}

/** An instant as RFC 3339 with the zone's own offset: `2026-11-20T10:00:00-06:00`. */
export function stampIn(instant: number, zone: string): string {
  const wall = print(instant, zone, 'sv-SE', { dateStyle: 'short', timeStyle: 'medium' }, 'wall').replace(
    ' ',
    'T',
  );
  const minutes = Math.round((Date.parse(`${wall}Z`) - Math.floor(instant / 1000) * 1000) / 60_000);
  const sign = minutes < 0 ? '-' : '+';
  const size = Math.abs(minutes);
  return `${wall}${sign}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

function print(
  instant: number,
  zone: string,
  locale: string,
  options: Intl.DateTimeFormatOptions,
  style: string,
): string {
  const key = `${zone} ${locale} ${style}`;
  let printer = printers.get(key);
  if (!printer) {
    printer = { format: new Intl.DateTimeFormat(locale, { ...options, timeZone: zone }), known: new Map() };
    printers.set(key, printer);
  }
  let text = printer.known.get(instant);
  if (text === undefined) {
    text = printer.format.format(instant).replaceAll('\u202f', ' ');
    if (printer.known.size >= KEPT) printer.known.clear();
    printer.known.set(instant, text);
  }
  return text;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
