/** How an instant is printed: `date` November 13, 2026 · `short` Nov. 13, 2026 · `moment` date and time with zone. */
export type WhenStyle = 'date' | 'short' | 'moment' | 'weekday' | 'time';

const OPTIONS: Record<WhenStyle, Intl.DateTimeFormatOptions> = {
  date: { dateStyle: 'long' },
  short: { year: 'numeric', month: 'short', day: 'numeric' },
  moment: { dateStyle: 'long', timeStyle: 'short' },
  weekday: { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' },
  time: { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' },
};

const formatters = new Map<string, Intl.DateTimeFormat>();

/** An instant (epoch ms) in words, in the zone and language given: "November 13, 2026 at 2:30 PM". */
export function printWhen(instant: number, zone: string, language: string, style: WhenStyle): string {
  const key = `${zone} ${language} ${style}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(language === 'en' ? 'en-US' : language, {
      ...OPTIONS[style],
      timeZone: zone,
    });
    formatters.set(key, formatter);
  }
  return formatter.format(instant).replaceAll('\u202f', ' ');
}

/** The calendar date of an instant in a zone: `2026-11-13`. */
export function dateIn(instant: number, zone: string): string {
  const key = `${zone} iso`;
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formatters.set(key, formatter);
  }
  return formatter.format(instant);
}

/** An instant as RFC 3339 with the zone's own offset: `2026-11-20T10:00:00-06:00`. */
export function stampIn(instant: number, zone: string): string {
  const key = `${zone} stamp`;
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
    formatters.set(key, formatter);
  }
  const wall = formatter.format(instant).replace(' ', 'T');
  const minutes = Math.round((Date.parse(`${wall}Z`) - Math.floor(instant / 1000) * 1000) / 60_000);
  const sign = minutes < 0 ? '-' : '+';
  const size = Math.abs(minutes);
  return `${wall}${sign}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
