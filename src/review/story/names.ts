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
  '(?:was|were|is|has been|had been) (?:also )?(?:charged|arrested|taken|pronounced|found|killed|shot|stabbed|struck|convicted|sentenced|booked|indicted|last seen|reported missing|identified|injured|beaten|robbed|released|held|due|wanted)|died|succumbed|passed away|lost (?:his|her) life|told (?:officers|detectives|police|the)|confessed|admitted|robbed|who called|called 911|faces|pleaded|lives at|walked out|left';

const NAME = new RegExp(FULL, 'gu');
const TITLED = new RegExp(
  `(?<![\\p{L}])(?:${TITLES})\\.? (?<name>(?:${PART}|\\p{Lu}\\.)(?: ${PART}){0,2})`,
  'gu',
);
const TITLE = new RegExp(`\\b(?:${TITLES})\\.? $`);
const AGE_BEFORE = /(\d{1,3})[- ]year[- ]old,? (?:\p{Ll}+,? ){0,3}$/u;
const AGE_AFTER =
  /^(?:(?:,? of [A-Z][\w. ]{2,24})?,? (?:who is |aged? )?\(?(\d{1,3})(?=[,.;)\n]|$| of | was | is | and )|, (?:an? )?(\d{1,3})(?:-year-old| years (?:of age|old))|,? \(?[WBHAIU] ?\/ ?[MF]\b)/;
const ROLE_BEFORE = new RegExp(
  `(?:^|[^\\p{L}])(${ROLES})s?(?:,| is| was|:)?(?: (?:identified|named|known) as)? $`,
  'u',
);
const ROLE_AFTER = new RegExp(`^, (?:the|an?) (?:\\p{Ll}+ )?(${ROLES})\\b`, 'u');
const DEED_BEFORE =
  /\b(?:identified (?:as|\p{Ll}+ \p{Ll}+ as|\p{Ll}+ as)|(?:man|woman|boy|girl) named|charged against|assaulted|abused|raped|stalked|arrest of|arrested was|killed|for) $/u;
const DEED_AFTER = new RegExp(`^,? (?:also )?(?:who )?(?:${DEEDS})\\b`);
const ENDS = /^(?:$|[,.;:)\n]| (?:was|is|who|saw|and|of|in|on|at) )/;
/** As much as is looked at beside a name. */
const BESIDE = 60;

/** One look that tells a text without two capitals in a row, which names nobody. */
const MAYBE =
  /[A-Z\u00c0-\u024f][a-z\u00c0-\u024f]+'?\S* (?:[A-Z]\.? )?[A-Z\u00c0-\u024f][a-z\u00c0-\u024f'A-Z]/;

/**
 * The names of persons in a text, each once at a place, in its order. Only what stands beside an age, a title, a role or
 * a deed counts: two capitals alone are as often a street.
 */
export function namesIn(text: string, isPlace: (words: string) => boolean): Named[] {
  if (!MAYBE.test(text)) return [];
  const found: Named[] = [];
  for (const { 0: whole, index } of text.matchAll(NAME)) {
    const cut = trimmed(whole, 2);
    if (cut === undefined || isPlace(cut.name)) continue;
    const start = index + cut.offset;
    const end = start + cut.name.length;
    const evidence = evidenceFor(
      text.slice(Math.max(0, start - BESIDE), start),
      text.slice(end, end + BESIDE),
    );
    if (evidence) found.push({ name: cut.name, start, end, ...evidence });
  }
  if (TITLE_QUICK.test(text)) {
    for (const { groups, index, 0: all } of text.matchAll(TITLED)) {
      const cut = trimmed(groups?.['name'] ?? '', 1);
      if (cut === undefined || isPlace(cut.name)) continue;
      const start = index + all.length - (groups?.['name'] ?? '').length + cut.offset;
      const end = start + cut.name.length;
      if (found.some((one) => one.start < end && start < one.end)) continue;
      found.push({ name: cut.name, start, end, age: undefined, role: undefined, evidence: 'title' });
    }
  }
  return found.toSorted((a, b) => a.start - b.start);
}

const TITLE_QUICK = new RegExp(`\\b(?:${TITLES})\\b`);

function evidenceFor(before: string, after: string): Pick<Named, 'age' | 'role' | 'evidence'> | undefined {
  const aged = AGE_BEFORE.exec(before) ?? AGE_AFTER.exec(after);
  const written = aged?.[1] ?? aged?.[2];
  const age = written === undefined || Number(written) > 115 ? undefined : Number(written);
  const ends = ENDS.test(after);
  const role = ((ends ? ROLE_BEFORE.exec(before) : undefined) ?? ROLE_AFTER.exec(after))?.[1]?.toLowerCase();
  if (aged && (written === undefined || age !== undefined)) return { age, role, evidence: 'age' };
  if (role !== undefined) return { age, role, evidence: 'role' };
  if ((ends && DEED_BEFORE.test(before)) || DEED_AFTER.test(after)) return { age, role, evidence: 'deed' };
  return TITLE.test(before) ? { age, role, evidence: 'title' } : undefined;
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
