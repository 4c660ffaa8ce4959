import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearest } from '../../src/model/nearest.ts';

const KEYS = ['title', 'number', 'kind', 'release', 'dateline', 'summary', 'replyTo', 'expires'];

describe('the nearest word', () => {
  it('is the one that was misspelt', () => {
    const slips = {
      tilte: 'title',
      titel: 'title',
      numbr: 'number',
      Dateline: 'dateline',
      'reply-to': 'replyTo',
      expire: 'expires',
      kin: 'kind',
    };
    for (const [slip, meant] of Object.entries(slips)) expect(nearest(slip, KEYS)).toBe(meant);
  });

  it('is none when nothing is near', () => {
    for (const word of ['', 'x', 'author', 'zzzzzz', 'headline-of-it', 'k'.repeat(500)]) {
      expect(nearest(word, KEYS)).toBeUndefined();
    }
    expect(nearest('title', [])).toBeUndefined();
  });

  it('is the nearest of several, the first of two that are as near', () => {
    expect(nearest('trafic', ['tragic', 'traffic', 'tropic'])).toBe('tragic');
    expect(nearest('summaries', ['summer', 'summary', 'summarise'])).toBe('summarise');
  });

  it('is the word itself when it is there, and one slip of the pen away from it when it is long enough', () => {
    const word = fc.stringMatching(/^[a-z]{4,20}$/);
    fc.assert(
      fc.property(word, fc.nat(), fc.constantFrom('drop', 'double', 'swap', 'change'), (word, seed, slip) => {
        const at = seed % (word.length - 1);
        const [before, here = '', next = '', after] = [
          word.slice(0, at),
          word[at],
          word[at + 1],
          word.slice(at + 2),
        ];
        const changed = { drop: next, double: here + here + next, swap: next + here, change: `é${next}` }[
          slip
        ];
        expect(nearest(word, ['0000', word])).toBe(word);
        expect(nearest(before + changed + after, ['0000', word])).toBe(word);
      }),
    );
  });
});
