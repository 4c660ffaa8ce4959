/** What a file can be sent as: packed by Brotli or gzip, or as it is. In the order of preference among equals. */
export const CODINGS = ['br', 'gzip', 'identity'] as const;
export type Coding = (typeof CODINGS)[number];

/** Header values that were read before; browsers have few, and whoever makes up thousands gains nothing. */
const known = new Map<string, readonly Coding[]>();
const KNOWN = 200;

/**
 * What a reader takes, best first (RFC 9110 §12.5.3): by q, among equals the smallest. Without the header only the file
 * as it is. `identity` is missing when it was excluded; a member that cannot be read counts as not there.
 */
export function acceptedCodings(header: string | undefined): readonly Coding[] {
  if (header === undefined) return ['identity'];
  const before = known.get(header);
  if (before) return before;
  const weights = weightsOf(header);
  const star = weights.get('*');
  const weight = (coding: Coding): number => {
    const own = weights.get(coding) ?? (coding === 'gzip' ? weights.get('x-gzip') : undefined);
    // What is not named is refused, but for identity, which only "*;q=0" or its own q can exclude.
    return own ?? (coding === 'identity' ? (star === 0 ? 0 : Number.MIN_VALUE) : (star ?? 0));
  };
  const accepted = CODINGS.filter((coding) => weight(coding) > 0).toSorted((a, b) => weight(b) - weight(a));
  if (known.size >= KNOWN) known.clear();
  known.set(header, accepted);
  return accepted;
}

const MEMBER = /^([\w!#$%&'*+.^`|~-]+)(?:[ \t]*;[ \t]*q=([01](?:\.\d{0,3})?))?$/i;

function weightsOf(header: string): Map<string, number> {
  const weights = new Map<string, number>();
  for (const member of header.split(',')) {
    const [, coding, q] = MEMBER.exec(member.trim()) ?? [];
    if (coding !== undefined) weights.set(coding.toLowerCase(), Math.min(1, Number(q ?? 1)));
  }
  return weights;
}
