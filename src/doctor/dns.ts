/**
 * What the DNS said to one question. `none`: there is no such record, or no such name. `trouble`: nobody knows, because
 * it did not answer or refused to; `why` says which.
 */
export type Answer<T> =
  { kind: 'found'; values: readonly T[] } | { kind: 'none' } | { kind: 'trouble'; why: string };

/** One server that takes mail for a domain. An empty host means that the domain takes none (RFC 7505). */
export type Mx = { preference: number; host: string };

/** Asks the DNS. Nothing rejects: what went wrong is an answer. Names come back in lower case without a final dot. */
export type Dns = {
  /** Texts, the strings of each joined (RFC 7208 §3.3, RFC 6376 §3.6.2.2). */
  txt: (name: string) => Promise<Answer<string>>;
  a: (name: string) => Promise<Answer<string>>;
  aaaa: (name: string) => Promise<Answer<string>>;
  /** The most preferred first. */
  mx: (name: string) => Promise<Answer<Mx>>;
  /** The names of an address. */
  ptr: (address: string) => Promise<Answer<string>>;
};

/** What was found; nothing when there was nothing or nobody answered. */
export function valuesOf<T>(answer: Answer<T>): readonly T[] {
  return answer.kind === 'found' ? answer.values : [];
}

/** Addresses of a name, of both kinds, IPv4 first. Trouble with one kind is overlooked when the other has some. */
export async function addressesOf(dns: Pick<Dns, 'a' | 'aaaa'>, name: string): Promise<Answer<string>> {
  const [four, six] = await Promise.all([dns.a(name), dns.aaaa(name)]);
  const values = [...valuesOf(four), ...valuesOf(six)];
  if (values.length > 0) return { kind: 'found', values };
  return four.kind === 'trouble' ? four : six;
}
