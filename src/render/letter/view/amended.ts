import type { Html } from '../../../model/html.ts';
import type { Amendment } from '../../../model/shelf.ts';
import { webAddress } from '../context.ts';
import { fill } from '../words.ts';
import { langOf, type Frame } from './frame.ts';

/** An entry of the corrections box: what happened to which release, and where; `text` is in the language of `lang`. */
export type AmendmentView = {
  label: string;
  title: string | null;
  text: string | null;
  address: string;
  lang: Html;
};

const LABELS = {
  correction: 'amendedCorrection',
  hold: 'amendedHold',
  kill: 'amendedKill',
  withdrawn: 'amendedWithdrawn',
} as const;

/** What was put right since the issue before. */
export function amendmentViews(amended: readonly Amendment[], site: string, frame: Frame): AmendmentView[] {
  return amended.map((one) => {
    const label = fill(frame.words[LABELS[one.kind]], { number: one.number });
    const address = webAddress(site, one.address);
    if (one.kind === 'correction') {
      const { title, note: text, language } = one;
      return { label, title, text, address, lang: langOf(language, frame) };
    }
    const lang = langOf(frame.letter.language, frame);
    return { label, title: null, text: one.reason ?? null, address, lang };
  });
}
