/** Bytes of a file, the first and the last one, both included. */
export type Span = { first: number; last: number };

/** More parts than this are not worth the trouble: the whole file is sent instead (RFC 9110 §14.2, §17.15). */
export const MOST_SPANS = 8;
const MOST_MEMBERS = 100;

/**
 * What a Range header asks for of a file of so many bytes (RFC 9110 §14.1.2). Undefined when the header is to be ignored
 * (another unit, not to be read, too many parts); an empty list when nothing of it is there (416). Parts that overlap or
 * touch are one; they come in the order of the file.
 */
export function spansOf(header: string, size: number): Span[] | undefined {
  const set = /^bytes=(.*)$/i.exec(header)?.[1];
  if (set === undefined || header.length > 2000) return undefined;
  const members = set
    .split(',')
    .map((member) => member.trim())
    .filter((member) => member !== '');
  if (members.length === 0 || members.length > MOST_MEMBERS) return undefined;
  const spans: Span[] = [];
  for (const member of members) {
    const span = spanOf(member, size);
    if (span === undefined) return undefined;
    if (span !== 'outside') spans.push(span);
  }
  const joined = join(spans);
  return joined.length > MOST_SPANS ? undefined : joined;
}

function spanOf(member: string, size: number): Span | 'outside' | undefined {
  const [, from, to] = /^(\d*)-(\d*)$/.exec(member) ?? [];
  if (from === undefined || to === undefined || (from === '' && to === '')) return undefined;
  if (from === '') {
    const length = Math.min(Number(to), size);
    return length === 0 ? 'outside' : { first: size - length, last: size - 1 };
  }
  const first = Number(from);
  if (to !== '' && Number(to) < first) return undefined;
  return first >= size ? 'outside' : { first, last: Math.min(to === '' ? Infinity : Number(to), size - 1) };
}

function join(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.first - b.first)) {
    const before = joined.at(-1);
    if (before && span.first <= before.last + 1) before.last = Math.max(before.last, span.last);
    else joined.push({ ...span });
  }
  return joined;
}
