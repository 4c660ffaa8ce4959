import { createHash, hash, sign } from 'node:crypto';
import type { DkimKey } from './dkim-key.ts';
import { wire, type Header } from './headers.ts';

/**
 * The DKIM-Signature headers of one copy, one for each key, each line ended: a promise when an RSA key signs, which the
 * thread pool does. Throws or rejects when a key cannot sign; a message without its signatures never leaves.
 */
export type Signer = (
  own: readonly Header[],
  body: readonly Uint8Array[],
  at: number,
) => string | Promise<string>;

/**
 * Signs copies for `domain` (RFC 6376): every header that is there, and those that a reader sees or acts on once more, so
 * that nobody can add a second one (§8.15), nor a Cc. Headers are relaxed, as servers on the way may fold them anew. The body is simple: quoted-printable has no blanks
 * at line ends and ends in one CRLF, so that its bytes are the canonical form already, and nothing of it may change.
 *
 * `common` are the headers, and `opening` the beginning of the body, that all copies share; a signer's `body` is what
 * follows. No key, no signer.
 */
export function signerOf(
  keys: readonly DkimKey[],
  domain: string,
  common: readonly Header[],
  opening: Uint8Array,
): Signer | undefined {
  if (keys.length === 0) return undefined;
  const commonRelaxed = common.map(relaxed).join('');
  const bodyHash = bodyHasher(opening);
  // The same headers stand in nearly all copies.
  let last = { own: '', names: '' };
  const namesOf = (own: readonly Header[]): string => {
    const key = own.map(nameOf).join(':');
    if (key !== last.own || last.names === '') {
      const all = [...common.map(nameOf), key, ...ONCE_MORE].join(':');
      last = { own: key, names: folded(all, /.{1,70}(?::|$)/g) };
    }
    return last.names;
  };
  const inThreads = keys.some(({ algorithm }) => algorithm === 'rsa-sha256');
  return (own, body, at) => {
    const signed = commonRelaxed + own.map(relaxed).join('');
    const names = namesOf(own);
    const rest = `t=${Math.floor(at / 1000)};\r\n bh=${bodyHash(body)};\r\n h=${names};\r\n b=`;
    const prepared = keys.map((key) => {
      const { algorithm, selector } = key;
      const unsigned = `v=1; a=${algorithm}; c=relaxed/simple;\r\n d=${domain}; s=${selector};\r\n ${rest}`;
      // A signature's own line end is no part of what it signs (RFC 6376 §3.7).
      return { key, unsigned, toSign: signed + relaxed([NAME, unsigned]).trimEnd() };
    });
    if (!inThreads) {
      return wire(prepared.map(({ key, unsigned, toSign }) => complete(unsigned, ed25519(key, toSign))));
    }
    const signing = prepared.map(async ({ key, unsigned, toSign }) =>
      complete(unsigned, await (key.algorithm === 'rsa-sha256' ? rsa(key, toSign) : ed25519(key, toSign))),
    );
    return Promise.all(signing).then(wire);
  };
}

const NAME = 'DKIM-Signature';

/** Named last: a verifier takes the headers that are there first, and finds none for these. */
const ONCE_MORE = ['From', 'To', 'Cc', 'Subject', 'Date', 'Reply-To', 'Content-Type', 'List-Unsubscribe'];

/** Hashes bodies that begin alike: their beginning once, and for each copy what follows it. */
function bodyHasher(opening: Uint8Array): (body: readonly Uint8Array[]) => string {
  const begun = createHash('sha256').update(opening);
  return (body) => {
    const whole = begun.copy();
    for (const part of body) whole.update(part);
    return whole.digest('base64');
  };
}

function complete(unsigned: string, signature: Buffer): Header {
  return [NAME, unsigned + folded(signature.toString('base64'), /.{1,72}/g)];
}

/** RFC 8463 §3: what is signed is the hash. */
function ed25519({ key }: DkimKey, text: string): Buffer {
  return sign(null, hash('sha256', text, 'buffer'), key);
}

function rsa({ key }: DkimKey, text: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    sign('sha256', Buffer.from(text), key, (error, signature) =>
      error ? reject(error) : resolve(signature),
    );
  });
}

/** Canonical form "relaxed" of a header (RFC 6376 §3.4.2). */
function relaxed(header: Header): string {
  const value = SPACED.test(header[1]) ? header[1].replace(/[ \t\r\n]+/g, ' ').trim() : header[1];
  return `${header[0].toLowerCase()}:${value}\r\n`;
}

/** Has more than single blanks between words. */
const SPACED = /^ |[\t\r\n]|  | $/;

function nameOf(header: Header): string {
  return header[0];
}

/** Cuts a value into lines; `pieces` matches what stands on one. */
function folded(value: string, pieces: RegExp): string {
  return (value.match(pieces) ?? []).join('\r\n ');
}
