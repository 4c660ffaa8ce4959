import type { ShelvedPhoto } from '../../../model/shelf.ts';
import { webAddress } from '../context.ts';
import { fill, type Words } from '../words.ts';

/** A photo as templates see it: an absolute address and the width, in CSS pixels, at which it is shown. */
export type PhotoView = {
  address: string;
  alt: string;
  caption: string | null;
  credit: string | null;
  width: number;
};

/** Width of a letter's text, CSS pixels: no picture is shown wider. */
export const TEXT_WIDTH = 536;

export function photoView(photo: ShelvedPhoto, site: string, words: Words): PhotoView {
  return {
    address: webAddress(site, photo.letter.address),
    alt: photo.alt,
    caption: photo.caption ?? null,
    credit: photo.credit === undefined ? null : fill(words.credit, { credit: photo.credit }),
    width: Math.max(1, Math.min(TEXT_WIDTH, photo.letter.width)),
  };
}
