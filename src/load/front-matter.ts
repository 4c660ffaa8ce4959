import matter from 'gray-matter';
import type { Unplaced } from '../model/placed.ts';
import { readYaml, type YamlRead } from '../util/yaml.ts';

/** A text split in two. `yaml` begins FENCE characters into the text; remarks stand at offsets of the whole text. */
export type Split = { data: Record<string, unknown>; yaml: string; body: string; remarks: Unplaced[] };

type Engine = { parse: (text: string) => object; stringify: () => string };

/** Length of the fence: where the front matter begins. */
export const FENCE = 3;
/** gray-matter brings engines that run code. They cannot be left out, only replaced, under each of their names. */
const DENIED = ['js', 'javascript', 'json', 'coffee', 'coffeescript', 'cson', 'toml'];

/**
 * Splits a Source's text (LF line ends, no byte-order mark) into front matter and body. Front matter is data: YAML only,
 * no engine runs code. With an error among the remarks, `data` is empty.
 */
export function splitFrontMatter(text: string): Split {
  const shape = shapeRemark(text);
  if (shape) return { data: {}, yaml: '', body: '', remarks: [shape] };
  let read: YamlRead = { data: {}, troubles: [] };
  let yaml = '';
  const parse = (block: string): object => {
    yaml = block;
    read = readYaml(block);
    return {};
  };
  const { content } = matter(text, { language: 'yaml', engines: engines(parse) });
  const blanks = closingLine(text).length - FENCE;
  const body = blanks > 0 ? content.slice(blanks + 1) : content;
  const data = read.data ?? {};
  const astray = Object.keys(data).some((key) => /\s\S+\s/.test(key));
  const remarks = astray || read.data === undefined ? withoutBody(yaml, read.troubles) : read.troubles;
  if (!isTable(data)) remarks.push(notATable(yaml));
  for (const remark of remarks) remark.offset += FENCE;
  return { data: isTable(data) ? data : {}, yaml, body, remarks };
}

function engines(parse: Engine['parse']): Record<string, Engine> {
  const table: Record<string, Engine> = { yaml: { parse, stringify: () => '' } };
  for (const name of DENIED) table[name] = { parse: deny, stringify: deny };
  return table;
}

function deny(): never {
  throw new Error('front matter in another language than YAML is not read');
}

/** What is wrong with the two fences, before anything between them is read. */
function shapeRemark(text: string): Unplaced | undefined {
  const opening = lineAt(text, 0);
  if (!opening.startsWith('---')) return noOpening(text);
  const more = opening.slice(FENCE).trim();
  if (more.startsWith('-')) return crooked(0, opening);
  if (more !== '') {
    return error('front-matter/language', opening.indexOf(more), more.length, {
      what: `Front matter in "${more}" is not read`,
      why: 'Front matter is data: only YAML is read, and no code in it is ever run.',
      fix: 'Write "---" alone on the first line, and YAML below it.',
    });
  }
  const at = closingAt(text);
  if (at === -1) {
    return error('front-matter/unclosed', 0, FENCE, {
      what: 'The front matter that begins here is never closed',
      why: 'Without a second "---" the whole text would be taken for keys.',
      fix: 'Write a line "---" after the last key.',
    });
  }
  const closing = closingLine(text);
  return closing.trimEnd() === '---' ? undefined : crooked(at, closing);
}

function noOpening(text: string): Unplaced {
  const late = /^\s+(?=---[ \t]*\n)/.exec(text);
  if (late) {
    return error('front-matter/late', late[0].length, FENCE, {
      what: 'Something empty stands before the front matter',
      why: 'Front matter counts only when it begins on line 1.',
      fix: 'Remove the blank lines or blanks above and before this "---".',
    });
  }
  return error('front-matter/missing', 0, 0, {
    what: 'This file has no front matter',
    why: 'Its title, number and date are read from there.',
    fix: 'Begin the file with a line "---", one key to a line ("title: …"), and another line "---".',
  });
}

function crooked(offset: number, line: string): Unplaced {
  return error('front-matter/fence', offset, line.trimEnd().length, {
    what: 'This line looks like a fence of the front matter, but there is more on it than "---"',
    why: 'What stands beside the hyphens would be lost.',
    fix: 'Write "---" alone on its line. If a rule or a table is meant, the "---" that ends the front matter is missing above.',
  });
}

/**
 * When the closing fence was forgotten, the front matter runs on into the body, up to a rule or a table, and YAML finds
 * errors or whole sentences for keys. Then one remark at the first line of the body says more than what YAML makes of it.
 */
function withoutBody(yaml: string, remarks: Unplaced[]): Unplaced[] {
  const prose = /\n[ \t]*\n+(?=[^\s#-])(?![\w-]+(?: [\w-]+)?:(?:\s|$))/.exec(yaml);
  if (!prose) return remarks;
  const offset = prose.index + prose[0].length;
  const missing = error('front-matter/unclosed', offset, lineAt(yaml, offset).length, {
    what: 'The text seems to begin here, but the front matter is not closed before it',
    why: 'Without a second "---" the text is taken for keys.',
    fix: 'Write a line "---" above this one.',
  });
  return [...remarks.filter((remark) => remark.offset < offset), missing];
}

function notATable(yaml: string): Unplaced {
  const offset = yaml.length - yaml.trimStart().length;
  return error('front-matter/shape', offset, lineAt(yaml, offset).trimEnd().length, {
    what: 'The front matter is not a table of keys',
    why: 'Title, number and date are looked up by their keys.',
    fix: 'Write one key to a line: "title: …". If this is the text itself, put the front matter above it.',
  });
}

function error(
  rule: string,
  offset: number,
  length: number,
  words: Pick<Unplaced, 'what' | 'why' | 'fix'>,
): Unplaced {
  return { rule, severity: 'error', offset, length, ...words };
}

function closingAt(text: string): number {
  const at = text.indexOf('\n---', FENCE);
  return at === -1 ? -1 : at + 1;
}

function closingLine(text: string): string {
  return lineAt(text, closingAt(text));
}

function lineAt(text: string, offset: number): string {
  const end = text.indexOf('\n', offset);
  return text.slice(offset, end === -1 ? undefined : end);
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
