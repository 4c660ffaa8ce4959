import { BEFORE_NAMES, NOT_NAMES } from './not-names.ts';

/** A person's name that a text prints, with what makes it certain that it is one. */
export type Named = {
  name: string;
  start: number;
  end: number;
  age: number | undefined;
  evidence: 'age' | 'title' | 'role' | 'deed';
  /** The word for the person beside the name: witness, victim, juvenile. */
  role: string | undefined;
};

const PART = "(?:\\p{Lu}(?:\\p{Ll}+|'\\p{Lu}\\p{Ll}+|\\p{Ll}{0,3}\\p{Lu}\\p{Ll}+)(?:-\\p{Lu}\\p{Ll}+)?)";
const JOIN = '(?:\\p{Lu}\\.|de|la|del|de la|van|von|der|bin|al|el|St\\.)';
/** Two to five parts, initials and particles between them. */
const FULL = `${PART}(?: (?:${JOIN} )?${PART}){1,4}(?:,? (?:Jr\\.|Sr\\.|II|III|IV)(?![\\p{L}]))?`;
const TITLES =
  'Mr|Mrs|Ms|Dr|Sgt|Lt|Capt|Cpl|Col|Maj|Det|Ofc|Officer|Detective|Sergeant|Lieutenant|Captain|Colonel|Major|Corporal|Chief|Sheriff|Deputy|Trooper|Judge|Mayor|Prosecutor|Investigator|Commander';
const ROLES =
  '[Vv]ictim|[Dd]eceased|[Ww]itness|[Cc]omplainant|[Ii]nformant|[Cc]aller|[Rr]eporting party|[Ss]uspect|[Dd]efendant|[Jj]uvenile|[Mm]inor|[Dd]river|[Pp]assenger|[Pp]edestrian|[Nn]eighbor|[Oo]wner|[Cc]lerk|[Cc]ashier';
const DEEDS =
  '(?:was|were|is|has been|had been) (?:also )?(?:charged|arrested|taken|pronounced|found|killed|shot|stabbed|struck|convicted|sentenced|booked|indicted|last seen|reported missing|identified|injured|beaten|robbed|released|held|due|wanted)|died|told (?:officers|detectives|police|the)|confessed|admitted|robbed|who called|called 911|faces|pleaded|lives at|walked out|left';

const FINDERS: readonly { pattern: RegExp; evidence: Named['evidence'] }[] = [
  {
    pattern: new RegExp(
      `(?<name>${FULL}),? (?:age )?\\(?(?<age>\\d{1,3})(?=[,.;)]| of | was | is | and |\\n)`,
      'gu',
    ),
    evidence: 'age',
  },
  { pattern: new RegExp(`(?<name>${FULL}),? \\(?[WBHAIU] ?/ ?[MF]\\b`, 'gu'), evidence: 'age' },
  {
    pattern: new RegExp(
      `(?<name>${FULL}), (?:an? )?(?<age>\\d{1,3})(?:-year-old| years (?:of age|old))`,
      'gu',
    ),
    evidence: 'age',
  },
  { pattern: new RegExp(`(?<age>\\d{1,3})-year-old (?<name>${FULL})`, 'gu'), evidence: 'age' },
  {
    pattern: new RegExp(
      `(?<![\\p{L}])(?:${TITLES})\\.? (?<name>(?:${PART}|\\p{Lu}\\.)(?: ${PART}){0,2})`,
      'gu',
    ),
    evidence: 'title',
  },
  {
    pattern: new RegExp(
      `(?<![\\p{L}])(?<role>${ROLES})(?:s)?(?:,| is| was|:)?(?: (?:identified|named|known) as)? (?<name>${FULL})(?=[,.;:)\\n]| (?:was|is|who|saw|and|of) )`,
      'gu',
    ),
    evidence: 'role',
  },
  {
    pattern: new RegExp(`(?<name>${FULL}), (?:the|an?) (?:\\p{Ll}+ )?(?<role>${ROLES})\\b`, 'gu'),
    evidence: 'role',
  },
  {
    pattern: new RegExp(
      `\\b(?:identified (?:as|\\p{Ll}+ \\p{Ll}+ as|\\p{Ll}+ as)|(?:man|woman|boy|girl) named|charged against|assaulted|abused|raped|stalked|arrest of|arrested was|killed|for) (?<name>${FULL})(?=[,.;:)\\n]| (?:was|is|in|on|at|and|who) )`,
      'gu',
    ),
    evidence: 'deed',
  },
  { pattern: new RegExp(`(?<name>${FULL}),? (?:also )?(?:who )?(?:${DEEDS})\\b`, 'gu'), evidence: 'deed' },
];

/** One look that tells a text without two capitals in a row, which names nobody. */
const MAYBE = /\p{Lu}\p{Ll}+'?\p{L}* (?:\p{Lu}\.? )?\p{Lu}\p{Ll}/u;

/**
 * The names of persons in a text, each once at a place, in its order. Only what stands beside an age, a title, a role or
 * a deed counts: two capitals alone are as often a street.
 */
export function namesIn(text: string, isPlace: (words: string) => boolean): Named[] {
  if (!MAYBE.test(text)) return [];
  const found = new Map<number, Named>();
  for (const { pattern, evidence } of FINDERS) {
    for (const { groups, index, 0: all } of text.matchAll(pattern)) {
      const whole = groups?.['name'] ?? '';
      const cut = trimmed(whole, evidence === 'title' ? 1 : 2);
      if (cut === undefined || isPlace(cut.name)) continue;
      const start = index + all.indexOf(whole) + cut.offset;
      const age = groups?.['age'] === undefined ? undefined : Number(groups['age']);
      if (age !== undefined && age > 115) continue;
      const role = groups?.['role']?.toLowerCase();
      const known = [...found.values()].find((one) => one.start < start + cut.name.length && start < one.end);
      if (!known)
        found.set(start, { name: cut.name, start, end: start + cut.name.length, age, evidence, role });
      else {
        known.age ??= age;
        known.role ??= role;
      }
    }
  }
  return [...found.values()].toSorted((a, b) => a.start - b.start);
}

/** The name without the words before it; undefined when a word in it belongs to no person. */
function trimmed(whole: string, least: number): { name: string; offset: number } | undefined {
  let offset = 0;
  let words = whole.split(' ');
  while (words.length > 0 && BEFORE_NAMES.has(words[0] ?? '')) {
    offset += (words[0]?.length ?? 0) + 1;
    words = words.slice(1);
  }
  if (words.some((word) => NOT_NAMES.has(word.replace(/[.,]$/, '')) && !/^St\.$/.test(word)))
    return undefined;
  if (words.filter((word) => !/^\p{Lu}\.$/u.test(word)).length < least) return undefined;
  return { name: words.join(' '), offset };
}

/** A name for comparing: without title, initials, suffix, accents and capitals. */
export function bareName(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/[’‘]/g, "'")
    .replace(/,? (?:Jr\.?|Sr\.?|II|III|IV)$/, '')
    .replace(/(?<=^|\s)\p{Lu}\.\s?/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}

/** Whether two names may be of one person: all parts of the shorter are parts of the longer, the last one too. */
export function sameName(a: string, b: string): boolean {
  const [one, two] = [bareName(a), bareName(b)];
  if (one === two) return true;
  const [short, long] =
    one.length < two.length ? [one.split(' '), two.split(' ')] : [two.split(' '), one.split(' ')];
  return short.at(-1) === long.at(-1) && short.every((part) => long.includes(part));
}
