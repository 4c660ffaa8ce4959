import { nearest } from '../../../model/nearest.ts';

/** Something wrong with the tags of a rendered template; `offset` is where the tag begins. */
export type TagFault = { offset: number; tag: string; what: string; fix: string };

/** MJML's elements (mjml-preset-core 5.4), and the four that live only inside others. */
const KNOWN = new Set(
  `mjml mj-head mj-body mj-raw mj-accordion mj-accordion-element mj-accordion-title mj-accordion-text mj-attributes
  mj-all mj-class mj-button mj-carousel mj-carousel-image mj-html-attribute mj-html-attributes mj-selector mj-divider
  mj-group mj-breakpoint mj-font mj-preview mj-style mj-title mj-hero mj-wrapper mj-section mj-column mj-image mj-navbar
  mj-navbar-link mj-social mj-social-element mj-spacer mj-table mj-text`.split(/\s+/),
);
/** HTML elements without content, and those whose end tag may be left out (HTML, §13.1.2). */
const OPEN_ENDED = new Set(
  `area base br col embed hr img input link meta source track wbr p li dt dd tr td th thead tbody tfoot colgroup
  caption option rt rp html head body`.split(/\s+/),
);
const TAG =
  /<!--[\s\S]*?-->|<!doctype[^>]*>|<(\/?)([a-zA-Z][a-zA-Z0-9-]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>|<\/?(mj[a-z-]*)/gi;

/**
 * Tags that are unknown, never closed or never opened. MJML itself is silent about most of these: it repairs what it
 * is given, and the half of a template that was lost is lost without a word.
 */
export function tagFaults(text: string): TagFault[] {
  const faults: TagFault[] = [];
  const open: { tag: string; offset: number }[] = [];
  for (const found of text.matchAll(TAG)) {
    const [, slash, name, attributes = '', cut] = found;
    const offset = found.index;
    if (cut !== undefined) faults.push(unfinished(cut, offset));
    if (name === undefined) continue;
    const tag = name.toLowerCase();
    const mjml = tag.startsWith('mj');
    if (mjml && !KNOWN.has(tag)) {
      if (slash === '') faults.push(unknown(tag, offset));
    } else if (!mjml && OPEN_ENDED.has(tag)) {
      continue;
    } else if (slash === '/') {
      faults.push(...close(tag, offset, open));
    } else if (!attributes.endsWith('/')) {
      open.push({ tag, offset });
    }
  }
  const last = open.at(-1);
  if (last) faults.push(unended(last));
  return faults.toSorted((a, b) => a.offset - b.offset);
}

/** Takes the element that a closing tag closes off the list; what is left open inside it is a fault. */
function close(tag: string, offset: number, open: { tag: string; offset: number }[]): TagFault[] {
  const index = open.findLastIndex((element) => element.tag === tag);
  const crosses = !tag.startsWith('mj') && open.slice(index + 1).some((inner) => inner.tag.startsWith('mj'));
  if (index === -1 || crosses) {
    return [
      {
        offset,
        tag,
        what: `</${tag}> closes an element that was not opened here.`,
        fix: `Remove it, or put <${tag}> where the element begins.`,
      },
    ];
  }
  return open.splice(index).slice(1).map(unclosed);
}

function unclosed({ tag, offset }: { tag: string; offset: number }): TagFault {
  return { offset, tag, what: `<${tag}> is never closed.`, fix: `Put </${tag}> where the element ends.` };
}

/** One remark for all that is open when the text ends: the innermost is where it was cut off. */
function unended({ tag, offset }: { tag: string; offset: number }): TagFault {
  return {
    offset,
    tag,
    what: `<${tag}> is not closed before the template ends.`,
    fix: `Put </${tag}> where the element ends. Perhaps the end of the file was lost.`,
  };
}

function unfinished(tag: string, offset: number): TagFault {
  return {
    offset,
    tag,
    what: `The tag <${tag} has no “>”.`,
    fix: 'End the tag with “>”. Perhaps the file was cut off, or a quotation mark is missing.',
  };
}

function unknown(tag: string, offset: number): TagFault {
  const guess = nearest(tag, [...KNOWN]);
  const fix = guess
    ? `Did you mean <${guess}>?`
    : 'Use one of the elements that https://documentation.mjml.io names.';
  if (tag === 'mj-include') {
    return {
      offset,
      tag,
      what: '<mj-include> is not used here.',
      fix: 'Write {% render "partials/…" %} instead.',
    };
  }
  return { offset, tag, what: `<${tag}> is not an MJML element.`, fix };
}
