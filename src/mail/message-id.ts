import { createHmac, createSecretKey, hkdfSync } from 'node:crypto';

/** The Message-ID of one edition for one subscriber. */
export type MessageIds = (edition: string, subscriber: number) => string;

/**
 * Message-IDs: always the same for the same edition and subscriber, so that a copy can be recognised wherever it turns up.
 * They say nothing about the reader, and nobody without the key can make one up, so that whoever knows the Message-ID
 * of a copy has seen that copy. `key` must be one that outlives a change of keys, or what was sent before is not known any
 * more. `sender` is the address in From: the ids stand under its domain (RFC 5322 §3.6.4).
 */
export function messageIds(key: Uint8Array, sender: string): MessageIds {
  const domain = sender.slice(sender.lastIndexOf('@') + 1);
  // Bytes would be made into a key again for every message, which takes several times as long as the hash.
  const own = createSecretKey(new Uint8Array(hkdfSync('sha256', key, '', 'newsdesk message-id', 32)));
  return (edition, subscriber) => {
    const name = createHmac('sha256', own)
      .update(`${edition} ${subscriber}`)
      .digest('base64url')
      .slice(0, 32);
    return `<${name}@${domain}>`;
  };
}
