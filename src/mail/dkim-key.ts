import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** A key that signs mail, and the name that it is published under. */
export type DkimKey = {
  selector: string;
  algorithm: 'rsa-sha256' | 'ed25519-sha256';
  key: KeyObject;
};

/** Where a key lies: a file with a private key in PEM. */
export type DkimFile = { selector: string; path: string };

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
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i;
const MAKE = 'Make one with: openssl genrsa -out FILE 2048';
const SELF_TEST = Buffer.from('newsdesk');

/**
 * Understands DKIM_KEYS: `nd26=/etc/newsdesk/nd26.pem nd26ed=/etc/newsdesk/nd26ed.pem`. What is wrong comes back in words,
 * which repeat nothing of an entry: somebody may have put a key there instead of its path.
 */
export function readDkimSpec(text: string): { files: DkimFile[]; problems: string[] } {
  const files: DkimFile[] = [];
  const problems: string[] = [];
  const entries = text.split(/\s+/).filter((entry) => entry !== '');
  for (const [index, entry] of entries.entries()) {
    const equals = entry.indexOf('=');
    const [selector, path] = [entry.slice(0, Math.max(equals, 0)), entry.slice(equals + 1)];
    const place = `Entry ${index + 1} of DKIM_KEYS`;
    if (equals < 1 || path === '') problems.push(`${place} is not of the form selector=path.`);
    else if (isKeyItself(path)) {
      problems.push(`${place} holds a key. Put it into a file and write the path here.`);
    } else if (!LABEL.test(selector)) {
      problems.push(`${place} has a selector that is no DNS label: letters, digits and hyphens, 63 at most.`);
    } else if (files.some((file) => file.selector.toLowerCase() === selector.toLowerCase())) {
      problems.push(`${place} has the selector of an entry before it.`);
    } else files.push({ selector, path });
  }
  return { files, problems };
}

/**
 * Reads keys from their files: RSA of 2048 to 4096 bits (RFC 8301) or Ed25519 (RFC 8463), each of which signs and verifies
 * once. Throws DkimKeyError for the first that is anything else.
 */
export function loadDkimKeys(files: readonly DkimFile[]): DkimKey[] {
  return files.map(loadKey);
}

/** What has to stand in the DNS so that others can check the key's signatures: the name and the text of a TXT record. */
export function dnsRecordOf({ selector, algorithm, key }: DkimKey, domain: string): DnsRecord {
  const name = `${selector}._domainkey.${domain}`;
  const spki = createPublicKey(key).export({
    type: 'spki',
    format: 'der',
  });
  if (algorithm === 'rsa-sha256') return { name, value: `v=DKIM1; k=rsa; p=${spki.toString('base64')}` };
  // RFC 8463 §4: the bare key, which is the last 32 bytes.
  return { name, value: `v=DKIM1; k=ed25519; p=${spki.subarray(-32).toString('base64')}` };
}

/** DNS wants `value` in strings of at most 255 characters; most providers cut it themselves. */
export type DnsRecord = { name: string; value: string };

function loadKey({ selector, path }: DkimFile): DkimKey {
  if (!LABEL.test(selector)) {
    throw new DkimKeyError(
      'A selector in DKIM_KEYS is no DNS label.',
      'Use letters, digits and hyphens, 63 at most: nd26.',
    );
  }
  const key = parse(read(path), path);
  const algorithm = algorithmOf(key, path);
  if (!signs(key))
    throw new DkimKeyError(`The DKIM key ${path} does not sign.`, 'Put it back from a backup.');
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
      `The DKIM key ${path} is no private key, it is a ${label.toLowerCase()}.`,
      'Name the file with the private key; the public one belongs in the DNS.',
    );
  }
  try {
    return createPrivateKey(text);
  } catch {
    // What OpenSSL says of it may repeat the key's content.
    throw new DkimKeyError(`The DKIM key ${path} is damaged.`, 'Put it back from a backup.');
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

/** A key in PEM, or its base64 alone. */
function isKeyItself(path: string): boolean {
  return path.startsWith('-----') || /^M[A-Z][A-Za-z0-9+/]{40,}=*$/.test(path);
}
