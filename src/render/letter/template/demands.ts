import type { Finding } from '../../../model/finding.ts';
import { escapeHtml } from '../../../model/html.ts';
import { templatePath } from '../context.ts';
import type { Markers } from '../slots.ts';
import type { Frame } from '../view/frame.ts';
import { printable } from '../words.ts';
import { onFile, type Remark } from './remark.ts';

/** A slot or a text that a letter must show, whatever the newsroom makes of its templates. */
export type Demand = Remark & { holds: (html: string) => boolean };

const LAW = 'The law on bulk mail asks for it, and mail programs refuse lists without it.';

/** What every letter must show: a title, one first heading, a language, the newsroom's notice and postal address. */
export function frameDemands(frame: Frame): Demand[] {
  const { notice, address } = frame.newsroom;
  const { banner } = frame;
  return [
    {
      rule: 'template/missing',
      holds: (html) => /<(?:mj-)?title>\s*[^\s<]/.test(html),
      what: 'The mail has no title.',
      why: 'Screen readers announce the title when the mail is opened.',
      fix: 'Put <mj-title>{{ letter.title }}</mj-title> into <mj-head>.',
    },
    {
      rule: 'template/missing',
      holds: (html) => (html.match(/<h1[\s>]/g) ?? []).length === 1,
      what: 'The mail must have exactly one first heading, <h1>.',
      why: 'It is how screen readers find what the mail is about.',
      fix: 'Put the headline into <h1>, and use <h2> and <h3> for what stands below it.',
    },
    {
      rule: 'template/missing',
      holds: (html) => /<(?:mjml|html)\s[^>]*\blang="(?!und)[a-z]/.test(html),
      what: 'The mail does not say its language.',
      why: 'Without it a screen reader pronounces the text in the wrong language.',
      fix: 'Begin with <mjml lang="{{ letter.language }}" dir="{{ letter.dir }}">.',
    },
    mustPrint(notice === null ? [] : [notice], {
      value: 'newsroom.notice',
      why: 'The newsroom’s notice stands on everything that it puts out.',
      fix: 'Write {% render "partials/notice.mjml" %} below the masthead.',
    }),
    mustPrint(
      banner ? [banner.label, banner.text, ...banner.changes.flatMap(({ was, is }) => [was, is])] : [],
      {
        value: 'banner',
        why: 'A correction, hold, kill or embargo is said before everything else.',
        fix: 'Write {% render "partials/banner.mjml" %} below the masthead.',
      },
    ),
    mustPrint(address, {
      value: 'newsroom.address',
      why: LAW,
      fix: 'Print its lines: {% for line in newsroom.address %}<br />{{ line }}{% endfor %}',
    }),
  ];
}

/** A slot that must stand in a link. */
export function slotDemand(slots: Markers, name: keyof Markers): Demand {
  return {
    rule: 'template/slot',
    holds: (html) => html.includes(`href="${slots[name]}"`),
    what: `The mail has no link for the slot "${name}".`,
    why: name === 'confirm' ? 'Without it nobody can confirm a subscription.' : LAW,
    fix: `Put <a href="{{ slots.${name} }}"> around its words.`,
  };
}

/** Texts that must be printed as they are; `value` is what the template calls them. */
export function mustPrint(
  texts: readonly string[],
  { value, why, fix }: { value: string; why: string; fix?: string },
): Demand {
  return {
    rule: 'template/missing',
    holds: (html) => texts.every((text) => html.includes(printable(escapeHtml(text)))),
    what: `The mail does not print ${value}.`,
    why,
    fix: fix ?? `Print {{ ${value} }} where readers see it.`,
  };
}

/** The demands that a mail does not meet, as findings on its template. */
export function demandFindings(html: string, template: string, demands: readonly Demand[]): Finding[] {
  return demands
    .filter((demand) => !demand.holds(html))
    .map((demand) => onFile(templatePath(template), demand));
}
