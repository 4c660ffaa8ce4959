import { addressOf, resolvePath } from '../../model/address.ts';

/** Anything that a browser would take for a scheme, with the characters that browsers pass over. */
const SCHEME = /^[\s\p{Cc}]*[a-z][a-z0-9+.\-\s\p{Cc}]*:/iu;
const UNSAFE = /[\s\p{Cc}<>"`{}|\\^]/gu;

/**
 * Where a link may lead from the file `path`: a web, mail or telephone address as it is, a file of the newsroom from
 * the site's root (`/releases/26-123.html`). Undefined for every other address, which is then printed as plain text.
 */
export function linkAddress(href: string, path: string): string | undefined {
  const address = href.trim();
  if (/^(?:mailto|tel):\S/i.test(address)) return encoded(address);
  return webAddress(address, /^https?:\/\/[^\s/]/i) ?? ownAddress(address, path);
}

/** Where an image may come from: the newsroom itself or an https address. */
export function imageAddress(src: string, path: string): string | undefined {
  const address = src.trim();
  return webAddress(address, /^https:\/\/[^\s/]/i) ?? ownAddress(address, path);
}

function webAddress(address: string, allowed: RegExp): string | undefined {
  return allowed.test(address) && URL.canParse(address) ? encoded(address) : undefined;
}

function ownAddress(address: string, path: string): string | undefined {
  if (SCHEME.test(address)) return undefined;
  const target = resolvePath(path, address);
  // Browsers read an encoded dot or slash as a dot or a slash, so it could lead out again.
  if (target === undefined || /%(?:2e|2f|5c|00)|\ufffd/i.test(target)) return undefined;
  const fragment = target.endsWith('.md') ? '' : (/#[\w=&.,-]+$/.exec(address)?.[0] ?? '');
  return encoded(addressOf(target)) + fragment;
}

/** An address with the characters encoded that may not stand in one; what is encoded already stays. */
function encoded(address: string): string {
  return UNSAFE.test(address) ? address.replace(UNSAFE, encodeURIComponent) : address;
}
