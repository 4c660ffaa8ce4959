/**
 * The public address of a newsroom file, from the site's root. A page keeps its Source's name, a photo its own path:
 * `releases/2026-11-13-bridge-closed.md` → `/releases/2026-11-13-bridge-closed.html`.
 */
export function addressOf(path: string): string {
  return `/${path.replace(/\.md$/, '.html')}`;
}

/**
 * Where a mark stands when the address of a path is gone for good (410): a file of the same path below this folder of
 * `public/`. An outlet leaves it; any web server can ask for it.
 */
export const GONE = 'gone';

/**
 * Resolves a link written in `from` (a path from the newsroom's folder) to a path from the newsroom's folder, without
 * query or fragment. Undefined when it leaves the newsroom or is not a relative or root-relative path.
 */
export function resolvePath(from: string, href: string): string | undefined {
  const path = href.replace(/[?#].*$/s, '');
  if (path === '' || /^[a-z][a-z0-9+.-]*:/i.test(path) || path.startsWith('//') || path.includes('\\')) {
    return undefined;
  }
  const parts = path.startsWith('/') ? [] : from.split('/').slice(0, -1);
  for (const part of path.split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return undefined;
    } else if (part !== '' && part !== '.') {
      parts.push(part);
    }
  }
  return parts.join('/');
}

/** HTML ids of a publication's body begin with this, so that many bodies can stand on one page: `r26-123-`. */
export function idPrefix(publicationKey: string): string {
  const [type, number] = publicationKey.split('/');
  return `${type === 'release' ? 'r' : 'd'}${number}-`;
}
