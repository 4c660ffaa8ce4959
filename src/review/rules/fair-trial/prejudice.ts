import { ACCUSED } from '../../../model/person.ts';
import { marked, NOTHING, type Context, type Mark, type Rule } from '../../rule.ts';
import { quote } from '../../words.ts';

const SOURCE = 'Missouri Supreme Court Rule 4-3.6';

/** F02 to F04, F06: what a jury may not have heard before the trial. */
export const prejudiceRules: readonly Rule[] = [
  {
    id: 'F02',
    severity: 'error',
    about: 'A confession, a refusal to speak, a polygraph, or the result of a test',
    source: SOURCE,
    why: 'A court may keep it from the jury; a reader who is called as a juror has read it already.',
    check: (context) => check(context, EVIDENCE, 'is evidence that belongs to the court', LEAVE_OUT),
  },
  {
    id: 'F03',
    severity: 'error',
    about: 'A prior record of somebody who is not wanted',
    source: SOURCE,
    why: 'What somebody did before proves nothing now, and prejudices a jury more than anything else.',
    check: (context) =>
      context.story.kind?.wanted === true
        ? NOTHING
        : check(
            context,
            RECORD,
            'speaks of a prior record',
            'Leave it out. Only a search for a dangerous person needs it.',
          ),
  },
  {
    id: 'F04',
    severity: 'warning',
    about: 'Words that take guilt for granted, or "suspect" for a person of interest',
    source: `${SOURCE}; AP practice`,
    why: 'Until a court has decided, a release can only say what somebody is accused of.',
    check: checkGuilt,
  },
  {
    id: 'F06',
    severity: 'error',
    about: 'A booking photo without a reason for showing it',
    source: 'newsroom practice',
    why: 'It says "guilty" louder than any word; it is shown only when that helps the public.',
    check: checkBooking,
  },
];

const LEAVE_OUT = 'Leave it out; say what the person is charged with, and by whom.';
const EVIDENCE =
  /\bconfess(?:ed|es|ion|ions|ing)\b|\b(?:admitted|admits|admitting) (?:to (?!(?:a|the|an) (?:hospital|ward|clinic|intensive|emergency)|hospital)|that |(?:he|she|they) |\w+ing )|\b(?:refus(?:ed|es|ing)|declin(?:ed|es|ing)|would not agree) to (?:speak|talk|answer|cooperate|make a statement|give a statement|be interviewed|take a (?:breath|polygraph|test))\b|\binvoked (?:his|her|their) (?:right|Fifth|Miranda)\w*|\bmade (?:\w+ )?(?:incriminating|spontaneous|self-incriminating) (?:statements?|remarks?)|\bmade (?:\w+ )?admissions?\b|\bimplicat(?:ed|ing) (?:himself|herself|themselves)\b|\badmissions? of guilt\b|\brefus(?:ed|es|ing) (?:a|the|all) (?:breath|blood|chemical|field sobriety)\b|\b(?:asked|asking) for (?:a lawyer|an attorney)\b|\brequested (?:a lawyer|an attorney|counsel)\b|\bpolygraph\b|\blie[- ]detector\b|\bDNA\b[^.\n]{0,60}\b(?:match(?:ed|es)?|link(?:ed|s)?|ties?|tied|identif\w+|confirm\w*|belong\w*)\b|\bfingerprints?\b[^.\n]{0,40}\b(?:match(?:ed|es)?|link(?:ed|s)?|identif\w+|belong\w*)\b|\bblood[- ]alcohol\b|\bBAC\b|\b(?:failed|passed|fails) (?:a |the |several |both )?(?:field )?(?:sobriety|breath|drug|polygraph)\b|\btested (?:positive|negative)\b|\bballistics?\b[^.\n]{0,40}\bmatch\w*|\b(?:test|lab(?:oratory)?) results?\b[^.\n]{0,30}\b(?:show\w*|confirm\w*|prove\w*)\b/gi;
const RECORD =
  /\b(?:prior|previous|past|multiple|numerous) (?:felony |criminal |drug |misdemeanor )?(?:convictions?|arrests?|records?|felony|felonies|offen[sc]es)\b|\b(?:criminal|arrest) (?:history|record|past)\b|\blong (?:record|history) of (?:arrests?|crime)|\b(?:career|habitual|repeat|persistent|prior and persistent|serial) (?:criminals?|offenders?|burglars?|thie(?:f|ves)|robbers?|felons?)\b|\bon (?:parole|probation|supervised release)\b|\b(?:convicted|previously convicted) (?:felons?|sex offenders?|of)\b|\bregistered sex offenders?\b|\bpreviously (?:been )?(?:convicted|arrested|charged|served)\b|\b(?:well[- ])?known to (?:the )?(?:police|officers|law enforcement)\b|\bex-con(?:vict)?s?\b|\bex-felons?\b|\b(?:has|had|have) been (?:arrested|convicted|charged) (?:before|previously|several times|many times|\w+ times)\b|\b(?:out|free|released|released earlier) on bond (?:for|in|from)\b|\bawaiting trial (?:for|in|on)\b|\bhistory of (?:violence|assaults?|drug|domestic|theft|DWI)\b|\brun-ins with (?:the )?(?:law|police)\b|\bno stranger to (?:the )?(?:police|officers|law)\b|\b(?:was )?(?:released from|out of) prison\b|\brap sheet\b|\bparolees?\b|\bgang members?\b|\bserved (?:time|\w+ years) (?:in prison )?for\b/gi;
/** A record that is part of the name of a crime, or that somebody else needs. */
const NAMED_CRIME = /\b(?:by an?|possession (?:of a firearm )?by an?|fail\w* to register as an?) $/i;

function check(context: Context, pattern: RegExp, is: string, fix: string): readonly Mark[] {
  const { prose, story } = context;
  if (!story.isCase) return NOTHING;
  const { text } = prose;
  const marks: Mark[] = [];
  for (const { 0: all, index } of text.matchAll(pattern)) {
    const words = all.trimEnd();
    if (pattern === RECORD && NAMED_CRIME.test(text.slice(Math.max(0, index - 40), index))) continue;
    if (/^convicted of/i.test(words) && story.people.some(({ role }) => role === 'convicted')) continue;
    marks.push(marked(context, index, index + words.length, `${quote(words)} ${is}`, fix));
  }
  return marks;
}

const NOUNS =
  /\bthe (?:killer|murderer|robber|thief|burglar|rapist|shooter|gunman|attacker|assailant|culprit|perpetrator|molester|arsonist|criminal|abuser|kidnapper|thieves|robbers|burglars|killers|criminals)\b/gi;
const DEEDS =
  'robbed|stole|shot|killed|murdered|stabbed|raped|assaulted|molested|abused|burglarized|broke into|set fire to|kidnapped|strangled|beat|attacked|sold drugs|embezzled|defrauded|vandalized';
const HEDGE =
  /\b(?:alleg\w+|accus\w+|charges?(?:d|s)? (?:that|say|said|with|of)|suspect\w*|believ\w+|according to|police sa(?:y|id)|detectives sa(?:y|id)|prosecutors? sa(?:y|id)|(?:office|prosecutor|attorney|complaint|court document|report|statement|indictment|charge)s? (?:says?|said|states?|alleges?)|the charges? (?:says?|said)|is said to|are said to|investigators (?:say|said|believe))\b/i;

function checkGuilt(context: Context): readonly Mark[] {
  const { prose, story } = context;
  const { text } = prose;
  const marks: Mark[] = [...checkSuspect(context)];
  const accused = story.charges.length > 0 || story.arrest !== undefined;
  if (!story.isCase || !accused || story.people.some(({ role }) => role === 'convicted')) return marks;
  for (const { 0: words, index } of text.matchAll(NOUNS)) {
    const what = `${quote(words)} takes guilt for granted`;
    marks.push(
      marked(
        context,
        index,
        index + words.length,
        what,
        'Write "the man", "the defendant", "the person charged".',
      ),
    );
  }
  for (const { index, groups, 0: all } of text.matchAll(deedsOf(context))) {
    const verb = groups?.['verb'] ?? '';
    const { start, end } = prose.sentence(index);
    if (HEDGE.test(text.slice(start, end))) continue;
    const at = index + all.length - verb.length;
    const what = `${quote(verb)} says as a fact what is only charged`;
    marks.push(
      marked(
        context,
        at,
        at + verb.length,
        what,
        'Say who says so: "the charge says that …", "is accused of …".',
      ),
    );
  }
  return marks;
}

/** "He robbed …", "Pruitt robbed …": the persons accused, by their last names too. */
function deedsOf({ story }: Context): RegExp {
  const names = story.people
    .filter(({ role, name }) => ACCUSED.has(role) && name !== undefined)
    .flatMap(({ name = '' }) => [name, name.split(' ').at(-1) ?? ''])
    .filter((name) => name.length > 2)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const who = ['the defendant', 'The defendant', 'the suspect', 'The suspect', ...names].join('|');
  return new RegExp(`(?<![\\p{L}])(?:${who}) (?:then |also |later |had )?(?<verb>${DEEDS})\\b`, 'gu');
}

function checkSuspect(context: Context): Mark[] {
  const { prose, story } = context;
  const { text } = prose;
  const interest =
    /\bpersons? of interest\b/i.test(text) || story.people.some(({ role }) => role === 'person-of-interest');
  if (!interest || story.people.some(({ role }) => role === 'suspect')) return [];
  const marks: Mark[] = [];
  for (const { 0: words, index } of text.matchAll(/\bsuspects?\b(?! vehicle)/gi)) {
    if (
      /\b(?:not|no|neither|nor)(?: (?:a|an|the|considered a|yet a))? $/i.test(
        text.slice(Math.max(0, index - 20), index),
      )
    )
      continue;
    const what = `${quote(words)} is said of a person of interest`;
    marks.push(
      marked(context, index, index + words.length, what, 'Write "the man" or "person of interest".'),
    );
  }
  return marks;
}

const BOOKING = /\b(?:booking (?:photo(?:graph)?|picture|image)|mug ?shots?|arrest photo)\b/i;

function checkBooking(context: Context): readonly Mark[] {
  const { front, outline, prose } = context;
  const marks: Mark[] = [];
  const fix = 'Add "reason:" below the photo: why the public is helped by it. Else take the photo out.';
  if (front.type === 'release') {
    front.photos?.forEach(({ booking, reason, alt, caption = '', file }, index) => {
      const found = BOOKING.exec(`${alt}\n${caption}`)?.[0];
      if (
        reason !== undefined ||
        !(booking === true || found !== undefined || BOOKING.test(file.replace(/[-_]/g, ' ')))
      )
        return;
      const key =
        found === undefined
          ? booking === true
            ? 'booking'
            : 'file'
          : alt.includes(found)
            ? 'alt'
            : 'caption';
      const path = ['photos', index, key];
      const at =
        found === undefined
          ? context.locate(path, booking === true ? 'key' : 'value')
          : context.locateWords(path, found);
      marks.push({ at, words: found ?? 'booking', what: 'The booking photo has no reason', fix });
    });
  }
  for (const { alt } of outline.images) {
    const found = BOOKING.exec(alt)?.[0];
    const start = found === undefined ? -1 : prose.text.indexOf(found, prose.body);
    if (found !== undefined && start !== -1)
      marks.push(
        marked(
          context,
          start,
          start + found.length,
          'The booking photo has no reason',
          'Put it into "photos:" in the front matter with "reason:", or take it out.',
        ),
      );
  }
  return marks;
}
