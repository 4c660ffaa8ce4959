import { decoded } from './characters.ts';
import { linkText, type Saying } from './saying.ts';
import { photoInWords } from './words.ts';

const TAG_OR_TEXT = /<(\/?)([a-z][a-z0-9]*)([^>]*)>|[^<]+/g;
/** Elements that stand apart from what is around them. */
const APART = new Set('blockquote div dl figure h2 h3 h4 h5 h6 hr ol p pre table ul'.split(' '));
/** Elements that begin a line. */
const LINE = new Set('caption dd dt figcaption li tr'.split(' '));

/** Where the writing of a piece of HTML is: what it wrote, and what it is inside of. */
type Progress = {
  out: string[];
  cells: number;
  preformatted: number;
  /** The lists that it is inside of; `next` is the number of the next item of one that is numbered. */
  lists: { next: number | undefined }[];
  links: { address: string | undefined; from: number }[];
};

/**
 * HTML that the sanitiser let pass, as text: every block on lines of its own, table cells parted by bars, links
 * numbered, images in words. Lines are not wrapped yet.
 */
export function htmlInWords(safe: string, saying: Saying): string {
  const progress: Progress = { out: [], cells: 0, preformatted: 0, lists: [], links: [] };
  for (const [part, slash, tag, attributes = ''] of safe.matchAll(TAG_OR_TEXT)) {
    if (tag === undefined)
      progress.out.push(decoded(progress.preformatted > 0 ? part : part.replace(/\s+/g, ' ')));
    else if (slash === '') open(tag, attributes, progress, saying);
    else close(tag, progress, saying);
  }
  return progress.out
    .join('')
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n');
}

function open(tag: string, attributes: string, progress: Progress, saying: Saying): void {
  const { out, links, lists } = progress;
  if (tag === 'pre') progress.preformatted += 1;
  if (tag === 'ul') lists.push({ next: undefined });
  if (tag === 'ol') lists.push({ next: Number(attribute(attributes, 'start') ?? 1) });
  if (tag === 'br') out.push('\n');
  else if (APART.has(tag)) {
    if (!beginsItem(tag, out)) out.push('\n\n');
  } else if (LINE.has(tag)) {
    out.push(tag === 'li' ? `\n${marker(lists.at(-1))}` : '\n');
    progress.cells = 0;
  } else if (tag === 'td' || tag === 'th') {
    if (progress.cells > 0) {
      if (out.at(-1)?.trim() === '') out.pop();
      out.push(' | ');
    }
    progress.cells += 1;
  } else if (tag === 'img')
    out.push(`[${photoInWords(saying.words, attribute(attributes, 'alt') ?? '', '')}]`);
  else if (tag === 'a') links.push({ address: attribute(attributes, 'href'), from: out.length });
}

function close(tag: string, progress: Progress, saying: Saying): void {
  const { out, links } = progress;
  if (tag === 'pre') progress.preformatted -= 1;
  if (tag === 'ul' || tag === 'ol') progress.lists.pop();
  if (APART.has(tag)) out.push('\n\n');
  else if (tag === 'a') {
    const link = links.pop();
    if (link) out.push(linkText(out.splice(link.from).join('').trim(), link.address, saying));
  }
}

/** A browser numbers the items of `ol`; so does the text, or "see point 4" would lead nowhere. */
function marker(list: Progress['lists'][number] | undefined): string {
  if (list?.next === undefined) return '- ';
  list.next += 1;
  return `${list.next - 1}. `;
}

/** Whether a block is the first thing in an item of a list: it stands in the line of the item's mark. */
function beginsItem(tag: string, out: string[]): boolean {
  if (tag === 'ul' || tag === 'ol') return false;
  const blank = out.at(-1) === ' ' ? 1 : 0;
  if (!/^\n(?:-|\d+\.) $/.test(out.at(-1 - blank) ?? '')) return false;
  out.splice(out.length - blank, blank);
  return true;
}

function attribute(attributes: string, name: 'alt' | 'href' | 'start'): string | undefined {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(attributes)?.[1];
  return value === undefined ? undefined : decoded(value);
}
