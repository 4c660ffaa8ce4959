import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { z } from 'zod';

/** The largest form fits into this box; nothing is ever enlarged. Pixels, as for the others. */
export const LARGEST = { width: 1600, height: 3200 };
/** For telephones. Not worth a file when the largest form is hardly wider. */
export const NARROW = { width: 800, height: 1600 };
export const WORTH_NARROWING = 1000;
/** For mail, feeds and links that somebody shares: twice the width of a letter's column. */
export const LETTER = { width: 1200, height: 2400 };
/** A letter's photo may weigh this much; bytes. Dozens of readers open a mail on the road. */
export const LETTER_BYTES = 200_000;

/** JPEG and WebP qualities. A letter's photo takes the first that is light enough, else the last. */
export const QUALITY = 82;
export const LETTER_QUALITIES = [80, 70, 60, 50] as const;

/** One form of one picture may take so long, in seconds, before it is given up. */
export const PATIENCE = 60;

/** Names this recipe by its own text, and the library that follows it: the same name, the same bytes. */
export function recipeName(): string {
  const library = createRequire(import.meta.url).resolve('sharp');
  const about: unknown = JSON.parse(readFileSync(join(dirname(library), '../package.json'), 'utf8'));
  const { version } = z.object({ version: z.string() }).parse(about);
  const text = ['recipe.ts', 'make.ts'].map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'));
  return `${hash('sha256', text.join('\n')).slice(0, 16)}, sharp ${version}`;
}
