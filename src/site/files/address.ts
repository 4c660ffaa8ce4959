import { GONE } from '../../model/address.ts';

/** Dot files, editors' backups, and files that are being written (util/atomic.ts) belong to nobody outside. */
const HIDDEN = /^\.|~$|\.tmp-\d+$/;

/** Whether a path below `public/` is never served, whatever stands there; marks of what is gone are not for readers. */
export function isHidden(path: string): boolean {
  const names = path.split('/');
  return names[0] === GONE || names.some((name) => HIDDEN.test(name));
}

/** The target of a request (RFC 9112 §3.2) as path and query; the path is absent when the target has none. */
export function splitTarget(target: string): { pathname?: string; search: string } {
  if (!target.startsWith('/')) {
    const url = /^https?:/i.test(target) && URL.canParse(target) ? new URL(target) : undefined;
    return url ? { pathname: url.pathname, search: url.search } : { search: '' };
  }
  const query = target.indexOf('?');
  return query === -1
    ? { pathname: target, search: '' }
    : { pathname: target.slice(0, query), search: target.slice(query) };
}

/**
 * The names that a request path is made of, decoded once; the last is empty for a folder's path. Undefined for a path
 * that names nothing that may be served: dot segments, encoded slashes, backslashes, NUL, hidden names, broken encoding.
 */
export function namesOf(pathname: string): string[] | undefined {
  let names: string[];
  try {
    names = pathname.split('/').slice(1).map(decodeURIComponent);
  } catch {
    return undefined;
  }
  const sound =
    names.length > 0 &&
    names.every((name, i) => (name !== '' || i === names.length - 1) && !/[/\\\0]/.test(name)) &&
    !isHidden(names.join('/'));
  return sound ? names : undefined;
}
