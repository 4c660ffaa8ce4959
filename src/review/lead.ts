const LONGEST = 240;
/** A sentence that is only this much longer stays whole. */
const GRACE = 20;
/** As much of the text as is looked at, blanks and all. */
const ENOUGH = 600;
/** Longer than any abbreviation. */
const TAIL = 12;

/** Words that a full stop abbreviates without ending a sentence, in lower case and without the stop. */
const ABBREVIATIONS = new Set(
  (
    'mr mrs ms dr st ste sgt lt capt cpl maj col gen det ofc insp cmdr rev hon gov sen rep pres prof jr sr esq messrs ' +
    'ave blvd rd ln ct pl dr pkwy hwy rte apt bldg fl ft mt no nos vol art sec ch pp ext approx est dept div bros co ' +
    'corp inc ltd assn vs al etc jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri ' +
    'sat sun mo ill ark kan ky tenn ia neb okla tex calif fla ga ind mich minn wis va wash ala ariz colo conn del la ' +
    'md mass miss mont nev pa u.s u.s.a d.c p.o a.m p.m ph.d m.d e.g i.e sra srta dra av núm tel ee uu'
  ).split(' '),
);

/** A word that begins a sentence even after an abbreviation: "… at 5 p.m. Drivers should …" */
const OPENERS = new Set(
  (
    'The An He She They It Its This That These Those There Their His Her When While After Before If In On At As But And ' +
    'For From No Nobody Anyone Everyone All Both Police Officers Detectives Investigators Deputies Drivers Residents ' +
    'Witnesses Traffic Crews Paramedics Firefighters We You Call Doors Admission El Los Las Se Si Un Una Según'
  ).split(' '),
);

/** A word that goes on with a time of day: "… at 5 p.m. Friday, Nov. 13". */
const AFTER_TIME =
  /^(?:(?:Mon|Tues?|Wed|Thu|Thurs?|Fri|Sat|Sun|Wednes|Satur)(?:day|\.)?|Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec|[CEMP][SD]?T|Central)/;

const STOP = /[.!?…]+["'”’)\]]*\s+(?=["'“‘(¿¡]*[\p{Lu}\p{N}])/gu;

/**
 * The first sentence of a text, about 240 characters at most (cut between words, with an ellipsis). A full stop after an
 * abbreviation, an initial or a number's "No." does not end it.
 */
export function firstSentence(text: string): string {
  const line = text.slice(0, ENOUGH).replace(/\s+/g, ' ').trim();
  STOP.lastIndex = 0;
  for (let stop = STOP.exec(line); stop && stop.index < LONGEST + GRACE; stop = STOP.exec(line)) {
    const end = stop.index + stop[0].trimEnd().length;
    if (
      endsSentence(
        line.slice(Math.max(0, stop.index - TAIL), stop.index),
        stop[0],
        line.slice(stop.index + stop[0].length),
      )
    ) {
      return shorten(line.slice(0, end));
    }
  }
  return shorten(line);
}

function endsSentence(before: string, stop: string, after: string): boolean {
  if (!/^\.["'”’)\]]*\s+$/.test(stop)) return true;
  const word = /[\p{L}.]*$/u.exec(before)?.[0] ?? '';
  const next = /[\p{L}\p{N}]+/u.exec(after)?.[0] ?? '';
  const short = word.toLowerCase();
  if (short === 'a.m' || short === 'p.m') return !AFTER_TIME.test(next);
  if (/^\p{Lu}$/u.test(word) || /^(?:\p{Lu}\.)+\p{Lu}$/u.test(word)) return OPENERS.has(next);
  if (!ABBREVIATIONS.has(short)) return true;
  if (short === 'no' || short === 'nos') return !/^\d/.test(next);
  return OPENERS.has(next);
}

function shorten(sentence: string): string {
  if (sentence.length <= LONGEST + GRACE) return sentence;
  const room = sentence.slice(0, LONGEST);
  const cut = room.lastIndexOf(' ');
  return `${room
    .slice(0, cut > LONGEST / 2 ? cut : LONGEST - 1)
    .replace(/[\s,;:–—-]+$/, '')
    .toWellFormed()}…`;
}
