import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateNewsroom } from './generate.ts';
import { digestLetter } from './letter.ts';

/** What the contenders work with: paths of everything, below one folder. */
export type Field = { newsroom: string; letter: string; sample: string; rsa: string; ed25519: string };

/** Signing and marking keep more connections busy than handing over does; Postfix takes 50 from one client as it comes. */
export const CONNECTIONS = 48;

const BLOCK = `\n# For the benchmark.\ndelivery:\n  connections: ${CONNECTIONS}\n`;

/** Makes a newsroom that delivers over so many connections, the letter, a composed message of it, and keys. */
export function makeField(scratch: string): Field {
  const field: Field = {
    newsroom: join(scratch, 'newsroom'),
    letter: join(scratch, 'letter.json'),
    sample: join(scratch, 'sample.eml'),
    rsa: join(scratch, 'rsa.pem'),
    ed25519: join(scratch, 'ed25519.pem'),
  };
  generateNewsroom(field.newsroom, 1);
  appendFileSync(join(field.newsroom, 'newsdesk.yaml'), BLOCK);
  mkdirSync(join(field.newsroom, 'var'));
  writeFileSync(field.letter, JSON.stringify(digestLetter()));
  script('sample.mjs', field.letter, field.sample);
  const format = { type: 'pkcs8', format: 'pem' } as const;
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export(format);
  const ed25519 = generateKeyPairSync('ed25519').privateKey.export(format);
  writeFileSync(field.rsa, rsa, { mode: 0o600 });
  writeFileSync(field.ed25519, ed25519, { mode: 0o600 });
  return field;
}

/**
 * The ledger of `count` subscribers in a folder, made when it is not there; with `queued` the Digest waits for them.
 * Contenders get copies of it.
 */
export function makeLedger(scratch: string, count: number, queued: boolean): string {
  const path = join(scratch, `${queued ? 'queued' : 'sealed'}-${count}.db`);
  if (!existsSync(path)) script('seed.ts', path, String(count), queued ? 'queue' : '');
  return path;
}

/** Making is done in programs of its own: this one stays small beside what it measures. */
function script(name: string, ...args: string[]): void {
  const run = spawnSync(process.execPath, [join(import.meta.dirname, name), ...args], { stdio: 'inherit' });
  if (run.status !== 0) throw new Error(`${name} ${args.join(' ')} ended with ${run.status}.`);
}
