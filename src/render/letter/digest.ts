import type { Forms } from '../../model/publication.ts';
import type { ShelvedIssue } from '../../model/shelf.ts';
import { topicsOf } from '../../model/topic.ts';
import { noteBody } from './body.ts';
import type { Composed, LetterContext } from './context.ts';
import { markersFor, slotsIn, type Markers } from './slots.ts';
import { demandFindings, frameDemands, mustPrint, slotDemand, type Demand } from './template/demands.ts';
import { makeHtml } from './template/mjml.ts';
import { digestText } from './text/digest.ts';
import { tooLongFinding } from './length.ts';
import { labelled } from './view/banner.ts';
import { digestSubject, digestView, type DigestView } from './view/digest.ts';
import type { Shortening } from './view/story.ts';

export const DIGEST_TEMPLATE = 'digest.mjml';

/** How an issue is shortened, a step at a time, until its mail is short enough not to be clipped. */
const STEPS: readonly Shortening[] = [
  { show: 'full', each: Infinity },
  { show: 'brief', each: Infinity },
  { show: 'headlines', each: Infinity },
  ...[20, 10, 5, 2, 1].map((each): Shortening => ({ show: 'newest', each })),
];

/**
 * The letter of an issue of the Digest, or the findings that say why there is none. The same issue, forms, newsroom and
 * templates give the same bytes. A long issue is shortened by rule, says so, and links to the full one.
 */
export async function composeDigest(
  shelved: ShelvedIssue,
  forms: Forms,
  context: LetterContext,
): Promise<Composed> {
  const { templates, newsroom, site } = context;
  const limit = newsroom.limits.letterBytes;
  const note = noteBody(forms.html, shelved, site);
  let slots: Markers | undefined;
  for (const step of STEPS) {
    const view = digestView(shelved, note, step, context);
    slots ??= markersFor([view, [...templates]]);
    const { html, tooLong, findings } = await makeHtml(DIGEST_TEMPLATE, { ...view, slots }, templates, limit);
    if (tooLong) continue;
    if (html === undefined) return { findings };
    const missing = demandFindings(html, DIGEST_TEMPLATE, digestDemands(view, slots));
    if (missing.length > 0) return { findings: missing };
    const text = digestText(view, forms.text, slots);
    const letter = {
      subject: labelled(view.banner, digestSubject(shelved, newsroom)),
      html,
      text,
      slots: slotsIn(slots, html, text),
      language: shelved.issue.language,
      topics: topicsOf(shelved.issue),
    };
    return { letter, findings: [] };
  }
  return { findings: [tooLongFinding(shelved.issue.path, limit)] };
}

/** What a Digest's mail must show. */
export function digestDemands(view: DigestView, slots: Markers): Demand[] {
  const stories = view.sections.flatMap((section) => section.stories);
  const carriers = [...(view.lead ? [view.lead] : []), ...view.sections];
  return [
    ...frameDemands(view),
    slotDemand(slots, 'unsubscribe'),
    mustPrint([view.issue.coverage.covers], {
      value: 'issue.coverage.covers',
      why: 'An issue says which releases it covers.',
    }),
    mustPrint(view.lead ? [view.lead.title] : [], { value: 'lead.title', why: IN_THE_ISSUE }),
    mustPrint(
      stories.map(({ title }) => title),
      { value: 'story.title', why: IN_THE_ISSUE },
    ),
    mustPrint(
      carriers.flatMap(({ boilerplate }) => boilerplate.map(({ text }) => text)),
      {
        value: 'section.boilerplate',
        why: 'newsdesk.yaml says that every release of this kind carries it.',
        fix: 'Write {% render "partials/standing.mjml", texts: section.boilerplate %} below the stories, and the same for the lead.',
      },
    ),
    mustPrint(
      view.issue.amended.flatMap(({ label, text }) => (text === null ? [label] : [label, text])),
      {
        value: 'issue.amended',
        why: 'Whoever had the wrong words reads here what is right.',
        fix: 'Write {% render "partials/amended.mjml" %} above the coverage.',
      },
    ),
    mustPrint(view.issue.shortened ? [view.words.shortenedIssue] : [], {
      value: 'words.shortenedIssue',
      why: 'A shortened issue says that it is shortened.',
    }),
  ];
}

const IN_THE_ISSUE = 'The issue says that it covers this release.';
