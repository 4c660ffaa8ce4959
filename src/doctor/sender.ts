/** Where mail is handed over, without knowing how mail is sent. Holds a password: never to be printed. */
export type Relay = {
  /** `smtp.example.gov:587` */
  name: string;
  host: string;
  port: number;
  /** `implicit`: from the first byte; `required`: STARTTLS; `optional`, `none`: within this machine only. */
  tls: 'implicit' | 'required' | 'optional' | 'none';
  auth?: { user: string; pass: string };
  /** It is this very machine. */
  isHere: boolean;
};

/**
 * A key for signing mail, and what has to stand in the DNS for it: the name and the text of a TXT record. `standsBy`: it is
 * known and does not sign, not yet or not any more.
 */
export type SigningKey = { selector: string; name: string; value: string; standsBy: boolean };

/** Something of the configuration that cannot be used, in the words of whoever found out. */
export type Trouble = { id: string; what: string; why: string; fix: string };

/** What is set: everything that the doctor compares the world with. */
export type Sender = {
  /** Addresses of ours, in the roles in which others meet them. */
  from: string;
  /** The envelope's sender, to which undeliverable mail comes back. */
  bounces: string;
  replyTo: string;
  unsubscribe: string;
  /** The public address of the site, without a slash at its end. */
  site: string;
  /** Every mail server that is named; none when mail is written to files. */
  relays: readonly Relay[];
  /** Addresses that mail leaves from, as a person said; empty when nobody did. */
  sendsFrom: readonly string[];
  keys: readonly SigningKey[];
  troubles: readonly Trouble[];
  /** Every mail goes to one address instead of the readers. */
  isRedirected: boolean;
  /** An address for one-click unsubscribing that is nobody's; absent when no link was ever made. */
  oneClick?: string;
  /** A public file: its path below the site's address, and its bytes at this moment. */
  sample?: { path: string; read: () => Uint8Array | undefined };
  /** The largest message there can be, bytes. */
  largest: number;
  /** Folders that are written to. */
  folders: readonly { name: string; path: string; isPrivate: boolean }[];
  /** Files that nobody else on the machine may read; those for `all` not even the group. */
  secrets: readonly { name: string; path: string; from: 'all' | 'others' }[];
  ledger: string;
};

/** The names of the mail servers that are not this machine; undefined when there are none. */
export function elsewhereOf(relays: readonly Relay[]): string | undefined {
  const hosts = new Set(relays.filter(({ isHere }) => !isHere).map(({ host }) => host));
  return hosts.size === 0 ? undefined : [...hosts].join(' and ');
}

/** The domain of an address, in lower case. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}
