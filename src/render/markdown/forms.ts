import type { Body } from '../../model/body.ts';
import type { Forms } from '../../model/publication.ts';
import { renderHtml } from './html.ts';
import { renderText } from './text.ts';

export type FormOptions = {
  /** The publication's file, from the newsroom's folder: `releases/2026-11-13-bridge-closed.md`. */
  path: string;
  /** What every HTML id begins with: `r26-123-`. */
  prefix: string;
  /** Origin and base path of the site, without a slash at the end: plain text prints whole addresses. */
  site: string;
  /** Language of the text (BCP 47), for the few words that a form adds; English when absent. */
  language?: string;
};

/** A body in every form that is not mail. */
export function renderForms(body: Body, options: FormOptions): Forms {
  return { html: renderHtml(body, options), text: renderText(body, options) };
}
