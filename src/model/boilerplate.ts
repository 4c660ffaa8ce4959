import type { Newsroom } from './newsroom.ts';

/** A text that is printed as it stands, and the language that it is in. */
export type StandingText = { text: string; language: string };

/**
 * The texts that releases of these kinds carry in every form, each once, in the order of the kinds: in the language
 * asked for where there is a translation, else in the newsroom's language, else in whatever language there is.
 */
export function boilerplateFor(
  newsroom: Newsroom,
  kinds: Iterable<string>,
  language: string,
): StandingText[] {
  const texts = new Map<string, StandingText>();
  for (const kind of kinds) {
    for (const id of newsroom.kinds[kind]?.boilerplate ?? []) {
      const translations = newsroom.boilerplate[id] ?? {};
      const spoken = [language, newsroom.newsroom.language, ...Object.keys(translations)].find(
        (tag) => translations[tag] !== undefined,
      );
      if (spoken !== undefined) texts.set(id, { text: translations[spoken] ?? '', language: spoken });
    }
  }
  return [...texts.values()];
}
