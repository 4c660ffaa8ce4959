/*
 * Patterns that a newsroom writes itself. JavaScript's own engine tries every way to match, and a careless pattern has
 * exponentially many; so a pattern is taken only when the ways can be counted and are few. Cost: no assertions, no
 * references, two open-ended repetitions at most, and each of them matches at most OPEN characters.
 */

/** Longest pattern, characters. */
const LONGEST = 200;
/** What `*`, `+` and `{2,}` go up to. */
const OPEN = 40;
/** Ways to match from one place, at most. */
const MOST_WAYS = 4_000;

export type SafePattern = { regex: RegExp } | { problem: string };

/** A pattern made safe to run over any text, or what is wrong with it, in words that follow "The pattern". */
export function safePattern(pattern: string): SafePattern {
  if (pattern.trim() === '') return { problem: 'is empty' };
  if (pattern.length > LONGEST) return { problem: `has more than ${LONGEST} characters` };
  const banned = /\(\?(?!:)/.exec(pattern) ?? /\\[1-9k]/.exec(pattern);
  if (banned) return { problem: `uses ${banned[0]}, which cannot be checked for its cost` };
  const bounded = withBounds(pattern);
  if (bounded === undefined) return { problem: 'repeats something more often than 40 times' };
  let regex: RegExp;
  try {
    regex = new RegExp(bounded.source, 'giu');
  } catch (error) {
    return { problem: `is no regular expression (${String(error).replace(/^.*: /, '')})` };
  }
  if (bounded.ways > MOST_WAYS) {
    return { problem: 'can match one text in too many ways, as nested or many repetitions do' };
  }
  if (regex.test('')) return { problem: 'matches an empty text' };
  regex.lastIndex = 0;
  return { regex };
}

/** The same pattern with an end to every repetition, and the number of ways in which it can match from one place. */
function withBounds(pattern: string): { source: string; ways: number } | undefined {
  const stack: { ways: number; last: number }[] = [{ ways: 1, last: 1 }];
  let source = '';
  const part =
    /\\(?:[pPuk]\{[^}]*\}|u[\da-f]{4}|x[\da-f]{2}|.)|\[(?:\\.|[^\]\\])*\]|\(\?:|[(|)]|[*+?]\??|\{\d+(?:,\d*)?\}\??|./gisu;
  for (const [token] of pattern.matchAll(part)) {
    const top = stack.at(-1) ?? { ways: 1, last: 1 };
    if (token === '(' || token === '(?:') stack.push({ ways: 1, last: 1 });
    else if (token === ')') {
      if (stack.length > 1) stack.pop();
      const outer = stack.at(-1);
      if (outer) {
        outer.last = top.ways;
        outer.ways *= top.ways;
      }
    } else if (token === '|') top.ways += 1;
    else if (/^(?:[*+?]|\{\d)/.test(token)) {
      const [least, most] = boundsOf(token);
      if (most > OPEN || least > most) return undefined;
      top.ways = (top.ways / top.last) * (most - least + 1) * top.last ** most;
      top.last = 1;
      source +=
        token === '?' || token === '??'
          ? token
          : `{${least},${most}}${token.length > 1 && token.endsWith('?') ? '?' : ''}`;
      continue;
    } else top.last = 1;
    source += token;
  }
  return { source, ways: stack.reduce((ways, level) => ways * level.ways, 1) };
}

function boundsOf(token: string): [number, number] {
  if (token.startsWith('*')) return [0, OPEN];
  if (token.startsWith('+')) return [1, OPEN];
  if (token.startsWith('?')) return [0, 1];
  const [, least = '0', comma, most = ''] = /^\{(\d+)(,?)(\d*)\}/.exec(token) ?? [];
  return [
    Number(least),
    comma === '' ? Number(least) : most === '' ? Math.max(OPEN, Number(least)) : Number(most),
  ];
}
