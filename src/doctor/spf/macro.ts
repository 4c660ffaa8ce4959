import { isIPv4 } from 'node:net';
import { dotted } from '../address.ts';

/** Who sends, as SPF sees it. */
export type Sending = {
  /** The address that connects. */
  ip: string;
  /** MAIL FROM. */
  sender: string;
  /** What it calls itself. */
  helo: string;
};

/**
 * A domain with its macros written out (RFC 7208 §7). `%{p}`, which §7.3 advises against, becomes "unknown", as it may.
 * What is longer than a name may be loses labels from the left.
 */
export function expandMacros(spec: string, sending: Sending, domain: string): string {
  const text = spec.replace(/%(?:\{([a-z])(\d*)(r?)([.\-+,/_=]*)\}|([%_-]))/gi, (...found: string[]) => {
    const [, letter = '', count = '', reversed = '', delimiters = '', sign] = found;
    if (sign !== undefined) return sign === '%' ? '%' : sign === '_' ? ' ' : '%20';
    const parts = valueOf(letter.toLowerCase(), sending, domain).split(splitter(delimiters));
    if (reversed !== '') parts.reverse();
    const kept = count === '' || Number(count) === 0 ? parts : parts.slice(-Number(count));
    const value = kept.join('.');
    return letter === letter.toLowerCase() ? value : encodeURIComponent(value);
  });
  const labels = text.replace(/\.$/, '').split('.');
  while (labels.length > 1 && labels.join('.').length > 253) labels.shift();
  return labels.join('.');
}

function splitter(delimiters: string): RegExp {
  return delimiters === '' ? /\./ : new RegExp(`[${delimiters.replace(/[-/.]/g, String.raw`\$&`)}]`);
}

function valueOf(letter: string, { ip, sender, helo }: Sending, domain: string): string {
  const at = sender.lastIndexOf('@');
  switch (letter) {
    case 's':
      return sender;
    case 'l':
      return sender.slice(0, at);
    case 'o':
      return sender.slice(at + 1);
    case 'd':
      return domain;
    case 'i':
      return dotted(ip);
    case 'h':
      return helo;
    case 'v':
      return isIPv4(ip) ? 'in-addr' : 'ip6';
    default:
      return 'unknown';
  }
}
