import { escapeHtml } from '../model/html.ts';
import { SlotName, type Letter } from '../model/letter.ts';

/** What goes into a letter's slots, by name. A slot that a letter has must be here. */
export type Filling = Partial<Record<SlotName, string>>;

/**
 * A letter's text and HTML with every slot filled: escaped for HTML, as it is for text. What was filled in is never
 * looked at again, so nothing that a subscriber chose can stand for another slot. Throws when a slot has no filling.
 */
export function fillSlots(letter: Letter, filling: Filling): { html: string; text: string } {
  const values = new Map<string, string>();
  for (const slot of SlotName.options) {
    const marker = letter.slots[slot];
    if (marker === undefined) continue;
    const value = filling[slot];
    if (value === undefined) throw new Error(`The letter asks for "${slot}", and nothing was given for it.`);
    values.set(marker, value);
  }
  if (values.size === 0) return { html: letter.html, text: letter.text };
  const markers = new RegExp([...values.keys()].map(literally).join('|'), 'g');
  return {
    html: letter.html.replace(markers, (marker) => escapeHtml(values.get(marker) ?? '')),
    text: letter.text.replace(markers, (marker) => values.get(marker) ?? ''),
  };
}

function literally(marker: string): string {
  return marker.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
