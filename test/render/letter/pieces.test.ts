import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tagFaults } from '../../../src/render/letter/template/tags.ts';
import { mark, unmark } from '../../../src/render/letter/template/trace.ts';
import { wrap } from '../../../src/render/letter/text/columns.ts';
import { withDateline } from '../../../src/render/letter/text/dateline.ts';
import { oneLine, wordsFor } from '../../../src/render/letter/words.ts';
import { columns } from '../../../src/render/markdown/columns.ts';

describe('marks on templates', () => {
  it('come off without a trace and give the line of each part', () => {
    const line = fc.constantFrom('<mj-text>', 'plain', '', '  {{ a }} b', '{% if a %}x{% endif %}');
    fc.assert(
      fc.property(fc.array(line, { minLength: 1 }), (lines) => {
        const source = lines.join('\n');
        const { text, at } = unmark(mark(source, 0), ['templates/a.mjml']);
        expect(text).toBe(source);
        let offset = 0;
        for (const [index, line] of lines.entries()) {
          const origin = line === '' ? undefined : at(offset).line;
          expect([undefined, index + 1]).toContain(origin);
          offset += line.length + 1;
        }
      }),
    );
  });

  it('never stand inside a tag of Liquid that is broken over lines', () => {
    const { text, at } = unmark(mark('{% if\n  a %}\nx', 0), ['templates/a.mjml']);
    expect(mark('{% if\n  a %}\nx', 0)).toContain('{% if\n  a %}');
    expect(at(text.indexOf('x')).line).toBe(3);
  });
});

describe('tags', () => {
  it('that match are not remarked on, whatever stands between them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('mj-section', 'mj-text', 'div', 'a', 'h3')),
        fc.string(),
        (tags, text) => {
          const inner = text.replace(/[<>]/g, '');
          const source = tags.reduceRight(
            (content, tag) => `<${tag} title="a > b">${content}</${tag}>`,
            inner,
          );
          expect(tagFaults(`${source}<br><img src="x"><!-- <mj-section> --><p>One<li>Two`)).toEqual([]);
        },
      ),
    );
  });

  it('that are lost are remarked on where they begin', () => {
    expect(tagFaults('<mj-text>\n<b>x</mj-text>').map(({ offset, what }) => [offset, what])).toEqual([
      [10, '<b> is never closed.'],
    ]);
    expect(tagFaults('<div><mj-text></div></mj-text></div>').map(({ offset }) => offset)).toEqual([14]);
  });
});

describe('the text part', () => {
  it('is wrapped within 76 columns without losing a word', () => {
    const word = fc.stringMatching(/^[a-zé日本—]{1,30}$/u);
    fc.assert(
      fc.property(fc.array(word), (words) => {
        const wrapped = wrap(words.join(' '), '  ', '* ');
        for (const line of wrapped.split('\n')) expect(columns(line)).toBeLessThanOrEqual(76);
        expect(wrapped.replace(/^[* ] /gm, '').replace(/\s/g, '')).toBe(words.join(''));
      }),
    );
  });

  it('joins the dateline to the first paragraph only where no line was broken on purpose', () => {
    const paragraph = wrap('word '.repeat(40));
    const joined = withDateline(`${paragraph}\n\nNext.`, 'CLAYTON, Mo. — ', true);
    expect(joined.startsWith('CLAYTON, Mo. — word word')).toBe(true);
    expect(joined.endsWith('\n\nNext.')).toBe(true);
    for (const line of joined.split('\n')) expect(columns(line)).toBeLessThanOrEqual(76);
    expect(withDateline('One street\nClayton', 'CLAYTON, Mo. — ', true)).toBe(
      'CLAYTON, Mo. —\nOne street\nClayton',
    );
  });
});

/** The holes of each sentence, by its name. */
function holes(words: Record<string, string>): [name: string, holes: string[]][] {
  return Object.entries(words).map(([key, text]) => [key, (text.match(/\{\w+\}/g) ?? []).toSorted()]);
}

describe('words', () => {
  it('are the same set in every language', () => {
    expect(Object.keys(wordsFor('es')).toSorted()).toEqual(Object.keys(wordsFor('en')).toSorted());
    expect(holes(wordsFor('es'))).toEqual(holes(wordsFor('en')));
  });

  it('make one line of anything', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(' ', 'a', '\n', '\r', '\0', '\u2028', '\u202e', '\ud800')),
        (parts) => {
          const text = parts.join('');
          expect(oneLine(text)).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
        },
      ),
    );
  });
});
