/** A stretch of the prose, as offsets. */
export type Stretch = { start: number; end: number };

const CRIMES =
  'murder|manslaughter|homicide|assault|robbery|burglary|stealing|theft|larceny|tampering|trespass|property damage|arson|kidnapping|rape|sodomy|molest|possess|traffick|delivery of|distribut|armed criminal action|unlawful|resisting|fleeing|driving|DWI|leaving the scene|forgery|fraud|harassment|stalking|domestic|endanger|abus|neglect|weapon|counts?|felony|misdemeanor|hindering|receiving|exposure|perjury|degree|enticement|restraint|vehicle hijacking|identity|crime|conspiracy|exploitation|cruelty|indecent|disturbance|escape|bribery|extortion|embezzl|passing bad|shooting|violation|speeding|prostitution|littering|vandalism';
/** Within a sentence: full stops of abbreviations do not end it. */
const GAP =
  '(?:[^.\\n]|\\b(?:St|Mo|No|Ave|Blvd|Jan|Feb|Aug|Sept|Oct|Nov|Dec|Jr|Sr|U\\.S|[ap]\\.m|\\p{Lu})\\.)';
const CHARGE = new RegExp(
  [
    // "charged with robbery", "charged Thursday in connection with", "charged by the prosecutor".
    `(?:was|were|is|are|been|being|be|stands?|also|and|,) (?:also |formally |later )?charged(?: (?:on )?(?:\\p{Lu}\\p{Ll}+|earlier|today|yesterday|this week|late|early|again)(?:,? (?:\\p{Lu}\\p{Ll}+\\.? )?\\d{1,2},?)?)? (?:with|in connection with|for|in)(?= ${GAP}{0,80}?\\b(?:${CRIMES}))`,
    `\\bcharged (?:${GAP}{0,80}? )?(?:with|in connection with)(?= ${GAP}{0,80}?\\b(?:${CRIMES}))`,
    '(?:charges|charge) (?:was|were|is|are|has been|have been) (?:also )?(?:filed|issued|brought|pending|lodged|laid)',
    '(?:filed|issued|brought|announced) (?:\\p{L}+ ){0,4}?charges?\\b',
    '\\b(?:fac(?:es|ing|ed|e)|on) (?:\\p{L}+ ){0,3}?charges?(?= (?:of|for|in)\\b|[.,;\\n])',
    '(?:felony|criminal|misdemeanor|federal|state|murder|assault|robbery|burglary|theft|drug|weapons?|gun|fraud|arson) charges?\\b',
    `\\bcharged (?:${GAP}{0,60}? )?in (?:the|a) ${GAP}{0,30}?(?:death|killing|shooting|stabbing|robbery|robberies|crash|thefts?|burglary|burglaries|homicide|assault|fire)\\b`,
    '(?<!search )warrants? (?:was|were|has been|have been|is|are) (?:also )?(?:issued|outstanding)',
    '(?:issued|obtained) (?:an? )?(?:at-large |arrest |felony |criminal |capias )warrants?',
    '\\bindict(?:ed|ments?)\\b',
    '\\barraigned\\b',
    '\\bpleaded (?:not )?guilty\\b',
    '(?:^|\\n)charge(?:d|s)?:',
  ].join('|'),
  'giu',
);
const QUICK = /charge|warrant|indict|arraign|pleaded/i;
const NEGATED =
  /\b(?:no(?: one| person)?|nobody|not|never|none|without|free of|whether|before any|if) (?:has |have |had |was |were |is |are |been |yet |of them )*$/i;

/** Where a text speaks of a criminal charge, a warrant for an arrest, or an indictment; not of a charged battery. */
export function chargesIn(text: string): Stretch[] {
  if (!QUICK.test(text)) return [];
  const found: Stretch[] = [];
  for (const { 0: all, index } of text.matchAll(CHARGE)) {
    const offset =
      /^[,\n]?\s*(?:was|were|is|are|been|being|be|stands?|also|and)? ?(?=charged)/i.exec(all)?.[0].length ??
      0;
    const start = index + offset;
    if (NEGATED.test(text.slice(Math.max(0, index - 40), start))) continue;
    found.push({ start, end: index + all.length });
  }
  return found;
}
