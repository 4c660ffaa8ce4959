import type { ShelvedPicture, ShelvedSize } from '../../src/model/shelf.ts';

/** A picture of which there is one form only, for everything. */
export function inOneForm<T extends ShelvedSize>(picture: T): T & ShelvedPicture {
  const { address, bytes, type, digest, width, height, read } = picture;
  const form = { address, bytes, type, digest, width, height, read };
  return { ...picture, sizes: [form], letter: form };
}
