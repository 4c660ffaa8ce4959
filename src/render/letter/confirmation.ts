import type { Topic } from '../../model/topic.ts';
import { templatePath, type Composed, type LetterContext } from './context.ts';
import { markersFor, slotsIn, type Markers } from './slots.ts';
import { demandFindings, frameDemands, mustPrint, slotDemand, type Demand } from './template/demands.ts';
import { makeHtml } from './template/mjml.ts';
import { confirmationText } from './text/confirmation.ts';
import { tooLongFinding } from './length.ts';
import { confirmationView, type ConfirmationView } from './view/confirmation.ts';
import { oneLine } from './words.ts';

export const CONFIRMATION_TEMPLATE = 'confirmation.mjml';

/**
 * The letter that asks whoever entered an address to confirm these topics (double opt-in). It is the same for everybody
 * who asks for the same; the address to open is its slot `confirm`. It belongs to no topic: it goes to one person.
 */
export async function composeConfirmation(
  topics: readonly Topic[],
  language: string,
  context: LetterContext,
): Promise<Composed> {
  const { templates, newsroom } = context;
  const view = confirmationView(topics, language, context);
  const slots = markersFor([view, [...templates]]);
  const made = await makeHtml(
    CONFIRMATION_TEMPLATE,
    { ...view, slots },
    templates,
    newsroom.limits.letterBytes,
  );
  if (made.html === undefined) {
    const path = templatePath(CONFIRMATION_TEMPLATE);
    return { findings: made.tooLong ? [tooLongFinding(path, newsroom.limits.letterBytes)] : made.findings };
  }
  const findings = demandFindings(made.html, CONFIRMATION_TEMPLATE, confirmationDemands(view, slots));
  if (findings.length > 0) return { findings };
  const text = confirmationText(view, slots);
  return {
    letter: {
      subject: oneLine(view.letter.title),
      html: made.html,
      text,
      slots: slotsIn(slots, made.html, text),
      language: view.letter.language,
      topics: [],
    },
    findings: [],
  };
}

/** What a confirmation mail must show. */
export function confirmationDemands(view: ConfirmationView, slots: Markers): Demand[] {
  return [
    ...frameDemands(view),
    slotDemand(slots, 'confirm'),
    mustPrint(view.confirmation.topics, {
      value: 'confirmation.topics',
      why: 'Nobody can consent to what the mail does not name.',
      fix: 'Print them: {% for topic in confirmation.topics %}<li>{{ topic }}</li>{% endfor %}',
    }),
  ];
}
