import { absolute } from '../../model/markup.ts';

/**
 * Inline style by tag, or by tag and class where a class has its own: `p`, `h2`, `dl.facts`, `td.right`, `table.data`.
 */
export type MailStyles = Readonly<Record<string, string>>;

export type MailOptions = {
  /** Origin and base path of the site, without a slash at the end. */
  site: string;
  styles: MailStyles;
  /** Width of the column, CSS pixels: Outlook heeds nothing else for an image. */
  width?: number;
};

const TAG = /<(\/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+(?:="[^"]*")?)*)\s*\/?>/g;
const ATTRIBUTE = /([a-z-]+)="([^"]*)"/g;
/** What mail programs need of our attributes; ids, roles and the like are for the web. */
const KEPT = new Set([
  'href',
  'src',
  'alt',
  'width',
  'start',
  'scope',
  'colspan',
  'rowspan',
  'lang',
  'dir',
  'title',
]);
/** Elements that mail programs do not know or set badly, and what stands for them. */
const STANDS_FOR: Record<string, string> = { figure: 'div', figcaption: 'p', section: 'div' };
const WIDTH = 552;

/**
 * A body's web HTML (our own renderer's) made fit for mail: inline styles, whole addresses, images with a width, no
 * ids, and no links to places in the page, which mail programs break: a footnote's number stays, its way back goes.
 */
export function styleForMail(html: string, { site, styles, width = WIDTH }: MailOptions): string {
  const plain = absolute(html, site)
    .replace(/ ?<a [^>]*role="doc-backlink"[^>]*>[^<]*<\/a>/g, '')
    .replace(/<a [^>]*href="#[^"]*"[^>]*>(.*?)<\/a>/gs, '$1');
  return plain.replace(TAG, (_, slash: string, tag: string, attributes: string) => {
    const name = STANDS_FOR[tag] ?? tag;
    if (slash === '/') return `</${name}>`;
    const given = new Map<string, string>();
    for (const [, key = '', value = ''] of attributes.matchAll(ATTRIBUTE)) given.set(key, value);
    const style = styles[`${tag}.${given.get('class') ?? ''}`] ?? styles[tag];
    if (tag === 'img') given.set('width', String(Math.min(width, Number(given.get('width') ?? width))));
    let open = `<${name}`;
    for (const [key, value] of given) if (KEPT.has(key)) open += ` ${key}="${value}"`;
    return style === undefined ? `${open}>` : `${open} style="${style.replaceAll('"', '&quot;')}">`;
  });
}
