import { marked, NOTHING, type Context, type Mark, type Rule } from '../../rule.ts';
import { phrases } from '../../settings.ts';
import { quote } from '../../words.ts';

/** P11: what a hospital may not say either. */
export const medicalRules: readonly Rule[] = [
  {
    id: 'P11',
    severity: 'warning',
    about: 'Medical detail beyond the condition word, mental health, or the method of a suicide',
    source: 'newsroom practice; reportingonsuicide.org',
    why: 'One word of condition (good, fair, serious, critical) is what hospitals confirm; the rest is the patient’s own.',
    check: checkMedical,
  },
];

const DETAIL =
  /\b(?:gunshots?|stab|knife|puncture) wounds? to (?:the|his|her|their)\b|\b(?:in|into|for|underwent|undergoing|emergency|had) (?:emergency )?surgery\b|\b(?:broken|fractured|shattered|crushed|severed|amputated|dislocated) (?:ribs?|legs?|arms?|hips?|skulls?|jaws?|noses?|necks?|backs?|pelvis|wrists?|ankles?|collarbones?|bones?|fingers?|hands?|feet|foot|spine|vertebrae?)\b|\b(?:ribs?|legs?|arms?|hips?|skull|jaw|nose|pelvis|lung) (?:was|were|is|are) (?:broken|fractured|shattered|amputated|punctured)\b|\b(?:concussion|lacerations?|internal bleeding|brain (?:injury|damage|bleed)|intubated|ventilator|life support|comatose|in a coma|collapsed lung|punctured lung|overdosed?|spinal injur(?:y|ies)|hemorrhag\w*|blood transfusions?|paraly[sz]ed|miscarr\w+|pregnant|HIV|hepatitis)\b/gi;
const MIND = phrases([
  'mentally ill',
  'mental illness',
  'mental breakdown',
  'mental health issues',
  'mental health problems',
  'mental health history',
  'mental health crisis',
  'history of mental illness',
  'schizophrenia',
  'schizophrenic',
  'bipolar',
  'psychotic',
  'psychosis',
  'psychiatric',
  'suicidal',
  'depression',
  'deranged',
  'emotionally disturbed',
  'off his medication',
  'off her medication',
  'dementia',
  "alzheimer's",
  'autistic',
  'autism',
]);
const METHOD =
  /\bself-inflicted\b|\b(?:hanged|hung|shot|stabbed|poisoned|drowned) (?:himself|herself|themselves)\b|\b(?:jumped|leapt|leaped) (?:to (?:his|her|their) death|from (?:the|a) (?:bridge|overpass|roof|building|parking garage))\b|\btook (?:his|her|their) own life (?:by|with)\b|\bcommitted suicide\b|\bsuicide by\b/gi;
const SERVICE =
  /^[^.\n]{0,40}\b(?:training|unit|team|professional|first aid|court|awareness|resources?|services?|month|hotline|facility|hospital|prevention|clinic)\b/i;

function checkMedical(context: Context): readonly Mark[] {
  const { prose, front, story } = context;
  if (front.type !== 'release') return NOTHING;
  const { text } = prose;
  const marks: Mark[] = [];
  const add = (pattern: RegExp, is: string, fix: string): void => {
    for (const { 0: words, index } of text.matchAll(pattern)) {
      const after = text.slice(index + words.length);
      if (
        pattern === MIND &&
        (SERVICE.test(after.slice(0, 60)) || !(story.isCase || /\b(?:he|she|man|woman)\b/i.test(text)))
      )
        continue;
      marks.push(marked(context, index, index + words.length, `${quote(words)} ${is}`, fix));
    }
  };
  const suicide = METHOD.test(text);
  METHOD.lastIndex = 0;
  if (story.isCase || suicide)
    add(DETAIL, 'is medical detail', 'Give the condition only: "in serious condition".');
  add(
    MIND,
    'speaks of somebody’s mental health',
    'Say what the person did. If others must know it to be safe, override it.',
  );
  add(
    METHOD,
    'tells how somebody died by suicide',
    'Write "died by suicide" or only "was found dead", and add the 988 lifeline.',
  );
  return marks;
}
