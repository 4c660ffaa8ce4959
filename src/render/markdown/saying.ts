import type { Words } from './words.ts';

/** One body being put into words. */
export type Saying = {
  path: string;
  site: string;
  words: Words;
  /** Footnotes' numbers by label. */
  notes: Map<string, number>;
  /** The numbers of the addresses that were mentioned, in the order of their mention. */
  links: Map<string, number>;
};

/** The words of a link with the number of its address, unless the words are the address already. */
export function linkText(text: string, address: string | undefined, { site, links }: Saying): string {
  if (address === undefined || says(text, address)) return text;
  const whole = address.startsWith('/') ? site + address : address;
  const number = links.get(whole) ?? links.size + 1;
  links.set(whole, number);
  return text === '' ? `[${number}]` : `${text} [${number}]`;
}

function says(text: string, address: string): boolean {
  if (address === text || address.replace(/^(?:mailto:|https?:\/\/)/i, '') === text) return true;
  const digits = text.replace(/\D/g, '');
  return /^tel:/i.test(address) && digits.length > 2 && address.replace(/\D/g, '').endsWith(digits);
}

/** The addresses that the text mentions by number, one a line. */
export function linkList({ links }: Saying): string {
  return [...links].map(([address, number]) => `[${number}] ${address}`).join('\n');
}
