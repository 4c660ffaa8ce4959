import type { Contact, Newsroom } from './newsroom.ts';

const KEYPAD = ['', '', 'abc', 'def', 'ghi', 'jkl', 'mno', 'pqrs', 'tuv', 'wxyz'];

/** Whom a reader of this release asks: its own contact, else the newsroom's. */
export function contactFor(newsroom: Newsroom, id: string | undefined): Contact | undefined {
  return newsroom.contacts[id ?? newsroom.newsroom.contact] ?? newsroom.contacts[newsroom.newsroom.contact];
}

/** The address that a phone dials (RFC 3966), letters as on the keypad: "1-866-371-TIPS" → `tel:18663718477`. */
export function telephoneAddress(phone: string): string {
  const digits = phone
    .toLowerCase()
    .replace(/[a-z]/g, (letter) => String(KEYPAD.findIndex((letters) => letters.includes(letter))))
    .replace(/[^+\d]/g, '');
  return `tel:${digits}`;
}
