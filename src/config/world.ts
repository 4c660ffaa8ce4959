/** True for the time zone of a place, as the time-zone database names it. */
export function isZone(name: string): boolean {
  // "EST" and "-06:00" are known as well, but they know nothing of daylight saving.
  if (!name.includes('/') && name !== 'UTC') return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name }).format(0);
    return true;
  } catch {
    return false;
  }
}

/** True for the tag of a language that has a name. */
export function isLanguage(tag: string): boolean {
  try {
    return new Intl.DisplayNames('en', { type: 'language', fallback: 'none' }).of(tag) !== undefined;
  } catch {
    return false;
  }
}
