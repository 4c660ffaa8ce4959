import { TAKE_BACK_WORDS } from '../model/recall.ts';
import type { Amendment } from '../model/shelf.ts';

/** One entry of an issue's corrections box in words: `label`, `what` (the linked words), `title` where there is one, `note`. */
export type AmendmentWords = { label: string; what: string; title?: string; note: string };

/** What every outlet says of an amendment. What was taken back is said by its number; none of its words is there. */
export function amendmentWords(amendment: Amendment): AmendmentWords {
  const what = `release ${amendment.number}`;
  if (amendment.kind === 'correction')
    return { label: 'Correction', what, title: amendment.title, note: amendment.note };
  const { label, happened, ask } = TAKE_BACK_WORDS[amendment.kind];
  const { reason } = amendment;
  return { label, what: `${what} ${happened}`, note: reason === undefined ? ask : `${ask} ${reason}` };
}
