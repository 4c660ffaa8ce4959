import { hash, hkdfSync } from 'node:crypto';
import { ABOUT, Blocks } from '../util/blocks.ts';

/** The Message-ID of one edition for one subscriber. */
export type MessageIds = (edition: string, subscriber: number) => string;

/**
 * Message-IDs: always the same for the same edition and subscriber, so that a copy can be recognised wherever it turns up.
 * They say nothing about the reader, and nobody without the key can make one up, so that whoever knows the Message-ID
 * of a copy has seen that copy. `key` must be one that outlives a change of keys, or what was sent before is not known any
 * more. `sender` is the address in From: the ids stand under its domain (RFC 5322 §3.6.4). An id is the subscriber and 80
 * bits of the edition's hash, enciphered together.
 */
export function messageIds(key: Uint8Array, sender: string): MessageIds {
  const domain = sender.slice(sender.lastIndexOf('@') + 1);
  const blocks = new Blocks(new Uint8Array(hkdfSync('sha256', key, '', 'newsdesk message-id', 32)));
  let last = { edition: '', about: aboutOf('') };
  return (edition, subscriber) => {
    if (edition !== last.edition) last = { edition, about: aboutOf(edition) };
    return `<${blocks.of(subscriber, last.about).toString('base64url')}@${domain}>`;
  };
}

function aboutOf(edition: string): Uint8Array {
  return hash('sha256', edition, 'buffer').subarray(0, ABOUT);
}
