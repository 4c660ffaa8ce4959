import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dangersIn, formsOf, wordsIn } from './support.ts';

const FOLDER = join(import.meta.dirname, 'real-life');
const read = (name: string): string => readFileSync(join(FOLDER, name), 'utf8');
const names = readdirSync(FOLDER).filter((name) => name.endsWith('.md'));

/** The letters of a text in their order, without what layout adds. */
function lettersOf(text: string): string {
  return text.replace(/[^\p{L}\p{M}]/gu, '');
}

describe.each(names)('%s', (name) => {
  const forms = formsOf(read(name));

  it('reads in plain text as it should', () => {
    expect(forms.text).toBe(read(name.replace(/\.md$/, '.txt')));
  });

  it('is well formed and harmless on the web', () => {
    expect(dangersIn(forms.html)).toEqual([]);
  });

  it('has the same words in the same order on the web and in plain text', () => {
    const text = forms.text.replace(/\n+Links\n=+\n[^]*/, '').replace(/\[Photo[^\]]*\]/g, '');
    expect(lettersOf(text)).toBe(lettersOf(wordsIn(forms.html)));
  });
});
