import { isCollection, isScalar, visit, type Document, type YAMLError } from 'yaml';

/** What to say about an error; `why`, `offset` and `length` only where they differ from the usual ones. */
export type Words = {
  rule: string;
  what: string;
  why?: string;
  fix: string;
  offset?: number;
  length?: number;
};

/** An error of the library with what is around it: the words from its place to the end of the line. */
export type Slip = {
  error: YAMLError;
  next: YAMLError | undefined;
  text: string;
  rest: string;
  document: Document.Parsed;
};

const LOST = 'Words would be lost without a trace.';
const PERCENT = 'A line that begins with "%" is an instruction to a program';

export const NESTING = {
  rule: 'yaml/nesting',
  length: 1,
  what: 'Tables or lists are nested too deeply here',
  why: 'Nothing needs that, and reading it would use up the memory.',
  fix: 'Remove the nested part.',
};

/** What to say by the library's code; the codes that are missing here, and those that stand for many things, by its message. */
export function wordsFor(slip: Slip): Words {
  const { error, rest, text } = slip;
  const [start, end] = error.pos;
  const here = text.slice(start, end).split('\n', 1)[0] ?? '';
  const length = rest.length;
  switch (error.code) {
    case 'DUPLICATE_KEY': {
      const key = /^[^\s:]+/.exec(rest)?.[0] ?? rest;
      return {
        rule: 'yaml/duplicate-key',
        length: key.length,
        what: `"${key}" stands here a second time`,
        why: 'Only one of the two can be meant.',
        fix: 'Remove one of them.',
      };
    }
    case 'BLOCK_AS_IMPLICIT_KEY':
      return nestedKey(slip);
    case 'MULTILINE_IMPLICIT_KEY':
      return noColon(rest);
    case 'TAB_AS_INDENT':
      return {
        rule: 'yaml/tab',
        what: 'This line is indented with a tab',
        why: 'A tab is as wide as each program likes, so it says nothing about what belongs to what.',
        fix: 'Use blanks.',
      };
    case 'BAD_SCALAR_START':
      return {
        rule: 'yaml/start',
        length,
        what: `A text that begins with "${text[start]}" must stand in quotes`,
        fix: `Write it so: ${quoted(rest)}`,
      };
    case 'BAD_DQ_ESCAPE':
      return {
        rule: 'yaml/escape',
        what: 'This backslash means nothing inside double quotes',
        fix: 'Write it twice, or use single quotes around the text.',
      };
    case 'RESOURCE_EXHAUSTION':
      return NESTING;
    case 'NON_STRING_KEY':
      return {
        rule: 'yaml/key',
        length,
        what: 'A list or a table cannot be a key',
        fix: 'Write a word before the colon.',
      };
    case 'TAG_RESOLVE_FAILED':
      return {
        rule: 'yaml/tag',
        what: `"${here}" is taken for a type and not printed`,
        why: LOST,
        fix: 'If it belongs to the text, put the whole text in quotes.',
      };
    case 'MULTIPLE_DOCS':
      return {
        rule: 'yaml/documents',
        length,
        what: 'A second document begins here',
        why: 'Only the first one would be read.',
        fix: 'Remove this line, or what follows.',
      };
    case 'BAD_DIRECTIVE':
      return { rule: 'yaml/start', length, what: PERCENT, fix: 'Remove it.' };
    default:
      return byMessage(slip);
  }
}

function byMessage({ error, text, rest, document }: Slip): Words {
  const { message } = error;
  const [start] = error.pos;
  if (message.startsWith('Missing closing')) {
    const what = 'The quote that is opened here is never closed';
    return {
      rule: 'yaml/quote',
      ...opening(text, start, document, isScalar),
      what,
      fix: 'Close it at the end of the text.',
    };
  }
  if (message.includes('and end with a')) {
    const what = 'The bracket that is opened here is never closed';
    const fix = `Close it with "${message.endsWith('}') ? '}' : ']'}".`;
    return { rule: 'yaml/bracket', ...opening(text, start, document, isCollection), what, fix };
  }
  if (message.endsWith('at node end')) {
    const fix =
      "Put the whole text in quotes. A quote inside them is written twice ('It''s here'), or use the other kind.";
    return { rule: 'yaml/quote', length: rest.length, what: 'This stands after the end of the text', fix };
  }
  if (message.startsWith('Unexpected block-seq-ind')) {
    const fix = `Begin it on the next line; if it is a text, put it in quotes: ${quoted(rest)}`;
    return {
      rule: 'yaml/start',
      length: rest.length,
      what: 'A list cannot begin on the line of its key',
      fix,
    };
  }
  if (message.startsWith('Unexpected , ')) {
    return {
      rule: 'yaml/comma',
      what: 'There is a comma too many here',
      fix: 'Remove it, or write what is missing beside it.',
    };
  }
  if (/^Unexpected flow-\w+-end/.test(message)) {
    const what = `"${text[start]}" closes nothing here`;
    return {
      rule: 'yaml/bracket',
      what,
      fix: 'Remove it. If it belongs to a text, put the whole text in quotes.',
    };
  }
  if (message.startsWith('Block scalar header') || message.startsWith('Not a YAML token')) {
    const what = 'After "|" or ">" nothing more may stand on the line';
    return {
      rule: 'yaml/line',
      length: rest.length,
      what,
      fix: 'Begin the text on the next line, indented.',
    };
  }
  if (message.startsWith('Implicit map keys need')) return noColon(rest);
  if (message.startsWith('Sequence item without') || message.includes('same column'))
    return indented(text, start);
  if (message.includes('directives-end')) {
    return {
      rule: 'yaml/start',
      offset: Math.max(0, text.indexOf('%')),
      length: 1,
      what: PERCENT,
      fix: 'Remove it.',
    };
  }
  const fix = 'Compare the line with those around it, or put the text in quotes.';
  return { rule: 'yaml/syntax', what: message.split('\n', 1)[0] ?? message, fix };
}

/** A key inside a text: either the text has a colon, or the next line is indented although it should not be. */
function nestedKey({ error, next, text, rest }: Slip): Words {
  if (next?.code === 'MULTILINE_IMPLICIT_KEY' && next.pos[0] === error.pos[0])
    return indented(text, next.pos[1] - 1);
  const what = 'A text with ": " in it must stand in quotes';
  return { rule: 'yaml/colon', length: rest.length, what, fix: `Write it so: ${quoted(rest)}` };
}

function noColon(rest: string): Words {
  const glued = /^([\w-]+):(\S.*)$/.exec(rest);
  return {
    rule: 'yaml/line',
    length: rest.length,
    what: glued
      ? `A blank is missing after "${glued[1]}:"`
      : 'This line is neither a key with its value nor part of a text',
    fix: glued
      ? `Write it so: ${glued[1]}: ${glued[2]}`
      : 'Write "key: value"; a line that goes on with the text above must be indented.',
  };
}

/** A line whose indentation fits none of the lines above. */
function indented(text: string, at: number): Words {
  const from = at + (/^(?:[ \t]*(?:#.*)?\n)*/.exec(text.slice(at))?.[0].length ?? 0);
  const line = text.lastIndexOf('\n', from - 1) + 1;
  const offset = line + (/^[ \t]*/.exec(text.slice(line))?.[0].length ?? 0);
  return {
    rule: 'yaml/indent',
    offset,
    length: restOfLine(text, offset).length,
    what: 'This line is indented differently from the lines it belongs to',
    fix: 'Begin a key where the other keys begin. If it goes on with the text above, put that whole text in quotes.',
  };
}

/** The last quote or bracket that was opened before an error. */
function opening(
  text: string,
  at: number,
  document: Document.Parsed,
  wanted: (node: unknown) => boolean,
): { offset: number; length: number } {
  let offset = at;
  visit(document, {
    Node(_key, node) {
      const [start] = node.range ?? [at];
      if (start < at && wanted(node) && /["'[{]/.test(text[start] ?? '')) offset = start;
    },
  });
  return { offset, length: restOfLine(text, offset).length };
}

/** The text from an offset to the end of its line, without trailing blanks. */
export function restOfLine(text: string, start: number): string {
  const end = text.indexOf('\n', start);
  return text.slice(start, end === -1 ? undefined : end).trimEnd();
}

function quoted(text: string): string {
  return text.includes('"') ? `'${text.replaceAll("'", "''")}'` : `"${text}"`;
}
