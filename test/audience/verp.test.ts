import { describe, expect, it } from 'vitest';
import { returnPathOf } from '../../src/audience/verp.ts';
import { verifyToken } from '../../src/audience/tokens.ts';
import { EmailAddress } from '../../src/model/subscriber.ts';

const key = new Uint8Array(32).fill(7);

describe('the address that a copy comes back to', () => {
  it('is one for each subscriber and mailing, and says to us alone whose copy of which it was', () => {
    const mailbox = 'bounces@newsroom.example.gov';
    const addresses = [1, 2].flatMap((mailing) =>
      [17, 18].map((id) => returnPathOf(key, mailbox, mailing)(id)),
    );
    expect(new Set(addresses).size).toBe(4);
    for (const address of addresses)
      expect(address).toMatch(/^bounces\+[a-z2-7]{26}@newsroom\.example\.gov$/);
    const token = /\+(.*)@/.exec(addresses[3] ?? '')?.[1] ?? '';
    expect(verifyToken([key], 'bounce', token)).toEqual({ subject: 18, detail: 2 });
    expect(verifyToken([new Uint8Array(32)], 'bounce', token)).toBeUndefined();
  });

  it('is an address for the longest mailbox that is allowed, and not for one that is longer', () => {
    expect(EmailAddress.safeParse(ofLength(37)).success).toBe(true);
    expect(EmailAddress.safeParse(ofLength(38)).success).toBe(false);
  });
});

/** An address under a mailbox whose name is so long. */
function ofLength(length: number): string {
  return returnPathOf(key, `${'b'.repeat(length)}@newsroom.example.gov`, 1)(17);
}
