import { describe, expect, test } from 'vitest';
import { safePattern } from '../../src/model/pattern.ts';

describe('a pattern of a newsroom’s own', () => {
  test.for([
    ['bled out', 'He bled out'],
    ['in \\w+ pain', 'in great pain'],
    ['unit [0-9]{1,3}', 'UNIT 12'],
    ['(?:dead|gone) on arrival', 'Dead on arrival'],
    ['colou?r', 'color'],
    ['\\bJohn\\b.*\\bDoe\\b', 'John and Jane Doe'],
    ['a{2,}', 'aaa'],
    ['\\p{Lu}{3}', 'ABC'],
    ['[+*?(){}]', 'a + b'],
  ])('%s is taken', ([pattern, text]) => {
    const read = safePattern(pattern ?? '');
    expect('regex' in read ? (text ?? '').match(read.regex) : read.problem).toHaveLength(1);
  });

  test.for([
    ['', 'is empty'],
    ['(a+)+', 'too many ways'],
    ['(a|aa)+$', 'too many ways'],
    ['(.*)*x', 'too many ways'],
    ['.*.*.*x', 'too many ways'],
    ['(?:\\w+\\s?)*', 'too many ways'],
    ['(?=a)b', 'cannot be checked'],
    ['(?<!a)b', 'cannot be checked'],
    ['(a)\\1', 'cannot be checked'],
    ['a{1,5000}', 'more often than 40'],
    ['(', 'is no regular expression'],
    ['x?', 'matches an empty text'],
    ['x'.repeat(201), 'more than 200 characters'],
  ])('%s is refused', ([pattern, problem]) => {
    const read = safePattern(pattern ?? '');
    expect('problem' in read ? read.problem : 'taken').toContain(problem);
  });

  test('that is taken is done with a hostile text in no time', () => {
    for (const pattern of ['.*.*x', '\\w+\\s\\w+!', 'a{0,40}a{0,40}b']) {
      const read = safePattern(pattern);
      const start = performance.now();
      const matches = 'regex' in read ? 'a'.repeat(20_000).match(read.regex) : 'refused';
      expect(matches).toBeNull();
      expect(performance.now() - start).toBeLessThan(3_000);
    }
  });
});
