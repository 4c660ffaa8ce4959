import { describe, expect, it } from 'vitest';
import { composeConfirmation } from '../../../src/render/letter/letter.ts';
import { contextOf, letterOf } from './letters.ts';

describe('the letter that asks for a confirmation', async () => {
  const topics = ['digest', 'releases', 'kind:traffic', 'area:affton'] as const;
  const letter = letterOf(await composeConfirmation(topics, 'en', contextOf()));

  it('names what was asked for and has the address to open as a slot', () => {
    for (const part of [letter.html, letter.text]) {
      for (const name of ['Information Digest', 'All press releases', 'Traffic', 'Affton'])
        expect(part).toContain(name);
      expect(part).toContain(letter.slots.confirm);
    }
    expect(letter.html).toContain(`href="${letter.slots.confirm}"`);
    expect(letter.subject).toBe('Please confirm your subscription to Example County Police');
  });

  it('belongs to no topic and offers no list to leave', () => {
    expect(letter.topics).toEqual([]);
    expect(Object.keys(letter.slots).toSorted()).toEqual(['address', 'confirm']);
  });

  it('is in the reader’s language where there are words for it', async () => {
    const spanish = letterOf(await composeConfirmation(['digest'], 'es-MX', contextOf()));
    expect(spanish.subject).toBe('Confirme su suscripción a Example County Police');
    expect(spanish.html).toMatch(/<html lang="es"/);
  });
});
