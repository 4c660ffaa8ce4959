import type { Markers } from '../slots.ts';
import type { ConfirmationView } from '../view/confirmation.ts';
import { printable } from '../words.ts';
import { blocks, heading, lines, wrap } from './columns.ts';
import { footer, masthead } from './parts.ts';

/** The text part of the letter that asks for a confirmation. */
export function confirmationText(view: ConfirmationView, slots: Markers): string {
  const { words, confirmation } = view;
  const text = blocks(
    masthead(view, view.newsroom.desk),
    heading(confirmation.title, '='),
    wrap(words.confirmAsk),
    lines(...confirmation.topics.map((topic) => wrap(topic, '  ', '* '))),
    lines(`${words.confirmButton}:`, slots.confirm),
    wrap(words.confirmIgnore),
    footer(view, slots, false),
  );
  return printable(`${text}\n`);
}
