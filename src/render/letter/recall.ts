import { publicationKey, type Publication } from '../../model/publication.ts';
import { topicsOf } from '../../model/topic.ts';
import { templatePath, type Composed, type LetterContext } from './context.ts';
import { tooLongFinding } from './length.ts';
import { markersFor, slotsIn, type Markers } from './slots.ts';
import { demandFindings, frameDemands, mustPrint, slotDemand, type Demand } from './template/demands.ts';
import { makeHtml } from './template/mjml.ts';
import { recallText } from './text/recall.ts';
import { recallView, type RecallView } from './view/recall.ts';

export const RECALL_TEMPLATE = 'recall.mjml';

/**
 * The letter that tells everybody who had something that it is on hold or killed; the context's banner says which, and why.
 * It names the number and the address, and repeats no word of what was taken back. It answers the first mail about it.
 */
export async function composeRecall(publication: Publication, context: LetterContext): Promise<Composed> {
  const { templates, newsroom } = context;
  const view = recallView(publication, context);
  const slots = markersFor([view, [...templates]]);
  const made = await makeHtml(RECALL_TEMPLATE, { ...view, slots }, templates, newsroom.limits.letterBytes);
  if (made.html === undefined) {
    const path = templatePath(RECALL_TEMPLATE);
    return { findings: made.tooLong ? [tooLongFinding(path, newsroom.limits.letterBytes)] : made.findings };
  }
  const findings = demandFindings(made.html, RECALL_TEMPLATE, recallDemands(view, slots));
  if (findings.length > 0) return { findings };
  const text = recallText(view, slots);
  const letter = {
    subject: view.letter.title,
    html: made.html,
    text,
    slots: slotsIn(slots, made.html, text),
    language: view.letter.language,
    inReplyTo: publicationKey(publication),
    topics: topicsOf(publication),
  };
  return { letter, findings: [] };
}

/** What the mail that takes something back must show. */
export function recallDemands(view: RecallView, slots: Markers): Demand[] {
  return [
    ...frameDemands(view),
    slotDemand(slots, 'unsubscribe'),
    mustPrint([view.recall.what], {
      value: 'recall.what',
      why: 'Nobody can stop using what the mail does not name.',
    }),
  ];
}
