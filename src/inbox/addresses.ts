/** Longest parts of an address (RFC 5321 §4.5.3.1); a VERP address of somebody else may be longer than it should. */
const ADDRESS =
  /[^\s<>@"'();:,[\]\\`|]{1,128}@[a-z0-9\u0080-\uffff](?:[a-z0-9.\u0080-\uffff-]{0,253}[a-z0-9\u0080-\uffff])?/giu;

/** Every address in a text, whole, in its order, at most `limit`. Numbers in brackets are no domains here. */
export function addressesIn(text: string, limit = 20): string[] {
  const found: string[] = [];
  for (const [address] of text.matchAll(ADDRESS)) {
    if (!found.includes(address)) found.push(address);
    if (found.length >= limit) break;
  }
  return found;
}

/**
 * The address in a field of a report: `rfc822; jane+40x@example.org` (RFC 3464 §2.1.2), with the xtext of RFC 3461 §4 and
 * the UTF-8 escapes of RFC 6533 §3 resolved. Undefined when there is none.
 */
export function reportedAddress(value: string): string | undefined {
  const semicolon = value.indexOf(';');
  const type = semicolon === -1 ? '' : value.slice(0, semicolon).trim().toLowerCase();
  let text = value.slice(semicolon + 1).trim();
  if (type === 'utf-8')
    text = text.replace(/\\x\{([0-9a-f]{1,6})\}/gi, (whole, hex: string) => character(hex) ?? whole);
  const [address] = addressesIn(text, 1);
  if (address !== undefined) return address;
  // Some encode even the sign that makes it an address.
  const plain = text.replace(/\+([0-9A-F]{2})/g, (whole, hex: string) => character(hex) ?? whole);
  return addressesIn(plain, 1)[0];
}

function character(hex: string): string | undefined {
  const code = Number.parseInt(hex, 16);
  return code > 0x1f && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
    ? String.fromCodePoint(code)
    : undefined;
}
