import type { Inline } from '../../model/body.ts';

/** The few words that a form adds to the author's own. */
export type Words = {
  notes: string;
  note: string;
  back: string;
  links: string;
  photo: string;
  struck: string;
  table: string;
};

const ENGLISH: Words = {
  notes: 'Notes',
  note: 'note',
  back: 'Back to the text',
  links: 'Links',
  photo: 'Photo',
  struck: 'struck out',
  table: 'Table',
};

const SPANISH: Words = {
  notes: 'Notas',
  note: 'nota',
  back: 'Volver al texto',
  links: 'Enlaces',
  photo: 'Foto',
  struck: 'tachado',
  table: 'Tabla',
};

/** The words in a language (BCP 47); English where there is no translation. */
export function wordsIn(language: string | undefined): Words {
  return language !== undefined && /^es(-|$)/.test(language) ? SPANISH : ENGLISH;
}

/** A photo in words: `Photo: A bridge. Seen from the north.` */
export function photoInWords(words: Words, alt: string, caption: string): string {
  const described = [alt, caption]
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part, index, all) => (index < all.length - 1 && !/[.!?。！？]$/.test(part) ? `${part}.` : part));
  return described.length === 0 ? words.photo : `${words.photo}: ${described.join(' ')}`;
}

/** The words of inline parts without their markup; an image's words are its alternative text. */
export function plainText(inlines: readonly Inline[]): string {
  return inlines.map(wordsOf).join('');
}

function wordsOf(inline: Inline): string {
  if ('children' in inline) return plainText(inline.children);
  if (inline.type === 'text' || inline.type === 'code') return inline.text;
  if (inline.type === 'image') return inline.alt;
  return inline.type === 'break' ? ' ' : '';
}
