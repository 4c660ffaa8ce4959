import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import * as fc from 'fast-check';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { describe, expect, it } from 'vitest';
import { compileLetter, type Compiling, type Recipient } from '../../src/mail/compile.ts';
import { dnsRecordOf, type DkimKey } from '../../src/mail/dkim-key.ts';
import { aLetter } from '../ledger/records.ts';
import { FRIDAY } from '../support/shelf.ts';
import { aCompiling, aRecipient } from './messages.ts';
import { instants, letters, recipients } from './odd-letters.ts';

const DOMAIN = 'newsroom.example.gov';

const rsa: DkimKey = {
  selector: 'nd26',
  algorithm: 'rsa-sha256',
  key: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
};
const ed25519: DkimKey = {
  selector: 'nd26ed',
  algorithm: 'ed25519-sha256',
  key: generateKeyPairSync('ed25519').privateKey,
};

/** The Digest for subscriber 17, signed; an update to a release, so that every header is there. */
async function signed(
  dkim: readonly DkimKey[],
  compiling: Partial<Compiling> = {},
  recipient: Partial<Recipient> = {},
  at = FRIDAY,
): Promise<Buffer> {
  const letter = aLetter({ subject: `Información ${'del condado '.repeat(9)}` });
  const compiled = await compileLetter(aCompiling({ letter, dkim, ...compiling }));
  return Buffer.concat(
    (await compiled.messageTo(aRecipient({ had: ['release/26-100@1'], ...recipient }), at)).parts,
  );
}

/** What an independent library says of every signature, with the keys' records as the only DNS there is. */
async function verdicts(bytes: Buffer): Promise<string[]> {
  const records = [rsa, ed25519].map((key) => dnsRecordOf(key, DOMAIN));
  const resolver = (name: string) => {
    const record = records.find((record) => record.name === name);
    return Promise.resolve([[record?.value ?? '']]);
  };
  const { results } = await dkimVerify(bytes, { resolver, strict: true, minBitLength: 2048 });
  return results.map(({ algo, format, signingDomain, status }) =>
    [algo, format, signingDomain, status.result].join(' '),
  );
}

const MUST_BE_SIGNED = (
  'From To Subject Date Message-ID Reply-To In-Reply-To References List-Id List-Unsubscribe List-Unsubscribe-Post ' +
  'List-Help List-Archive MIME-Version Content-Type Content-Language Auto-Submitted Precedence Feedback-ID X-Newsdesk-Meant-For'
).split(' ');

const ONCE_MORE = ['From', 'To', 'Cc', 'Subject', 'Date', 'Reply-To', 'Content-Type', 'List-Unsubscribe'];

const PASS = {
  rsa: `rsa-sha256 relaxed/simple ${DOMAIN} pass`,
  ed25519: `ed25519-sha256 relaxed/simple ${DOMAIN} pass`,
};

/** The headers of a message: name and whole field, line end and folded lines included. */
function fields(bytes: Buffer): { name: string; field: string }[] {
  const head = bytes.toString('latin1').split('\r\n\r\n', 1)[0] ?? '';
  return `${head}\r\n`
    .split(/(?<=\r\n)(?![ \t])/)
    .filter((field) => field !== '')
    .map((field) => ({ name: field.slice(0, field.indexOf(':')), field }));
}

function tag(bytes: Buffer, name: string): string | undefined {
  const signature = fields(bytes).find((one) => one.name === 'DKIM-Signature')?.field ?? '';
  return new RegExp(`[;\\s]${name}=([^;]*)`).exec(signature)?.[1]?.replace(/\s+/g, '');
}

describe('a signed copy', () => {
  it.each([
    ['an RSA key', [rsa], [PASS.rsa]],
    ['an Ed25519 key', [ed25519], [PASS.ed25519]],
    ['both', [rsa, ed25519], [PASS.rsa, PASS.ed25519]],
  ])('is verified by others, with %s', async (_, keys, passes) => {
    expect(await verdicts(await signed(keys))).toEqual(passes);
  });

  it('is verified by others whatever is in it', async () => {
    await fc.assert(
      fc.asyncProperty(letters, recipients, instants, async (letter, recipient, at) => {
        expect(await verdicts(await signed([ed25519], { letter }, recipient, at))).toEqual([PASS.ed25519]);
      }),
      { numRuns: 200 },
    );
  });

  it('has every header signed, and those that a reader acts on once more, so that nobody can add another', async () => {
    const bytes = await signed([rsa, ed25519], { divertTo: 'rehearsal@example.org' });
    const names = fields(bytes).map(({ name }) => name);
    const others = names.filter((name) => name !== 'DKIM-Signature');
    expect(tag(bytes, 'h')?.split(':').toSorted()).toEqual([...ONCE_MORE, ...others].toSorted());
    expect(others).toEqual(expect.arrayContaining(MUST_BE_SIGNED));
  });

  it('says when it was signed, under which name, and for the domain of its sender', async () => {
    const bytes = await signed([ed25519], {}, {}, FRIDAY + 999);
    expect(tag(bytes, 't')).toBe(String(FRIDAY / 1000));
    expect([tag(bytes, 'd'), tag(bytes, 's')]).toEqual([DOMAIN, 'nd26ed']);
    expect([tag(bytes, 'l'), tag(bytes, 'x')]).toEqual([undefined, undefined]);
  });

  it('fails when any header is changed or taken out', async () => {
    const bytes = await signed([rsa, ed25519]);
    const source = bytes.toString('latin1');
    for (const { name, field } of fields(bytes).filter((one) => one.name !== 'DKIM-Signature')) {
      const changed = source.replace(field, () => field.replace(/.\r\n$/, '!\r\n'));
      const without = source.replace(field, () => '');
      expect(changed).not.toBe(source);
      for (const forged of [changed, without]) {
        const said = await verdicts(Buffer.from(forged, 'latin1'));
        expect(
          said.filter((verdict) => verdict.endsWith('pass')),
          name,
        ).toEqual([]);
      }
    }
  });

  it.each([
    'From: Sheriff <sheriff@example.org>',
    'Subject: Another',
    'Cc: everybody@example.org',
    'Content-Type: text/plain',
    'List-Unsubscribe: <https://example.org/>',
  ])('fails when another header is added, above or below: %s', async (header) => {
    const source = (await signed([rsa, ed25519])).toString('latin1');
    const forged = `${header}\r\n`;
    for (const bytes of [forged + source, source.replace('\r\n\r\n', `\r\n${forged}\r\n`)]) {
      const said = await verdicts(Buffer.from(bytes, 'latin1'));
      expect(said.filter((verdict) => verdict.endsWith('pass'))).toEqual([]);
    }
  });

  it('fails when any byte of the body is changed', async () => {
    const bytes = await signed([ed25519]);
    const start = bytes.indexOf('\r\n\r\n') + 4;
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - start - 1), fc.integer({ min: 0, max: 6 }), async (at, bit) => {
        const forged = Buffer.from(bytes);
        forged[start + at] = (forged[start + at] ?? 0) ^ (1 << bit);
        expect(await verdicts(forged)).not.toContain(PASS.ed25519);
      }),
      { numRuns: 200 },
    );
  });

  it('passes when a server on the way folds and spaces its headers anew', async () => {
    const source = (await signed([rsa, ed25519])).toString('latin1');
    const refolded = source
      .replace('To: reader17', 'to:\r\n\t reader17')
      .replace('boundary=', '  boundary=')
      .replace('Precedence: bulk\r\n', 'PRECEDENCE:bulk  \r\n');
    expect(await verdicts(Buffer.from(refolded, 'latin1'))).toEqual([PASS.rsa, PASS.ed25519]);
  });

  it('is the same, byte for byte, for the same arguments', async () => {
    expect((await signed([rsa, ed25519])).equals(await signed([rsa, ed25519]))).toBe(true);
  });

  it('has signatures in short lines', async () => {
    const bytes = await signed([rsa, ed25519]);
    const signatures = fields(bytes).filter(({ name }) => name === 'DKIM-Signature');
    expect(signatures.length).toBe(2);
    expect(signatures.flatMap(({ field }) => field.split('\r\n')).filter((line) => line.length > 78)).toEqual(
      [],
    );
  });

  it('is there at once with an Ed25519 key, and is signed elsewhere with an RSA key', async () => {
    const [alone, both] = await Promise.all(
      [[ed25519], [ed25519, rsa]].map((dkim) => compileLetter(aCompiling({ dkim }))),
    );
    const atOnce = alone?.messageTo(aRecipient(), FRIDAY);
    const later = both?.messageTo(aRecipient(), FRIDAY);
    expect(atOnce).not.toBeInstanceOf(Promise);
    expect(later).toBeInstanceOf(Promise);
    expect(atOnce).toHaveProperty('size');
    expect(await later).toHaveProperty('size');
  });

  it.each([
    ['RSA', [{ ...rsa, key: createPublicKey(rsa.key) }]],
    ['Ed25519', [{ ...ed25519, key: createPublicKey(ed25519.key) }]],
    ['one of two', [rsa, { ...ed25519, key: createPublicKey(ed25519.key) }]],
  ])('is not made at all when a key cannot sign: %s', async (_, keys) => {
    await expect(signed(keys)).rejects.toThrow(/key/i);
  });
});
