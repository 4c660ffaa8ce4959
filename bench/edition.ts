import type { Sealing } from '../src/ledger/ledger.ts';

export const EDITION = 'digest/24@1';
export const TOPICS = ['digest'];

/** The Digest that is queued and delivered, ready to be sealed. */
export function sealing(publicAt: number): Sealing {
  return {
    edition: {
      key: EDITION,
      publication: 'digest/24',
      revision: 1,
      digest: 'digest-of-issue-24',
      publicAt,
      sealedAt: publicAt,
      covers: ['26-101'],
      content: {
        type: 'issue',
        path: 'digest/24.md',
        digest: 'digest-of-issue-24',
        parts: { front: 'front', text: 'text' },
        issue: 24,
        status: 'ready',
        date: new Date(publicAt).toISOString().slice(0, 10),
        publicAt,
        title: 'Information Digest No. 24',
        summary: 'A lane reopens, and what else happened.',
        omit: [],
        sections: [],
        language: 'en',
        references: [],
      },
    },
    forms: { html: '<p>A lane reopens.</p>', text: 'A lane reopens.\n' },
    program: 'bench',
  };
}
