import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readingOf } from './desk.ts';

const SAMPLES = join(import.meta.dirname, 'samples');

const Expected = z.object({
  recipient: z.string(),
  status: z.string(),
  reason: z.string(),
  class: z.string(),
});
const samples = z
  .array(z.object({ file: z.string(), expected: z.array(Expected) }))
  .parse(JSON.parse(readFileSync(join(SAMPLES, 'expected.json'), 'utf8')));

/**
 * Reasons that speak of us. The samples' classes have only hard and soft; what is "soft" there and speaks of us must be
 * `ours` here, or a reader would be blamed for it.
 */
const ABOUT_US = new Set([
  'authfailure',
  'badreputation',
  'blocked',
  'contenterror',
  'failedstarttls',
  'norelaying',
  'notcompliantrfc',
  'policyviolation',
  'rejected',
  'requireptr',
  'securityerror',
  'spamdetected',
  'speeding',
  'toomanyconn',
  'virusdetected',
]);

function kindOf(file: string, { class: wanted, reason }: z.infer<typeof Expected>): string {
  // Its Action is "delayed", and it says so in capitals: nothing failed yet.
  if (file === 'lhost-sendmail-55.eml') return 'delayed';
  // "Improper sequence of commands" is a quarrel between servers; a malformed address is one address.
  if (file === 'rfc3464-29.eml') return 'ours';
  if (wanted === 'autoreply') return 'auto';
  return wanted === 'soft' && ABOUT_US.has(reason) ? 'ours' : wanted;
}

describe('samples of what comes back', () => {
  it.each(samples)('are read as they are meant: $file', async ({ file, expected }) => {
    const { statements } = await readingOf(readFileSync(join(SAMPLES, file)));
    expect(statements.map(({ kind }) => kind)).toEqual(expected.map((one) => kindOf(file, one)));
    for (const [index, { recipient, status, class: wanted }] of expected.entries()) {
      const statement = statements[index];
      // An answer is nobody's bounce. A detail of 900 and more is the samples' own, for what has no status.
      const named = wanted === 'autoreply' ? undefined : recipient;
      const code = /\.9\d\d$/.test(status) ? statement?.status : status;
      expect(statement?.status).toBe(code);
      expect(statement?.recipients[0]).toBe(named);
      expect(statement?.words).not.toContain(recipient);
    }
  });
});
