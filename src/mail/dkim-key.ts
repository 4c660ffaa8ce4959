import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** Where a key for signing mail lies: a file with a private key in PEM. It is published under its selector. */
export type DkimFile = { readonly selector: string; readonly path: string };

/** A key that signs mail, and the name that it is published under. */
export type DkimKey = {
  selector: string;
  algorithm: 'rsa-sha256' | 'ed25519-sha256';
  key: KeyObject;
};

/** A key cannot be used. `message` says what, `why` and `fix` the rest; never holds anything of the key. */
export class DkimKeyError extends Error {
  override readonly name = 'DkimKeyError';
  readonly why =
    'Without a signature that can be checked, large mail services refuse the mail or hide it, so nothing is sent unsigned.';
  readonly fix: string;

  constructor(what: string, fix: string) {
    super(what);
    this.fix = fix;
  }
}

const RSA_BITS = { least: 2048, most: 4096 };
const MAKE = 'Make one with: openssl genrsa -out FILE 2048';
const RESTORE = 'Put it back from a backup, or make another and publish it.';
const SELF_TEST = Buffer.from('newsdesk');

/**
 * Reads keys from their files: RSA of 2048 to 4096 bits (RFC 8301) or Ed25519 (RFC 8463), each of which signs and verifies
 * once. Throws DkimKeyError for the first that is anything else.
 */
export function loadDkimKeys(files: readonly DkimFile[]): DkimKey[] {
  return files.map(loadKey);
}

/**
 * The keys that sign: the first of each algorithm. The others stand by for a change of keys: their records can be published,
 * and checked, before they sign, or stay for the mails that they signed.
 */
export function signingKeys(keys: readonly DkimKey[]): DkimKey[] {
  return keys.filter(
    ({ algorithm }, index) => keys.findIndex((other) => other.algorithm === algorithm) === index,
  );
}

/** DNS wants `value` in strings of at most 255 characters; most providers cut it themselves. */
export type DnsRecord = { name: string; value: string };

/** What has to stand in the DNS so that others can check the key's signatures: the name and the text of a TXT record. */
export function dnsRecordOf({ selector, algorithm, key }: DkimKey, domain: string): DnsRecord {
  const name = `${selector}._domainkey.${domain}`;
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
  if (algorithm === 'rsa-sha256') return { name, value: `v=DKIM1; k=rsa; p=${spki.toString('base64')}` };
  // RFC 8463 §4: the bare key, which is the last 32 bytes.
  return { name, value: `v=DKIM1; k=ed25519; p=${spki.subarray(-32).toString('base64')}` };
}

function loadKey({ selector, path }: DkimFile): DkimKey {
  const key = parse(read(path), path);
  const algorithm = algorithmOf(key, path);
  if (!signs(key)) throw new DkimKeyError(`The DKIM key ${path} does not sign.`, RESTORE);
  return { selector, algorithm, key };
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new DkimKeyError(
      `The DKIM key ${path} cannot be read: ${code}.`,
      'Check the path in DKIM_KEYS, and that this account may read the file.',
    );
  }
}

function parse(text: string, path: string): KeyObject {
  const label = /-----BEGIN ([A-Z0-9 ]+)-----/.exec(text)?.[1];
  if (label === undefined) {
    throw new DkimKeyError(`The DKIM key ${path} is not in PEM: it has no line "-----BEGIN …-----".`, MAKE);
  }
  if (label.startsWith('ENCRYPTED') || text.includes('Proc-Type: 4,ENCRYPTED')) {
    throw new DkimKeyError(
      `The DKIM key ${path} is encrypted.`,
      'Nobody is there to type a passphrase at night. Decrypt it with: openssl pkey -in FILE -out OTHER',
    );
  }
  if (!label.endsWith('PRIVATE KEY')) {
    throw new DkimKeyError(
      `The DKIM key ${path} is no private key: it begins with "${label}".`,
      'Name the file with the private key; the public one belongs in the DNS.',
    );
  }
  try {
    return createPrivateKey(text);
  } catch {
    // What OpenSSL says of it may repeat the key's content.
    throw new DkimKeyError(`The DKIM key ${path} is damaged.`, RESTORE);
  }
}

function algorithmOf(key: KeyObject, path: string): DkimKey['algorithm'] {
  const { asymmetricKeyType: type = 'unknown', asymmetricKeyDetails: details } = key;
  if (type === 'ed25519') return 'ed25519-sha256';
  if (type !== 'rsa') {
    throw new DkimKeyError(
      `The DKIM key ${path} is of the kind "${type}"; only RSA and Ed25519 sign mail.`,
      MAKE,
    );
  }
  const bits = details?.modulusLength ?? 0;
  if (bits < RSA_BITS.least || bits > RSA_BITS.most) {
    throw new DkimKeyError(
      `The DKIM key ${path} has ${bits} bits; others accept ${RSA_BITS.least} to ${RSA_BITS.most}.`,
      MAKE,
    );
  }
  return 'rsa-sha256';
}

function signs(key: KeyObject): boolean {
  const algorithm = key.asymmetricKeyType === 'rsa' ? 'sha256' : null;
  try {
    return verify(algorithm, SELF_TEST, createPublicKey(key), sign(algorithm, SELF_TEST, key));
  } catch {
    return false;
  }
}
