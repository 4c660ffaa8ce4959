import type { Ledger } from '../ledger/ledger.ts';
import type { Letter } from '../model/letter.ts';

/** A pass works on few editions at a time, and a letter may weigh 100 KB. */
const KEPT = 8;

/** Letters by edition, each read once however many deliveries ask for it at the same time; the last few stay. */
export function letterShelf(
  ledger: Pick<Ledger, 'letter'>,
): (edition: string) => Promise<Letter | undefined> {
  const letters = new Map<string, Promise<Letter | undefined>>();
  return async (edition) => {
    let letter = letters.get(edition);
    if (!letter) {
      letter = ledger.letter(edition);
      letters.set(edition, letter);
      const [oldest] = letters.keys();
      if (letters.size > KEPT && oldest !== undefined) letters.delete(oldest);
    }
    try {
      return await letter;
    } catch (error) {
      letters.delete(edition);
      throw error;
    }
  };
}
