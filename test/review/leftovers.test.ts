import { describe, expect, test } from 'vitest';
import { reviewSource } from '../../src/review/review.ts';
import { testNewsroom } from '../support/newsroom.ts';
import { sourceTools } from './folder.ts';
import { aSource, SOUND } from './source.ts';

const newsroom = testNewsroom();

/** The stretches of a body that C02 marks. */
function leftoversIn(body: string): string[] {
  const { findings } = reviewSource(aSource(SOUND, { body }), newsroom, sourceTools);
  const lines = body.split('\n');
  return findings
    .filter(({ rule }) => rule === 'C02')
    .map(({ line, column, length }) => (lines[line - 3] ?? '').slice(column - 1, column - 1 + length));
}

describe('left over from writing', () => {
  test.for([
    ['Dear {{ name }}, come.', '{{ name }}'],
    ['Dear {{name, come.', '{{'],
    ['See {% include tips.html %}.', '{% include tips.html %}'],
    ['Dear *|FNAME|*, come.', '*|FNAME|*'],
    ['Dear %%first_name%%, come.', '%%first_name%%'],
    ['Dear «First_Name», come.', '«First_Name»'],
    ['Dear <%= name %>, come.', '<%= name %>'],
    ['{::options parse_block_html="true" /}', '{::options parse_block_html="true" /}'],
    ['See [[Link Avenue]].', '[[Link Avenue]]'],
    ['It is on [DATE].', '[DATE]'],
    ['It is on [Insert date here].', '[Insert date here]'],
    ['Call [your name].', '[your name]'],
    ['It is [TBD].', '[TBD]'],
    ['The age is TK.', 'TK'],
    ['(TK TK)', 'TK TK'],
    ['The age is TKTK', 'TKTK'],
    ['Call 555-XXXX.', 'XXXX'],
    ['XXX check this', 'XXX'],
    ['LOREM IPSUM and so on', 'LOREM IPSUM'],
    ['and dolor sit amet', 'dolor sit amet'],
    ['DRAFT', 'DRAFT'],
    ['**DRAFT** – 2', 'DRAFT'],
    ['FINAL DRAFT', 'DRAFT'],
    ['[DRAFT] Lane closed', 'DRAFT'],
    ['One <!-- two --> three', '<!-- two -->'],
    ['One <!-- two\nthree --> four', '<!-- two'],
    ['One <!-- two', '<!-- two'],
    ['[comment]: # (later)', '[comment]: # (later)'],
    ['[_]: <> (later)', '[_]: <> (later)'],
    ['It {++was++} so', '{++was++}'],
    ['It {~~is~>was~~} so', '{~~is~>was~~}'],
    ['It was{>>sure?<<} so', '{>>sure?<<}'],
    ['It {==was==} so', '{==was==}'],
    ['<<<<<<< yours', '<<<<<<< yours'],
    ['Comment [A2]: say when', 'Comment [A2]:'],
  ])('%s', ([body, leftover]) => {
    expect(leftoversIn(`${body}\n`)).toEqual([leftover]);
  });
});

describe('ordinary', () => {
  test.for([
    'The draft is on view, a draft horse pulled, and a Draft Beer Garden opens.',
    'NFL DRAFT PARTY and MILITARY DRAFT',
    'Super Bowl XXX, Title XXX of the code, size XXXL',
    'TK Elevator and TK Smith on flight TK 5',
    'the 87XX block, https://example.org/XXX/TK, tk@example.org, @TK',
    'He said “[sic]” and [a link](https://example.org) and [another][1].\n\n[1]: https://example.org',
    'It costs {five} dollars – 20 % off – if a < b and b > c.',
    'Lorem Avenue at Ipsum Street',
    'The form asks for a comment: write one. Commented text stays.',
    'Heading\n=======\n\nText -- with dashes ++ and pluses.',
    '- [ ] a task\n- [x] done',
    '« Bonjour » et «oui»',
    '<!-- markdownlint-disable MD033 -->\nText.',
    'An update of 100%. And 50%% more.',
    'Time: [10 a.m.] and [Date night](https://example.org)',
  ])('%s', (body) => {
    expect(leftoversIn(`${body}\n`)).toEqual([]);
  });
});

test('of very many slips the first two hundred are named, and how many more there are', () => {
  const { findings } = reviewSource(aSource(SOUND, { body: 'TK. '.repeat(1000) }), newsroom, sourceTools);
  expect(findings).toHaveLength(200);
  expect(findings.at(-1)?.what).toContain('and 800 more');
});
