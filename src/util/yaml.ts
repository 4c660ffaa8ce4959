import { isMap, isScalar, isSeq, parseDocument, Schema, type Document, type Node, type Tags } from 'yaml';
import type { Trouble } from './trouble.ts';
import { hiddenTroubles } from './yaml-hidden.ts';
import { readPlainYaml } from './yaml-plain.ts';
import { syntaxTroubles, tooDeep } from './yaml-syntax.ts';

/** What a YAML text says, with everything that is wrong with it. `data` is undefined when there is an error. */
export type YamlRead = { data?: unknown; troubles: Trouble[] };

/** Where a key and its value stand in a YAML text. */
export type YamlPlace = { offset: number; length: number };

/**
 * A value that is not in quotes stays the text that was written, whatever else it looks like (a date, `0123`, `1e3`,
 * `12:30`, `yes`), but for these few that cannot surprise anybody: nothing or `null`, `true`, `false`, a whole number.
 */
const PLAIN = {
  tag: 'tag:newsdesk,2026:plain',
  default: true,
  test: /^(?:|~|null|true|false|0|-?[1-9]\d{0,14})$/,
  resolve: (text: string) =>
    text === 'true' ? true : text === 'false' ? false : /\d/.test(text) ? Number(text) : null,
};

function meaningOf(bare: string): unknown {
  return PLAIN.test.test(bare) ? PLAIN.resolve(bare) : bare;
}

/** No tag constructs anything: unknown ones are reported, and there are no known ones but text, list and table. */
const SCHEMA = new Schema({
  schema: 'failsafe',
  customTags: (tags: Tags): Tags => [...tags, PLAIN],
  resolveKnownTags: false,
});

/**
 * Reads a YAML text as plain data: tables, lists, texts, whole numbers, true, false and null. No code runs, no class is
 * constructed, aliases, anchors, tags and merge keys are refused. Reports every error, not the first only. Never throws.
 */
export function readYaml(text: string): YamlRead {
  const plain = readPlainYaml(text, meaningOf);
  return plain ? { data: plain, troubles: [] } : readFullYaml(text);
}

/** The same by the full parser alone, which also knows what the plain one leaves to it. */
export function readFullYaml(text: string): YamlRead {
  try {
    return read(text);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { troubles: [tooDeep()] };
  }
}

function read(text: string): YamlRead {
  const document = parse(text);
  const troubles = hiddenTroubles(text, document);
  if (document.errors.length > 0 || document.warnings.length > 0)
    troubles.push(...syntaxTroubles(text, document));
  if (troubles.some((trouble) => trouble.severity === 'error'))
    return { troubles: firstOfEachLine(text, troubles) };
  return { data: document.toJS({ maxAliasCount: 0 }), troubles };
}

/**
 * A finder of keys and values by path in a YAML text that readYaml accepts. It gives the nearest parent that exists,
 * undefined when that is the text as a whole. An entry of a list and an empty value stand where they begin.
 */
export function yamlPlaces(
  text: string,
): (path: readonly (string | number)[], what: 'key' | 'value') => YamlPlace | undefined {
  const { contents } = parse(text);
  return (path, what) => {
    let here: unknown = contents;
    let key: Node | undefined;
    let found = 0;
    for (const part of path) {
      if (isMap<Node, Node | null>(here)) {
        const pair = here.items.find((item) => isScalar(item.key) && String(item.key.value) === String(part));
        if (!pair) break;
        key = pair.key;
        here = pair.value;
      } else if (isSeq<Node>(here) && here.items[Number(part)]) {
        here = here.items[Number(part)];
        key = undefined;
      } else break;
      found += 1;
    }
    if (found === 0) return undefined;
    const value = rangeOf(here);
    const wanted = what === 'value' && found === path.length && value.length > 0 ? value : rangeOf(key);
    return wanted.length > 0 ? wanted : value;
  };
}

function parse(text: string): Document.Parsed {
  return parseDocument(text, { schema: SCHEMA, prettyErrors: false, stringKeys: true, logLevel: 'error' });
}

function rangeOf(node: unknown): YamlPlace {
  const range = isScalar(node) || isMap(node) || isSeq(node) ? node.range : undefined;
  return range ? { offset: range[0], length: range[1] - range[0] } : { offset: 0, length: 0 };
}

/** One slip often makes several errors; the first of a line is the one that a person can mend. */
function firstOfEachLine(text: string, troubles: readonly Trouble[]): Trouble[] {
  const lines = new Map<number, Trouble>();
  for (const trouble of troubles) {
    const line = text.lastIndexOf('\n', trouble.offset - 1);
    if (!lines.has(line)) lines.set(line, trouble);
  }
  return [...lines.values()];
}
