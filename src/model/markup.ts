/**
 * Small changes to HTML that our own renderer and sanitiser wrote: every attribute is in double quotes, and no text
 * and no attribute holds a bare `<` or `>`. Never for anybody else's HTML.
 */

/** The same HTML with its headings, which begin at `h2`, beginning at `base`; none goes below `h6`. */
export function shiftHeadings(html: string, base: 2 | 3 | 4): string {
  if (base === 2) return html;
  return html.replace(/<(\/?)h([2-6])(?=[\s>])/g, (_, slash: string, level: string) => {
    return `<${slash}h${Math.min(6, Number(level) + base - 2)}`;
  });
}

/**
 * The same HTML with its root-relative addresses (`/releases/26-123.html`) below `site`: an origin with a base path for
 * pages that stand elsewhere, or a base path alone.
 */
export function absolute(html: string, site: string): string {
  if (site === '' || !html.includes('="/')) return html;
  return html.replace(/<(?:a|img)\s[^>]*>/g, (tag) =>
    tag.replace(/(\s(?:href|src)=")(?=\/(?!\/))/, `$1${site}`),
  );
}
