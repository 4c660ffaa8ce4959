import { marked, NOTHING, type Context, type Mark, type Rule } from '../../rule.ts';
import { quote } from '../../words.ts';
import { ADDRESS } from './addresses.ts';

/** P08 to P10: those whom a release must not lead anybody to. */
export const victimRules: readonly Rule[] = [
  {
    id: 'P08',
    severity: 'error',
    about: 'What identifies the victim of a sex crime, domestic violence, stalking or child abuse',
    source: 'RSMo 595.226',
    why: 'Name, relationship, address, workplace and face of such a victim are closed; one of them is enough.',
    check: checkProtected,
  },
  {
    id: 'P09',
    severity: 'error',
    about: 'Somebody dead or critically hurt, named before the next of kin were told',
    source: 'newsroom practice',
    why: 'No family should learn of it from a reporter.',
    check: checkKin,
  },
  {
    id: 'P10',
    severity: 'error',
    about: 'A witness, complainant, informant or 911 caller who can be identified, or what was said to 911',
    source: 'RSMo 610.100, 610.150',
    why: 'Who called and what was said is closed, and a witness who is named can be found.',
    check: checkWitnesses,
  },
];

const KIN_WORDS =
  '(?:wife|husband|girlfriend|boyfriend|spouse|fianc[ée]e?|partner|ex|(?:step|grand)?(?:daughter|son|mother|father|parents?|children|child)|(?:half-|step)?(?:brother|sister)|niece|nephew|cousin|roommate|aunt|uncle|family member|relative)';
const RELATION = new RegExp(
  [
    "\\b(?:his|her|their|(?:the )?(?:\\w+ )?(?:suspect|man|woman|defendant|victim|child|infant|baby|toddler|boy|girl|teen(?:ager)?|mother|father|aunt|grandmother|sister|daughter)'s|[A-Z][a-z]+'s) (?:own |estranged |former |pregnant |live-in |young |teenage |adult |late |ex-? ?)?" +
      KIN_WORDS,
    `\\b(?:ex-)?(?:wife|husband|girlfriend|boyfriend|mother|father|stepfather|stepmother|uncle|aunt|coach|teacher|babysitter|pastor|landlord|caregiver|relative|family member) of (?:the|a|his|her) (?:victim|child|infant|girl|boy|woman|man)`,
    '\\b(?:is|was|are|were) (?:related|married|engaged) to (?:the|his|her|each)|\\blive(?:s|d)? together|\\bin a (?:dating |romantic )?relationship|\\bdomestic partners?\\b',
  ]
    .map((part) => `(?:${part})`)
    .join('|') + '(?![\\p{L}-])',
  'gu',
);
const WORKPLACE =
  /\b(?:she|he|victim|woman|man|who) (?:works|worked|is employed|was employed|is a (?:teacher|nurse|clerk|student)) (?:at|by|in|for) (?=\p{L})|\b(?:her|his|the victim's) (?:workplace|place of (?:work|employment)|employer)\b/giu;
/** Readers who are asked to speak with children of their own. */
const OTHERS = /\b(?:parents|families|residents|neighbors|caregivers|guardians)\b[^.]*$/i;
const NAMED_VICTIM = /\bvictims?\b/i;

function checkProtected(context: Context): readonly Mark[] {
  const { front, story, prose } = context;
  if (front.type !== 'release' || !story.isSensitive) return NOTHING;
  const { text } = prose;
  const marks: Mark[] = [];
  const add = (start: number, end: number, does: string, fix: string): void => {
    marks.push(marked(context, start, end, `${quote(text.slice(start, end))} ${does}`, fix));
  };
  const named = new Set<string>();
  for (const [index, { name, role, consent, basis }] of story.people.entries()) {
    if (name === undefined || role !== 'victim' || (consent === true && basis !== undefined)) continue;
    named.add(name);
    const at = context.locate(['people', index, 'name'], 'value');
    const what = `${quote(name)} is the name of a protected victim`;
    marks.push({ at, words: name, what, fix: LEAVE_OUT });
  }
  for (const { name, start, end, role, evidence } of story.names) {
    const known = story.known(name);
    if (
      known &&
      (known.role !== 'victim' || known.basis !== undefined || (known.name && named.has(known.name)))
    )
      continue;
    const before = text.slice(Math.max(0, start - 40), start);
    const hurt = /\b(?:assaulted|abused|raped|stalked|molested|attacked|beaten|struck|followed) $/.test(
      before,
    );
    const called = /\bvictim(?:'s name)?(?: is| was| has been|,)?(?: identified)? (?:as )?$/.test(before);
    const victim = known?.role === 'victim' || NAMED_VICTIM.test(role ?? '') || hurt || called;
    if (victim && evidence !== 'title') add(start, end, 'is the name of a protected victim', LEAVE_OUT);
  }
  for (const { 0: words, index } of text.matchAll(RELATION)) {
    if (words.startsWith('their ') && OTHERS.test(text.slice(Math.max(0, index - 60), index))) continue;
    add(
      index,
      index + words.length,
      'says how victim and accused are related',
      'Write "a woman", "a child", "a person known to him".',
    );
  }
  for (const { 0: words, index } of text.matchAll(WORKPLACE)) {
    if (/\b(?:teacher|nurse|officer|detective)s? $/i.test(text.slice(Math.max(0, index - 12), index)))
      continue;
    add(index, index + words.trimEnd().length, 'says where the victim works', 'Leave the workplace out.');
  }
  for (const { 0: words, index } of text.matchAll(ADDRESS)) {
    add(index, index + words.length, 'is an exact address', 'Write the block, or only the town.');
  }
  front.photos?.forEach(({ shows, alt }, index) => {
    const victim = shows?.some((who) => who === 'victim' || named.has(who)) || /\bvictim\b/i.test(alt);
    if (!victim) return;
    const at = context.locate(['photos', index, 'alt'], 'value');
    marks.push({ at, words: alt, what: 'The photo shows a protected victim', fix: 'Take the photo out.' });
  });
  return marks;
}

const LEAVE_OUT =
  'Leave the name out. A victim who wants to be named needs "consent: true" and a "basis" in "people".';
const DEAD =
  /\b(?:dead|died|dies|killed|deceased|fatal(?:ly)?|homicide|murder(?:ed)?|pronounced|succumbed|passed away|lost (?:his|her|their) li(?:fe|ves)|remains|body of|drowned|critical(?:ly)?|life-threatening)\b/i;

function checkKin(context: Context): readonly Mark[] {
  const { front, story, prose } = context;
  if (front.type !== 'release') return NOTHING;
  const { text } = prose;
  const marks: Mark[] = [];
  const told = new Set<string>();
  const hurt = DEAD.test(text);
  for (const [index, person] of story.people.entries()) {
    const { name, role } = person;
    if (name === undefined || !(role === 'deceased' || (role === 'victim' && hurt))) continue;
    told.add(name);
    if (person['next-of-kin-notified'] === true) continue;
    if (role === 'victim' && !isHurt(name, context)) continue;
    const at = context.locate(['people', index, 'name'], 'value');
    marks.push({
      at,
      words: name,
      what: `${quote(name)} is named, and nothing says that the next of kin know`,
      fix: KIN,
    });
  }
  if (!hurt || !story.isCase) return marks;
  for (const { name, start, end, evidence } of story.names) {
    if (story.known(name) || evidence === 'title') continue;
    const { start: from, end: to } = prose.sentence(start);
    const before = text.slice(from, start);
    const after = text.slice(end, to);
    const dead =
      /^(?:,? (?:age )?\d{1,3})?(?:,[^,.]{0,60},)?,? (?:was|were|is|has been)? ?(?:found dead|pronounced dead|killed|shot and killed|died|dead|fatally|murdered|succumbed|passed away|lost (?:his|her) life|in critical)/i.test(
        after,
      ) ||
      /\b(?:death of|killed|body of|remains of|murder of|killing of|homicide of|(?:victim|deceased|man|woman|driver)(?: has been| have been| was| were| is|,)?(?: later)?(?: identified)? as|identified (?:him|her|the \w+) as) $/i.test(
        before,
      );
    if (!dead || [...told].includes(name)) continue;
    told.add(name);
    const what = `${quote(name)} is named, and nothing says that the next of kin know`;
    marks.push(marked(context, start, end, what, KIN));
  }
  return marks;
}

const KIN =
  'Wait until the next of kin were told; then list the person in "people" with "next-of-kin-notified: true".';

/** Whether the text says of this victim, or of victims in general, that they died or are in critical condition. */
function isHurt(name: string, { prose, story }: Context): boolean {
  if (story.people.filter(({ role }) => role === 'victim' || role === 'deceased').length === 1) return true;
  const last = name.split(' ').at(-1) ?? name;
  for (let at = prose.text.indexOf(last); at !== -1; at = prose.text.indexOf(last, at + 1)) {
    const { start, end } = prose.sentence(at);
    if (DEAD.test(prose.text.slice(start, end))) return true;
  }
  return false;
}

const GUARDED = /\b(?:witness|complainant|informant|caller|reporting party)\b/i;
const CONTENT =
  /\b(?:callers?|he|she|they|woman|man|boy|girl|victim|neighbor|resident|wife|husband|witness) (?:told|said to|shouted to|whispered to|begged) (?:the |a )?(?:9-?1-?1|dispatch(?:ers?)?|call[- ]?takers?|operators?)\b|\b(?:told|said to) (?:the |a )?9-?1-?1 (?:dispatchers?|operators?|call[- ]?takers?)\b|\b9-?1-?1 (?:recordings?|audio|tapes?|transcripts?)\b|\bin (?:the|a) 9-?1-?1 call\b|\b(?:recording|audio|transcript) of the (?:9-?1-?1 )?call\b/gi;
const CONTENT_OK = /\b(?:is|are) closed\b|not (?:be )?(?:released|published)|will not be/i;

function checkWitnesses(context: Context): readonly Mark[] {
  const { front, story, prose } = context;
  if (front.type !== 'release') return NOTHING;
  const { text } = prose;
  const marks: Mark[] = [];
  for (const [index, { name, role, consent, basis }] of story.people.entries()) {
    if (name === undefined || (role !== 'witness' && role !== 'complainant')) continue;
    if (consent === true && basis !== undefined) continue;
    const at = context.locate(['people', index, 'name'], 'value');
    marks.push({ at, words: name, what: `${quote(name)} is named as a ${role}`, fix: WITNESS });
  }
  if (!story.isCase) return marks;
  for (const { name, start, end, role } of story.names) {
    if (story.known(name)) continue;
    const after = text.slice(end, end + 60);
    const called =
      /^(?:, \d{1,3})?,? (?:who )?(?:had )?(?:called|dialed|phoned) (?:9-?1-?1|police|the police|dispatch)/i.test(
        after,
      );
    if (!called && !GUARDED.test(role ?? '')) continue;
    const what = `${quote(name)} is named as ${called ? 'the caller' : `a ${role ?? 'witness'}`}`;
    marks.push(marked(context, start, end, what, WITNESS));
  }
  for (const { 0: words, index } of text.matchAll(CONTENT)) {
    const { start, end } = prose.sentence(index);
    if (CONTENT_OK.test(text.slice(start, end))) continue;
    const what = `${quote(words)} tells what was said to 911`;
    marks.push(
      marked(
        context,
        index,
        index + words.length,
        what,
        'Say what officers found, not what the caller said.',
      ),
    );
  }
  return marks;
}

const WITNESS =
  'Write "a witness" or "a resident". Who agreed to be named needs "consent: true" and a "basis" in "people".';
