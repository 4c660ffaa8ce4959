import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const TLS = join(import.meta.dirname, '../../mail/tls');

/** The authority of these certificates, which only these tests trust. */
export const AUTHORITY = join(TLS, 'localhost.crt');
const AUTHORITY_KEY = createPrivateKey(readFileSync(join(TLS, 'localhost.key')));
const DAY = 86_400_000;

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** A certificate for names, from a day ago until some days from now; X.509 version 3, written by hand (RFC 5280). */
export function certificateFor(names: readonly string[], days = 90): { key: string; cert: string } {
  const now = Date.now();
  const algorithm = sequence(hex('06092a864886f70d01010b'), hex('0500'));
  const alternative = sequence(...names.map((name) => der(0x82, Buffer.from(name))));
  const extension = sequence(hex('0603551d11'), der(0x04, alternative));
  const body = sequence(
    der(0xa0, hex('020102')),
    der(0x02, Buffer.from([1, ...Buffer.from(String(now))])),
    algorithm,
    commonName('localhost'),
    sequence(time(now + Math.min(-1, days - 30) * DAY), time(now + days * DAY)),
    commonName(names[0] ?? ''),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(extension)),
  );
  const signature = sign('sha256', body, AUTHORITY_KEY);
  const certificate = sequence(body, algorithm, der(0x03, Buffer.concat([hex('00'), signature])));
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
  };
}

function commonName(name: string): Buffer {
  return sequence(der(0x31, sequence(hex('0603550403'), der(0x0c, Buffer.from(name)))));
}

function time(instant: number): Buffer {
  return der(0x17, Buffer.from(`${new Date(instant).toISOString().slice(2, 19).replace(/\D/g, '')}Z`));
}

function sequence(...parts: Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

/** One value of DER: its tag, its length and its bytes. */
function der(tag: number, bytes: Buffer): Buffer {
  const { length } = bytes;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), bytes]);
}

function hex(digits: string): Buffer {
  return Buffer.from(digits, 'hex');
}
