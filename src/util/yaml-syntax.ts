import type { Document, YAMLError } from 'yaml';
import type { Trouble } from './trouble.ts';
import { NESTING, restOfLine, wordsFor, type Words } from './yaml-words.ts';

const WHY = 'What stands here can be understood in more than one way, so none of it is used.';

/** The trouble of a text whose nesting is beyond what can be read at all. */
export function tooDeep(): Trouble {
  return { severity: 'error', offset: 0, ...NESTING };
}

/** The library's errors and warnings as troubles, in the order of the text, without those that only follow from another. */
export function syntaxTroubles(text: string, document: Document.Parsed): Trouble[] {
  const errors = [...document.errors, ...document.warnings].toSorted((a, b) => a.pos[0] - b.pos[0]);
  const deep = errors.find((error) => error.code === 'RESOURCE_EXHAUSTION');
  if (deep) return [trouble(deep, NESTING)];
  const troubles: Trouble[] = [];
  for (const [i, error] of errors.entries()) {
    const follows = error.code === 'MULTILINE_IMPLICIT_KEY' && errors[i - 1]?.pos[0] === error.pos[0];
    if (follows) continue;
    const rest = restOfLine(text, error.pos[0]);
    troubles.push(trouble(error, wordsFor({ error, next: errors[i + 1], text, rest, document })));
  }
  return troubles;
}

function trouble(error: YAMLError, found: Words): Trouble {
  const [start, end] = error.pos;
  const { rule, what, why = WHY, fix, offset = start, length = end - start } = found;
  return { rule, severity: 'error', offset, length, what, why, fix };
}
