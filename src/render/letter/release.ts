import { printDateline } from '../../model/dateline.ts';
import { html } from '../../model/html.ts';
import { publicationKey, type Forms } from '../../model/publication.ts';
import type { ShelvedRelease } from '../../model/shelf.ts';
import { topicsOf } from '../../model/topic.ts';
import { beginsWithText, releaseBody } from './body.ts';
import type { Composed, ReleaseContext } from './context.ts';
import { markersFor, slotsIn, type Markers } from './slots.ts';
import { demandFindings, frameDemands, mustPrint, slotDemand, type Demand } from './template/demands.ts';
import { makeHtml, type Made } from './template/mjml.ts';
import { withDateline } from './text/dateline.ts';
import { releaseText } from './text/release.ts';
import { tooLongFinding } from './length.ts';
import { labelled } from './view/banner.ts';
import { releaseView, type ReleaseView } from './view/release.ts';
import { fill, oneLine } from './words.ts';

export const RELEASE_TEMPLATE = 'release.mjml';

/**
 * The letter of a release, or the findings that say why there is none. The same release, forms, newsroom and templates
 * give the same bytes. A text too long for one mail is replaced by its summary, and the mail says so.
 */
export async function composeRelease(
  shelved: ShelvedRelease,
  forms: Forms,
  context: ReleaseContext,
): Promise<Composed> {
  const { release } = shelved;
  const styled = releaseBody(forms.html, shelved, context.site);
  const full = releaseView(shelved, forms, styled, false, context);
  const slots = markersFor([full, [...context.templates]]);
  let view = full;
  let made = await make(view, slots, context);
  if (made.tooLong) {
    const summary = html`<p>${printDateline(release)}${release.summary}</p>`.source;
    view = releaseView(shelved, forms, summary, true, context);
    made = await make(view, slots, context);
  }
  if (made.html === undefined) {
    return {
      findings: made.tooLong
        ? [tooLongFinding(release.path, context.newsroom.limits.letterBytes)]
        : made.findings,
    };
  }
  const findings = demandFindings(made.html, RELEASE_TEMPLATE, releaseDemands(view, slots));
  if (findings.length > 0) return { findings };
  const body = withDateline(forms.text, printDateline(release), beginsWithText(forms.html));
  const text = releaseText(view, body, slots);
  return {
    letter: {
      subject: subjectOf(view),
      html: made.html,
      text,
      slots: slotsIn(slots, made.html, text),
      language: release.language,
      ...(release.updates !== undefined && {
        inReplyTo: publicationKey({ ...release, number: release.updates }),
      }),
      topics: topicsOf(release),
    },
    findings: [],
  };
}

function make(view: ReleaseView, slots: Markers, { templates, newsroom }: ReleaseContext): Promise<Made> {
  return makeHtml(RELEASE_TEMPLATE, { ...view, slots }, templates, newsroom.limits.letterBytes);
}

/** "Update to release 26-101: A lane reopens": an update is labelled where it is seen first. */
function subjectOf({ release, words, banner }: ReleaseView): string {
  const title = oneLine(release.title);
  if (banner) return labelled(banner, title);
  return release.update ? fill('{update}: {title}', { update: words.update.toUpperCase(), title }) : title;
}

/** What a release's mail must show. */
export function releaseDemands(view: ReleaseView, slots: Markers): Demand[] {
  return [
    ...frameDemands(view),
    slotDemand(slots, 'unsubscribe'),
    mustPrint([view.release.title], {
      value: 'release.title',
      why: 'A mail without its headline says nothing.',
    }),
    mustPrint(
      view.release.boilerplate.map(({ text }) => text),
      {
        value: 'release.boilerplate',
        why: 'newsdesk.yaml says that every release of this kind carries it.',
        fix: 'Write {% render "partials/standing.mjml", texts: release.boilerplate %} below the text.',
      },
    ),
  ];
}
