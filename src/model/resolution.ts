import { z } from 'zod';
import { printWhen } from './when.ts';

/**
 * How a case ended, in the front matter: somebody is found, arrested, a road is open again. From then on the release is
 * what `words` say: the headline, summary and text of before are not printed any more, because the name of somebody who was
 * found is nobody's business. With `keep: true` they stay below the words, for a road or an appeal. Photos go in any case.
 */
export const Resolution = z.strictObject({
  date: z.string().meta({ description: 'When it ended: 2026-11-20, or 2026-11-20 15:30' }),
  words: z
    .string()
    .min(1)
    .max(400)
    .meta({ description: 'How it ended, in a sentence or two that need no name: "She was found safe."' }),
  keep: z
    .boolean()
    .optional()
    .meta({ description: 'true: the earlier text stays below these words; the photos go all the same' }),
});
export type Resolution = z.infer<typeof Resolution>;

/** A resolution, checked. `at` is epoch ms. */
export const Resolved = z.object({ at: z.number(), words: z.string(), keep: z.boolean() });
export type Resolved = z.infer<typeof Resolved>;

const LABELS: Readonly<Record<string, { label: string; release: string }>> = {
  en: { label: 'Resolved', release: 'release' },
  es: { label: 'Resuelto', release: 'comunicado' },
};

/** The word that stands before everything of a case that ended: "Resolved". */
export function resolvedLabel(language: string): string {
  return (LABELS[language.split('-', 1)[0] ?? ''] ?? LABELS['en'])?.label ?? '';
}

/** The headline in place of one that names somebody: "Missing person, release 26-107". */
export function resolvedTitle(kind: string, number: string, language: string): string {
  const { release = '' } = LABELS[language.split('-', 1)[0] ?? ''] ?? LABELS['en'] ?? {};
  return `${kind}, ${release} ${number}`;
}

/** The first paragraph of a release whose case ended, as Markdown: "**RESOLVED, November 20, 2026:** She was found." */
export function resolvedParagraph({ at, words }: Resolved, zone: string, language: string): string {
  const label = resolvedLabel(language).toUpperCase();
  return `**${label}, ${printWhen(at, zone, language, 'date')}:** ${plain(words)}`;
}

/** Plain words as Markdown that reads as just those words. */
function plain(words: string): string {
  return words.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]<>#|~^&!()]/g, '\\$&');
}
