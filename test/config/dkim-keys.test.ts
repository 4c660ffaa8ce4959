import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readDkimSpec } from '../../src/config/dkim-keys.ts';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const ed25519 = generateKeyPairSync('ed25519').privateKey;

function pem(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

describe('DKIM_KEYS', () => {
  it('names selectors and paths', () => {
    expect(readDkimSpec(' nd26=/etc/newsdesk/nd26.pem\n nd26ed=keys/a=b.pem ')).toEqual({
      files: [
        { selector: 'nd26', path: '/etc/newsdesk/nd26.pem' },
        { selector: 'nd26ed', path: 'keys/a=b.pem' },
      ],
      problems: [],
    });
  });

  it('may be empty', () => {
    expect(readDkimSpec(' \n')).toEqual({ files: [], problems: [] });
  });

  it.each([
    ['/etc/nd26.pem', 'Entry 1 of DKIM_KEYS is not of the form selector=path.'],
    ['nd26=', 'Entry 1 of DKIM_KEYS is not of the form selector=path.'],
    ['=/etc/nd26.pem', 'Entry 1 of DKIM_KEYS is not of the form selector=path.'],
    [
      'nd.26=a.pem',
      'Entry 1 of DKIM_KEYS has a selector that is no DNS label: letters, digits and hyphens, 63 at most.',
    ],
    ['a=a.pem A=b.pem', 'Entry 2 of DKIM_KEYS has the selector of an entry before it.'],
  ])('%j is told in words', (text, problem) => {
    expect(readDkimSpec(text).problems).toEqual([problem]);
  });

  it('tells every problem at once and keeps what is right', () => {
    const { files, problems } = readDkimSpec('nd26 nd26=a.pem nd-=b.pem');
    expect(files).toEqual([{ selector: 'nd26', path: 'a.pem' }]);
    expect(problems.length).toBe(2);
  });

  it('never repeats a key that somebody wrote there instead of a path', () => {
    for (const key of [rsa, ed25519]) {
      const base64 = pem(key).replace(/-----[^-]+-----|\n/g, '');
      for (const text of [`nd26=${base64}`, `nd26=${pem(key)}`, pem(key)]) {
        const { files, problems } = readDkimSpec(text);
        expect(files).toEqual([]);
        expect(problems).toEqual([
          expect.stringMatching(
            /^(Entry 1 of )?DKIM_KEYS holds a key\. Put it into a file and write the path here\.$/,
          ),
        ]);
      }
    }
  });
});
