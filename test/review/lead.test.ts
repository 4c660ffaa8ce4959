import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstSentence } from '../../src/review/lead.ts';

describe('the first sentence', () => {
  test.for([
    ['One lane is closed. Another opens.', 'One lane is closed.'],
    ['A man from Clayton, Mo., was charged. He is 34.', 'A man from Clayton, Mo., was charged.'],
    ['A man was found in Clayton, Mo. Police said he is well.', 'A man was found in Clayton, Mo.'],
    [
      'The St. Louis County police closed Link Ave. near Dr. Martin Luther King Blvd. on Friday. Go around.',
      'The St. Louis County police closed Link Ave. near Dr. Martin Luther King Blvd. on Friday.',
    ],
    [
      'It opens at 5 p.m. Friday, Nov. 13, and closes at 9 p.m. Admission is free.',
      'It opens at 5 p.m. Friday, Nov. 13, and closes at 9 p.m.',
    ],
    ['Call before 4 p.m. CST on Nov. 13. Ask for the desk.', 'Call before 4 p.m. CST on Nov. 13.'],
    ['Information Digest No. 24 is out. Read it.', 'Information Digest No. 24 is out.'],
    ['He said no. The door stayed shut.', 'He said no.'],
    ['J. R. Smith and Lt. A. B. Jones spoke. Nobody listened.', 'J. R. Smith and Lt. A. B. Jones spoke.'],
    ['The U.S. Marshals helped. They left.', 'The U.S. Marshals helped.'],
    ['“Lock your car.” Thieves look for open doors.', '“Lock your car.”'],
    ['Who saw it? Detectives ask.', 'Who saw it?'],
    ['It cost $1.50 at 8.30 in the morning. Then it rose.', 'It cost $1.50 at 8.30 in the morning.'],
    ['See newsroom.example.gov for more. Or call.', 'See newsroom.example.gov for more.'],
    [
      'El Sr. García llegó a las 5 p. m. del viernes. Después se fue.',
      'El Sr. García llegó a las 5 p. m. del viernes.',
    ],
    ['¿Quién lo vio? ¡Llame!', '¿Quién lo vio?'],
    ['Two\nlines  make\tone. Yes.', 'Two lines make one.'],
    ['No stop at all', 'No stop at all'],
    ['', ''],
  ])('of “%s”', ([text, sentence]) => {
    expect(firstSentence(text ?? '')).toBe(sentence);
  });

  test('is cut between words when it is far too long', () => {
    const sentence = firstSentence(`${'Nobody was hurt and '.repeat(30)}all went home.`);
    expect(sentence).toMatch(/ (?:was|hurt|and|Nobody)…$/);
    expect(sentence.length).toBeLessThanOrEqual(241);
  });

  test('is short, on one line and a beginning of the text, whatever the text is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 700 }), (text) => {
        const sentence = firstSentence(text);
        expect(sentence.length).toBeLessThanOrEqual(260);
        expect(sentence).not.toMatch(/[\n\t]/);
        expect(text.replace(/\s+/g, ' ').trim()).toContain(sentence.replace(/…$/, '').slice(0, 100));
      }),
    );
  });
});
