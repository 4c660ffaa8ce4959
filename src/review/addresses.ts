import { resolvePath } from '../model/address.ts';
import type { Reference } from '../model/release.ts';
import type { Spot } from '../model/source.ts';
import type { Outline } from './outline.ts';
import type { Spots } from './spots.ts';
import { quote } from './words.ts';

/** An address in a body: where it stands and what it is for. */
export type Address = { kind: 'link' | 'image'; href: string; at: Spot };

/** What an address leads to: elsewhere, into the newsroom (a path from its folder), or nowhere (`why` in words). */
export type Target =
  { to: 'elsewhere' } | { to: 'newsroom'; path: string } | { to: 'nowhere'; why: string; fix: string };

const ELSEWHERE: Target = { to: 'elsewhere' };
const SCHEMES = { link: new Set(['http', 'https', 'mailto', 'tel']), image: new Set(['https']) };
/** Anything that a browser might take for a scheme: browsers pass over blanks and control characters in it. */
const SCHEME = /^[^a-z0-9/?#:]*([a-z][^/?#:]*):/i;
const IN_HTML = /<(a|img)\b[^<>]*?\s(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi;

/** Every address in the body: links, images, and those in raw HTML. */
export function addressesOf({ links, images, html }: Outline, spotWithin: Spots['spotWithin']): Address[] {
  const found: Address[] = [];
  for (const { href, at } of links) found.push({ kind: 'link', href, at });
  for (const { src, at } of images) found.push({ kind: 'image', href: src, at });
  for (const piece of html) {
    for (const tag of piece.html.matchAll(IN_HTML)) {
      const written = tag[2] ?? tag[3] ?? tag[4] ?? '';
      const href = written.replaceAll('&amp;', '&').trim();
      const kind = tag[1]?.toLowerCase() === 'a' ? 'link' : 'image';
      const offset = tag.index + tag[0].lastIndexOf(written);
      found.push({ kind, href, at: spotWithin(piece.at, offset, written) });
    }
  }
  return found;
}

/** The addresses that point into the newsroom, for the checks across files. */
export function referencesOf(addresses: readonly Address[], path: string, site: string): Reference[] {
  const references: Reference[] = [];
  for (const { kind, href, at } of addresses) {
    const target = targetOf(kind, href, path, site);
    if (target.to === 'newsroom') {
      references.push({ kind, target: target.path, line: at.line, column: at.column, length: at.length });
    }
  }
  return references;
}

/**
 * Where an address leads when it stands in the file `path`. A whole address of a release's or an issue's page on the
 * newsroom's own site counts as the newsroom's: it would be just as dead, and tell just as much too early.
 */
export function targetOf(kind: 'link' | 'image', href: string, path: string, site: string): Target {
  const scheme = SCHEME.exec(href)?.[1]?.toLowerCase();
  if (scheme !== undefined) return withScheme(kind, scheme, href.trim(), site);
  if (href.trim() === '') {
    return { to: 'nowhere', why: 'has no address', fix: 'Write the address between the parentheses.' };
  }
  if (href.startsWith('#') && kind === 'link') return ELSEWHERE;
  if (href.startsWith('//')) {
    return { to: 'nowhere', why: 'has an address without https:', fix: `Write https:${href}.` };
  }
  const resolved = resolvePath(path, href.trim());
  if (resolved === undefined || /%(?:2e|2f|5c|00)/i.test(resolved)) {
    return {
      to: 'nowhere',
      why: `leads out of the newsroom’s folder (${href})`,
      fix: 'Write a path to a file in the newsroom, with "/", or a whole address that begins with https://.',
    };
  }
  return { to: 'newsroom', path: decoded(resolved) };
}

function withScheme(kind: 'link' | 'image', scheme: string, href: string, site: string): Target {
  if (!SCHEMES[kind].has(scheme)) {
    const allowed = kind === 'link' ? 'https:, http:, mailto: or tel:' : 'https:';
    return {
      to: 'nowhere',
      why: `begins with ${quote(`${scheme}:`)}`,
      fix: `Use an address that begins with ${allowed}, or a path to a file of the newsroom.`,
    };
  }
  if (!scheme.startsWith('http')) {
    if (/:\S/.test(href)) return ELSEWHERE;
    return { to: 'nowhere', why: 'has no address', fix: `Write the address after ${scheme}:.` };
  }
  if (!/^https?:\/\/[^\s/]/i.test(href) || !URL.canParse(href)) {
    return {
      to: 'nowhere',
      why: 'has an address that browsers cannot read',
      fix: 'Copy it again from the browser.',
    };
  }
  if (!href.startsWith(`${site}/`)) return ELSEWHERE;
  const own = resolvePath('', href.slice(site.length));
  return own !== undefined && /^(?:releases|digest)\/.+\.html$/.test(own)
    ? { to: 'newsroom', path: decoded(own) }
    : ELSEWHERE;
}

function decoded(path: string): string {
  if (!path.includes('%')) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
