import * as fc from 'fast-check';
import { EmailAddress } from '../../src/model/subscriber.ts';
import { aLetter } from '../ledger/records.ts';
import { textOf } from './odd-text.ts';

const slots = { address: '[[address]]', unsubscribe: '{{u}}', preferences: '$&.*' };
const content = textOf(Object.values(slots));
const words = fc
  .string({ unit: 'grapheme-ascii', maxLength: 120 })
  .map((text) => text.trim().replace(/ +/g, ' '));

/** Letters of odd text with slots anywhere. No form is empty: it would have no part of its own when composed whole. */
export const letters = fc
  .record({ subject: words, text: content, html: content })
  .map(({ subject, text, html }) =>
    aLetter({
      subject,
      text: `T${text}`,
      html: `<${html}`,
      slots,
    }),
  );

const anybody = fc.record({
  id: fc.nat(),
  address: fc.emailAddress().filter((address) => EmailAddress.safeParse(address).success),
  links: fc.record({
    unsubscribe: fc.webUrl({ withQueryParameters: true, validSchemes: ['http', 'https'] }),
    preferences: content,
    leaveByMail: fc.webPath().map((path) => `mailto:leave@newsroom.example.gov?subject=${path}`),
  }),
});

/** Anybody whom mail can be sent to, with links of odd text; some have what the letter answers. */
export const recipients = fc
  .tuple(anybody, fc.boolean())
  .map(([one, had]) => Object.assign(one, had ? { had: ['release/26-99@1', 'release/26-100@2'] } : {}));

/** Full seconds since 1970, as epoch ms. */
export const instants = fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => seconds * 1000);
