import type { IncomingHttpHeaders } from 'node:http';

/** What a condition is held against: the entity tags of every form of the file, and when it was written (epoch ms). */
export type Validators = { tags: readonly string[]; modified: number };

/**
 * What the conditions of a request come to (RFC 9110 §13.2.2): `send` it, the reader's copy is `fresh` (304), or the
 * request `failed` (412). `tag` is the reader's own one when that is what was found good.
 */
export type Outcome = { kind: 'send' } | { kind: 'fresh'; tag?: string } | { kind: 'failed' };

const SEND: Outcome = { kind: 'send' };
const SECOND = 1000;

/** Weighs If-Match or If-Unmodified-Since, then If-None-Match or If-Modified-Since; a tag makes the date beside it void. */
export function weigh(headers: IncomingHttpHeaders, validators: Validators): Outcome {
  const { tags } = validators;
  const wanted = headers['if-match'];
  if (wanted !== undefined) {
    if (wanted.trim() !== '*' && !tagsIn(wanted).some((tag) => tags.includes(tag))) return { kind: 'failed' };
  } else if (isAfter(headers['if-unmodified-since'], validators)) {
    return { kind: 'failed' };
  }
  const known = headers['if-none-match'];
  if (known !== undefined) return freshByTag(known, tags);
  const since = dateOf(headers['if-modified-since']);
  return since !== undefined && written(validators) <= since ? { kind: 'fresh' } : SEND;
}

function freshByTag(known: string, tags: readonly string[]): Outcome {
  if (tags.includes(known)) return { kind: 'fresh', tag: known };
  if (known.trim() === '*') return { kind: 'fresh' };
  const tag = tagsIn(known)
    .map((one) => one.replace(/^W\//, ''))
    .find((one) => tags.includes(one));
  return tag === undefined ? SEND : { kind: 'fresh', tag };
}

/**
 * Whether a Range may be answered with a part (RFC 9110 §13.1.5): without If-Range always, else when its tag is that of
 * the file as it is, or its date is exactly the file's and so old that the file cannot have been two in that second.
 */
export function partAllowed(
  ifRange: string | undefined,
  tag: string,
  modified: number,
  now: number,
): boolean {
  if (ifRange === undefined) return true;
  if (ifRange.startsWith('"') || ifRange.startsWith('W/')) return ifRange === tag;
  return dateOf(ifRange) === written({ modified }) && now - modified > SECOND;
}

/** The members of a list of entity tags; a comma may stand inside of one. */
function tagsIn(list: string): string[] {
  return list.match(/(?:W\/)?"[^"]*"/g) ?? [];
}

function isAfter(date: string | undefined, validators: Validators): boolean {
  const since = dateOf(date);
  return since !== undefined && written(validators) > since;
}

/** An HTTP date (RFC 9110 §5.6.7), epoch ms; undefined for anything else, which is as good as no header. */
function dateOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  // The three forms that were ever in use; only the last one does not say that it is Greenwich time.
  const named = /^[A-Z][a-z]{2,8}, \d\d[ -][A-Z][a-z]{2}[ -]\d{2,4} \d\d:\d\d:\d\d GMT$/.test(text);
  const old = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}$/.test(text);
  const date = named || old ? Date.parse(old ? `${text} GMT` : text) : Number.NaN;
  return Number.isNaN(date) ? undefined : date;
}

/** HTTP dates have no parts of a second. */
function written({ modified }: Pick<Validators, 'modified'>): number {
  return Math.floor(modified / SECOND) * SECOND;
}
