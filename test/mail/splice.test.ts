import * as fc from 'fast-check';
import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { compileLetter } from '../../src/mail/compile.ts';
import { aCompiling } from './messages.ts';
import { instants, letters, recipients } from './odd-letters.ts';
import { composeWhole, unix } from './whole.ts';

/** What a mail program reads, but for the boundary and for how a subject is encoded. */
async function read(bytes: Uint8Array) {
  const { headers, text, html, attachments, ...others } = await PostalMime.parse(bytes);
  const values = headers
    .filter(({ key }) => key !== 'content-type' && key !== 'subject')
    .map(({ key, value }) => `${key}: ${value.replace(/\s+/g, ' ')}`);
  return {
    headers: values.toSorted(),
    text: unix(text ?? ''),
    html: unix(html ?? ''),
    attachments,
    from: others.from,
    to: others.to,
    subject: others.subject,
  };
}

describe('a message spliced from a compiled letter', () => {
  it('says the same as one that a library composes whole', async () => {
    await fc.assert(
      fc.asyncProperty(
        letters,
        recipients,
        instants,
        fc.boolean(),
        async (letter, recipient, at, diverted) => {
          const compiling = aCompiling({
            letter,
            ...(diverted && { divertTo: 'rehearsal@example.org', label: '[Redirected]' }),
          });
          const { parts } = await (await compileLetter(compiling)).messageTo(recipient, at);
          const whole = await composeWhole(compiling, recipient, at);
          expect(await read(Buffer.concat(parts))).toEqual(await read(whole));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is 7-bit, in ended lines of a length that every server takes, with none that begins with a dot', async () => {
    await fc.assert(
      fc.asyncProperty(letters, recipients, instants, async (letter, recipient, at) => {
        const { parts, size } = await (await compileLetter(aCompiling({ letter }))).messageTo(recipient, at);
        const source = Buffer.concat(parts).toString('latin1');
        const headEnd = source.indexOf('\r\n\r\n');
        const [head, body] = [source.slice(0, headEnd), source.slice(headEnd + 4)];
        expect(size).toBe(source.length);
        expect(source.endsWith('\r\n')).toBe(true);
        expect(head.split('\r\n').filter((line) => !/^(?!\.)[\t -~]{1,998}$/.test(line))).toEqual([]);
        expect(body.split('\r\n').filter((line) => !/^(?!\.|From )[\t -~]{0,78}$/.test(line))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('is the same, byte for byte, for the same arguments', async () => {
    await fc.assert(
      fc.asyncProperty(letters, recipients, instants, async (letter, recipient, at) => {
        const make = async () => (await compileLetter(aCompiling({ letter }))).messageTo(recipient, at);
        expect(await make()).toEqual(await make());
      }),
      { numRuns: 50 },
    );
  });
});
