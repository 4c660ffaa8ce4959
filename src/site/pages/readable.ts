import { domainToUnicode } from 'node:url';

/**
 * One's own address as one writes it: `jane@xn--kln-sna.example` → `jane@köln.example`. For a page about it only; what
 * is kept, compared and mailed to is the other form.
 */
export function readable(address: string): string {
  const at = address.lastIndexOf('@') + 1;
  const domain = address.slice(at);
  return address.slice(0, at) + (domainToUnicode(domain) || domain);
}
