import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  DkimKeyError,
  dnsRecordOf,
  loadDkimKeys,
  signingKeys,
  type DkimKey,
} from '../../src/mail/dkim-key.ts';
import { scratch } from '../support/folder.ts';

const rsa = (modulusLength: number) => generateKeyPairSync('rsa', { modulusLength }).privateKey;
const ed25519 = generateKeyPairSync('ed25519').privateKey;

const pem = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString();
const publicPem = (key: KeyObject) => createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString();
const locked = { format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' } as const;

const MAKE = 'Make one with: openssl genrsa -out FILE 2048';
const RESTORE = 'Put it back from a backup, or make another and publish it.';
const DECRYPT =
  'Nobody is there to type a passphrase at night. Decrypt it with: openssl pkey -in FILE -out OTHER';
const PRIVATE = 'Name the file with the private key; the public one belongs in the DNS.';

/** A file with a key, in a folder of its own. */
function keyFile(content: string): string {
  const path = join(scratch(), 'nd26.pem');
  writeFileSync(path, content);
  return path;
}

/** What loading one file says, or undefined when it loads. */
function complaint(path: string): DkimKeyError | undefined {
  try {
    loadDkimKeys([{ selector: 'nd26', path }]);
    return undefined;
  } catch (error) {
    if (error instanceof DkimKeyError) return error;
    throw error;
  }
}

describe('a key for signing mail', () => {
  it('may be RSA of 2048 bits, in PKCS #8 or PKCS #1, or Ed25519', () => {
    const key = rsa(2048);
    const files = [pem(key), key.export({ type: 'pkcs1', format: 'pem' }).toString(), pem(ed25519)].map(
      (content, index) => ({ selector: `nd${index}`, path: keyFile(content) }),
    );
    const loaded = loadDkimKeys(files);
    expect(loaded.map(({ selector, algorithm }) => `${selector} ${algorithm}`)).toEqual([
      'nd0 rsa-sha256',
      'nd1 rsa-sha256',
      'nd2 ed25519-sha256',
    ]);
    expect(loaded[1]?.key.equals(key)).toBe(true);
  });

  it.each([
    ['nothing', () => '', 'is not in PEM: it has no line "-----BEGIN …-----".', MAKE],
    ['other words', () => 'nd26', 'is not in PEM: it has no line "-----BEGIN …-----".', MAKE],
    ['a public key', () => publicPem(ed25519), 'is no private key: it begins with "PUBLIC KEY".', PRIVATE],
    [
      'a certificate',
      () => '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n',
      'is no private key: it begins with "CERTIFICATE".',
      PRIVATE,
    ],
    [
      'an encrypted key',
      () =>
        rsa(2048)
          .export({ ...locked, type: 'pkcs8' })
          .toString(),
      'is encrypted.',
      DECRYPT,
    ],
    [
      'an encrypted key of the old form',
      () =>
        rsa(2048)
          .export({ ...locked, type: 'pkcs1' })
          .toString(),
      'is encrypted.',
      DECRYPT,
    ],
    ['half a key', () => pem(rsa(2048)).slice(0, 900), 'is damaged.', RESTORE],
    ['RSA of 1024 bits', () => pem(rsa(1024)), 'has 1024 bits; others accept 2048 to 4096.', MAKE],
    ['RSA of 2047 bits', () => pem(rsa(2047)), 'has 2047 bits; others accept 2048 to 4096.', MAKE],
    [
      'an elliptic curve of another kind',
      () => pem(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey),
      'is of the kind "ec"; only RSA and Ed25519 sign mail.',
      MAKE,
    ],
    [
      'Ed448',
      () => pem(generateKeyPairSync('ed448').privateKey),
      'is of the kind "ed448"; only RSA and Ed25519 sign mail.',
      MAKE,
    ],
    [
      'RSA for PSS only',
      () => pem(generateKeyPairSync('rsa-pss', { modulusLength: 2048 }).privateKey),
      'is of the kind "rsa-pss"; only RSA and Ed25519 sign mail.',
      MAKE,
    ],
  ])('is refused in words when its file holds %s', (_, content, words, fix) => {
    const path = keyFile(content());
    const error = complaint(path);
    expect(error?.message).toBe(`The DKIM key ${path} ${words}`);
    expect(error?.fix).toBe(fix);
    expect(error?.why).toContain('nothing is sent unsigned');
  });

  it('is refused in words when its file cannot be read', () => {
    const folder = join(scratch(), 'keys');
    mkdirSync(folder);
    const fix = 'Check the path in DKIM_KEYS, and that this account may read the file.';
    expect(complaint(join(folder, 'none.pem'))).toMatchObject({
      message: `The DKIM key ${join(folder, 'none.pem')} cannot be read: ENOENT.`,
      fix,
    });
    expect(complaint(folder)).toMatchObject({
      message: `The DKIM key ${folder} cannot be read: EISDIR.`,
      fix,
    });
  });

  it('is never repeated by what is said of it', () => {
    const whole = pem(rsa(1024));
    const lines = whole.split('\n').filter((line) => line.length > 20 && !line.startsWith('-'));
    for (const content of [whole, whole.slice(0, 400), whole.replaceAll('-', ''), lines.join('\n')]) {
      const error = complaint(keyFile(content));
      const said = `${error?.message} ${error?.why} ${error?.fix} ${error?.stack} ${String(error?.cause)}`;
      expect(lines.filter((line) => said.includes(line.slice(0, 12)))).toEqual([]);
    }
  });
});

describe('the record for the DNS', () => {
  it('stands under the selector and holds the public key as verifiers read it', () => {
    const key = rsa(2048);
    const rsaRecord = dnsRecordOf({ selector: 'nd26', algorithm: 'rsa-sha256', key }, 'example.gov');
    const edRecord = dnsRecordOf(
      { selector: 'nd26ed', algorithm: 'ed25519-sha256', key: ed25519 },
      'example.gov',
    );
    const spki = publicPem(key).replace(/-----[^-]+-----|\n/g, '');
    expect(rsaRecord).toEqual({ name: 'nd26._domainkey.example.gov', value: `v=DKIM1; k=rsa; p=${spki}` });
    const bare = createPublicKey(ed25519).export({ format: 'jwk' }).x ?? '';
    expect(edRecord).toEqual({
      name: 'nd26ed._domainkey.example.gov',
      value: `v=DKIM1; k=ed25519; p=${Buffer.from(bare, 'base64url').toString('base64')}`,
    });
  });
});

function standing(selector: string, algorithm: DkimKey['algorithm']): DkimKey {
  return { selector, algorithm, key: ed25519 };
}

describe('a change of keys', () => {
  it('has the first of each kind sign, while the others stand by', () => {
    const keys = [
      standing('nd26', 'rsa-sha256'),
      standing('nd27', 'rsa-sha256'),
      standing('nd27e', 'ed25519-sha256'),
      standing('nd26e', 'ed25519-sha256'),
    ];
    expect(signingKeys(keys).map(({ selector }) => selector)).toEqual(['nd26', 'nd27e']);
    expect(signingKeys(keys.slice(3))).toEqual(keys.slice(3));
  });
});
