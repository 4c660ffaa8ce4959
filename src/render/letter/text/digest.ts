import type { Markers } from '../slots.ts';
import { fill, printable } from '../words.ts';
import type { DigestView } from '../view/digest.ts';
import type { LeadView, SectionView, StoryView } from '../view/story.ts';
import { bannerText } from '../view/banner.ts';
import { blocks, heading, lines, wrap } from './columns.ts';
import { contactLines, footer, masthead } from './parts.ts';

/** The text part of the Digest's letter. `note` is the editor's note in 76 columns. */
export function digestText(view: DigestView, note: string, slots: Markers): string {
  const { issue, words } = view;
  const text = blocks(
    bannerText(view.banner),
    masthead(view, `${issue.name.toUpperCase()} ${issue.number}`, issue.date),
    issue.title && heading(issue.title, '='),
    wrap(issue.summary),
    issue.shortened && lines(wrap(words.shortenedIssue), issue.address),
    contents(view),
    note.trim() !== '' && blocks(heading(words.editor, '='), note.trim()),
    view.lead && leadText(view.lead, view),
    ...view.sections.map((section) => sectionText(section, view)),
    amendedText(view),
    lines(
      wrap(issue.coverage.covers),
      issue.coverage.leftOut && wrap(issue.coverage.leftOut),
      issue.coverage.withdrawn && wrap(issue.coverage.withdrawn),
    ),
    contactLines(words.questions, view.contact),
    lines(`${words.onWeb}:`, issue.address),
    footer(view, slots, true),
  );
  return printable(`${text}\n`);
}

function amendedText({ issue, words }: DigestView): string {
  if (issue.amended.length === 0) return '';
  return blocks(
    heading(words.corrections, '='),
    ...issue.amended.map(({ label, title, text, address }) =>
      lines(wrap(title === null ? label : `${label}: ${title}`), text !== null && wrap(text), address),
    ),
  );
}

function contents({ lead, sections, words }: DigestView): string {
  const stories = [...(lead ? [lead] : []), ...sections.flatMap((section) => section.stories)];
  if (stories.length === 0) return '';
  return blocks(
    heading(words.inThisIssue, '='),
    lines(...stories.map((story) => wrap(`${story.number} ${story.title}`, '  ', '* '))),
  );
}

function leadText(lead: LeadView, view: DigestView): string {
  return blocks(
    heading(view.words.leadStory, '='),
    storyText(lead, view, lead.sentence),
    ...lead.boilerplate.map((standing) => wrap(standing.text)),
  );
}

function sectionText(section: SectionView, view: DigestView): string {
  return blocks(
    heading(section.title, '='),
    ...section.stories.map((story) => storyText(story, view, null)),
    section.more && lines(wrap(`${section.more}:`), view.issue.address),
    ...section.boilerplate.map((standing) => wrap(standing.text)),
  );
}

function storyText(story: StoryView, { words }: DigestView, sentence: string | null): string {
  const number = fill(words.release, { number: story.number });
  const facts = [
    story.expired && words.expired,
    story.resolved,
    story.update,
    story.date,
    story.areas,
    number,
  ];
  return lines(
    wrap(story.title),
    wrap(facts.filter((fact) => typeof fact === 'string' && fact !== '').join(' | ')),
    story.text && wrap(story.text),
    sentence && wrap(sentence),
    story.address,
  );
}
