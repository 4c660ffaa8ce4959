import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { EmailAddress, isEmailAddress } from '../../src/model/subscriber.ts';

const name = fc.stringMatching(/^[a-zA-Z0-9_.'+ "<>,é-]{0,70}$/);
const address = fc.oneof(
  fc.emailAddress(),
  fc.tuple(name, name).map(([mailbox, domain]) => `${mailbox}@${domain}`),
  fc
    .tuple(fc.nat(70), fc.nat(260))
    .map(([mailbox, domain]) => `${'a'.repeat(mailbox)}@${'b'.repeat(domain)}.org`),
  fc.string(),
);

it('is told in a short way as by the schema, whether something is an address', () => {
  fc.assert(
    fc.property(address, (text) => {
      expect(isEmailAddress(text)).toBe(EmailAddress.safeParse(text).success);
    }),
    { numRuns: 2000 },
  );
});
