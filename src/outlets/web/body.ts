import { absolute } from '../../model/markup.ts';

/**
 * A rendered body for this site: addresses from the site's root get the base path, and a table that is wider than a
 * phone scrolls in a box of its own that the keyboard reaches.
 */
export function bodyHtml(source: string, base: string): string {
  const rooted = absolute(source, base);
  if (!rooted.includes('<table')) return rooted;
  return rooted
    .replace(/<table(?=[ >])/g, '<div class="scroll" role="group" aria-label="Table" tabindex="0"><table')
    .replaceAll('</table>', '</table></div>');
}
