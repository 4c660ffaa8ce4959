import { marked, NOTHING, type Context, type Mark, type Rule } from '../../rule.ts';
import { quote } from '../../words.ts';

/** S01: who did what when force was used. */
export const forceRules: readonly Rule[] = [
  {
    id: 'S01',
    severity: 'warning',
    about: 'A sentence about the use of force that does not say who did it',
    source: 'AP Stylebook: officer-involved',
    why: 'Readers see at once that the sentence hides somebody, and trust the rest of it less.',
    check: checkForce,
  },
];

const AGENTLESS =
  /\b(?:officer|deputy|trooper|police|detective)[- ]involved\b|\b(?:an? )?(?:altercation|struggle|confrontation|scuffle|pursuit|exchange of gunfire) (?:then )?(?:ensued|occurred|took place|transpired)\b|\bshots were (?:fired|exchanged)\b|\bgunfire (?:erupted|was exchanged)\b|\bforce was (?:used|applied|deployed)\b|\b(?:an? |the |his |her )?(?:weapon|firearm|gun|taser|duty weapon) was (?:discharged|deployed|fired)\b|\b(?:was|were) struck by (?:gunfire|a bullet|a round|bullets)\b|\bless[- ]lethal (?:force|rounds?|munitions?) (?:was|were)\b|\bthe situation escalated\b|\b(?:man|woman|suspect|driver|he|she) was (?:shot|tased|struck|restrained|killed)(?! by)\b/gi;

function checkForce(context: Context): readonly Mark[] {
  const { text } = context.prose;
  const always = context.story.kind?.useOfForce === true;
  if (context.front.type !== 'release' || (!always && !/[- ]involved/i.test(text))) return NOTHING;
  const marks: Mark[] = [];
  for (const { 0: words, index } of text.matchAll(AGENTLESS)) {
    if (!always && !/^(?:officer|deputy|trooper|police|detective)[- ]involved/i.test(words)) continue;
    const what = `${quote(words)} does not say who did it`;
    marks.push(
      marked(context, index, index + words.length, what, 'Name who acted: "An officer shot a man who …".'),
    );
  }
  return marks;
}
