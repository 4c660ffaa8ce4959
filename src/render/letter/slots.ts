import { createHash } from 'node:crypto';
import { SlotName, type Letter } from '../../model/letter.ts';

export type Markers = Record<SlotName, string>;

/**
 * The markers of one letter: addresses under `slot.invalid` (RFC 2606 §2: never a real host) whose path is a SHA-256 of
 * everything that the letter is made from. To write a marker, an author would have to know the hash of a text that
 * contains it. They have no character that HTML or quoted-printable writes in another way.
 */
export function markersFor(content: unknown): Markers {
  const hash = createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 40);
  const marker = (name: SlotName): string => `https://slot.invalid/${hash}/${name}`;
  return {
    unsubscribe: marker('unsubscribe'),
    preferences: marker('preferences'),
    address: marker('address'),
    confirm: marker('confirm'),
  };
}

/** The markers that really stand in a letter. */
export function slotsIn(markers: Markers, html: string, text: string): Letter['slots'] {
  const used = SlotName.options.filter(
    (name) => html.includes(markers[name]) || text.includes(markers[name]),
  );
  return Object.fromEntries(used.map((name) => [name, markers[name]]));
}
