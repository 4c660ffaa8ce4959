import { signToken } from './tokens.ts';

/**
 * The address that one subscriber's copy of one mailing comes back to: `bounces+TOKEN@newsroom.example.gov` (VERP), so that
 * what comes back is known by the address alone, whatever it says. 27 characters more than the mailbox; a mailing without a
 * number has 0.
 */
export function returnPathOf(
  key: Uint8Array,
  mailbox: string,
  mailing: number,
): (subscriber: number) => string {
  const at = mailbox.lastIndexOf('@');
  const [name, domain] = [mailbox.slice(0, at), mailbox.slice(at)];
  return (subscriber) => `${name}+${signToken(key, 'bounce', subscriber, mailing)}${domain}`;
}
