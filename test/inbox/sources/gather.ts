import type { Fate, Source } from '../../../src/inbox/sources/source.ts';

/** Reads a source to its end; what it offered, as text. A message that asks for it is put aside. */
export async function gather(source: Source): Promise<string[]> {
  const texts: string[] = [];
  await source.read(async ({ bytes }): Promise<Fate> => {
    const text = Buffer.from(bytes).toString();
    texts.push(text);
    return text.includes('a person') ? 'aside' : 'done';
  }, new AbortController().signal);
  return texts;
}
