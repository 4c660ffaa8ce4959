/** What one server offered after EHLO, as far as it is used here. */
export type Offer = {
  /** RFC 2920. */
  pipelining: boolean;
  /** The largest message, bytes; 0 when it names none, undefined when it does not offer SIZE at all (RFC 1870). */
  size: number | undefined;
};

/** The largest message that it says it takes, bytes. */
export function largest({ size }: Offer): number {
  return size === undefined || size === 0 ? Infinity : size;
}

/** Reads the reply to EHLO: a line an extension, after the first. */
export function readOffer(reply: string): Offer {
  const offer: Offer = { pipelining: false, size: undefined };
  for (const line of reply.split('\n').slice(1)) {
    const [keyword = '', value = ''] = line.slice(4).trim().toUpperCase().split(' ');
    if (keyword === 'PIPELINING') offer.pipelining = true;
    if (keyword === 'SIZE') offer.size = /^\d{1,15}$/.test(value) ? Number(value) : 0;
  }
  return offer;
}

/**
 * Whether a server's word about PIPELINING is taken, for all connections to it. A server that fails at a pipelined
 * envelope is tried without. When it fails in the same way then, it is in trouble rather than lying; when it does not,
 * its word is never taken again.
 */
export class Trust {
  pipelining = true;
  /** Whether an envelope may follow a final dot in one write. No more, once a connection broke off after that. */
  following = true;
  #settled = false;

  failed(pipelined: boolean): void {
    if (!this.#settled) this.pipelining = !pipelined;
  }

  passed(): void {
    if (!this.pipelining) this.#settled = true;
  }
}
