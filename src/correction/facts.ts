/**
 * Words that name an accusation or how it stands; a correction that touches one is never quiet. Data, not law: whatever
 * else changes a meaning is for the officer to see in the list of changes.
 */
const CHARGES =
  'accused acquitted arrested arson assault assaulted burglary charge charged charges convicted convicting custody death dead died dismissed driving drugs felony fraud guilty homicide indicted injured innocent kidnapping killed killing larceny manslaughter misdemeanor murder murdered plea pleaded possession rape robbed robbery sentenced shooting shot stabbed stalking stealing stolen suspect suspected theft trespassing victim weapon wounded'.split(
    ' ',
  );
const REFUSALS = ['no', 'not', 'never', 'none', 'nobody', 'without', 'un', 'neither', 'nor'];
const WORDS = new Set([...CHARGES, ...REFUSALS]);

/** A number with what belongs to it (`26-047530`, `$10,000`, `2:15`), or a word. */
const TOKEN = /[$§]?\p{N}[\p{N}.,:/-]*\p{N}|[$§]?\p{N}+|[\p{L}\p{M}][\p{L}\p{M}’'-]*/gu;
const CAPITAL = /^\p{Lu}/u;

/** A fact that two texts do not have as often as each other. */
export type FactChange = { fact: string; before: number; after: number };

/**
 * The facts that differ between two texts: numbers, dates and times, names and places (words with a capital), words of
 * accusation, and refusals such as "not". Pure. The first word of a sentence counts when the other text does not have it in
 * small letters, so that joining two sentences is no change of a fact.
 */
export function factChanges(before: string, after: string): FactChange[] {
  const counts = new Map<string, [before: number, after: number]>();
  const all = new Set([...lowerWords(before), ...lowerWords(after)]);
  for (const [side, text] of [before, after].entries()) {
    for (const [token] of text.matchAll(TOKEN)) {
      if (!isFact(token, all)) continue;
      const name = WORDS.has(token.toLowerCase()) ? token.toLowerCase() : token;
      const count = counts.get(name) ?? [0, 0];
      if (side === 0) count[0] += 1;
      else count[1] += 1;
      counts.set(name, count);
    }
  }
  return [...counts].flatMap(([fact, [was, is]]) => (was === is ? [] : { fact, before: was, after: is }));
}

function isFact(token: string, lower: ReadonlySet<string>): boolean {
  if (/\p{N}/u.test(token)) return true;
  if (WORDS.has(token.toLowerCase())) return true;
  return CAPITAL.test(token) && !lower.has(token.toLowerCase());
}

function lowerWords(text: string): string[] {
  return [...text.matchAll(TOKEN)].flatMap(([token]) => (CAPITAL.test(token) ? [] : token));
}
