import type { Sealing } from '../../src/ledger/ledger.ts';
import type { Letter } from '../../src/model/letter.ts';
import { publicationKey, type Publication } from '../../src/model/publication.ts';
import type { NewSubscriber } from '../../src/model/subscriber.ts';
import { anIssue, FRIDAY } from '../support/shelf.ts';

/** An edition ready to be sealed; the tests' Digest by default. */
export function aSealing(publication: Publication = anIssue(24), revision = 1, words = 'Words.'): Sealing {
  const key = publicationKey(publication);
  return {
    edition: {
      key: `${key}@${revision}`,
      publication: key,
      revision,
      digest: `${publication.digest} ${revision} ${words}`,
      publicAt: publication.publicAt,
      sealedAt: FRIDAY + revision,
      content: publication,
      covers: publication.type === 'issue' ? ['26-101', '26-102'] : [],
    },
    forms: { html: `<p>${words}</p>`, text: `${words}\n` },
    program: 'program-1',
  };
}

export function aLetter(change: Partial<Letter> = {}): Letter {
  return {
    subject: 'Information Digest No. 24',
    html: '<h1>Digest</h1><p>For [[address]]. <a href="[[unsubscribe]]">Unsubscribe</a></p>',
    text: 'DIGEST\n\nFor [[address]].\nUnsubscribe: [[unsubscribe]]\n',
    slots: { address: '[[address]]', unsubscribe: '[[unsubscribe]]' },
    language: 'en',
    topics: ['digest'],
    ...change,
  };
}

/** Subscriber `count` of the tests: `reader7@example.org`, to the Digest, with consent a day before the tests' Friday. */
export function aSubscriber(count: number, change: Partial<NewSubscriber> = {}): NewSubscriber {
  return {
    address: `reader${count}@example.org`,
    topics: ['digest'],
    confirmedAt: FRIDAY - 86_400_000,
    consent: 'import of list.csv',
    ...change,
  };
}

export function subscribers(count: number): NewSubscriber[] {
  return Array.from({ length: count }, (_, index) => aSubscriber(index + 1));
}
