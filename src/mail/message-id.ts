import { hash } from 'node:crypto';

/**
 * The Message-ID of one edition for one subscriber: always the same, so that a copy can be recognised wherever it turns
 * up, and made of a hash, so that it says nothing about the reader. `sender` is the address in From: the id stands under
 * its domain (RFC 5322 §3.6.4).
 */
export function messageIdOf(edition: string, subscriber: number, sender: string): string {
  const domain = sender.slice(sender.lastIndexOf('@') + 1);
  const name = hash('sha256', `newsdesk message ${edition} ${subscriber} ${domain}`, 'base64url').slice(
    0,
    32,
  );
  return `<${name}@${domain}>`;
}
