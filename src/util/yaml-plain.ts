/*
 * The plainest YAML there is: lines `key: text`, nothing nested. Nine of ten releases are written so, and the full
 * parser takes ten times as long for it. Whatever is not beyond doubt is left to that parser, and a property test holds
 * the two to the same answer.
 */

/** Characters that mean themselves everywhere in YAML: no controls, no tabs, no line breaks but LF, no surrogates. */
const PLAIN_TEXT = /^[\n -~\u00a1-\u2027\u202a-\ud7ff]*$/;

/**
 * A key and one value: in double quotes without backslashes, in single quotes, a list of simple words in brackets, or a
 * bare text that begins with a letter or digit. A bare text is checked further for what could cut it short.
 */
const LINE =
  /^([a-z][a-zA-Z]*): +(?:"([^"\\]*)"|'([^']*)'|\[([a-z0-9-]+(?:, [a-z0-9-]+)*)\]|([a-zA-Z0-9].*))$/;

/** What a bare value means; the same rule as the full parser's. */
type Meaning = (bare: string) => unknown;

/** Reads a text of plain lines; undefined when any line is not plain beyond doubt. */
export function readPlainYaml(text: string, meaning: Meaning): Record<string, unknown> | undefined {
  if (!PLAIN_TEXT.test(text)) return undefined;
  const data: Record<string, unknown> = {};
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const [, key, double, single, list, bare] = LINE.exec(line) ?? [];
    if (key === undefined || Object.hasOwn(data, key)) return undefined;
    if (bare !== undefined && (bare.includes(': ') || bare.includes('#') || /[ :]$/.test(bare)))
      return undefined;
    if (bare !== undefined) data[key] = meaning(bare);
    else data[key] = list === undefined ? (double ?? single) : list.split(', ').map(meaning);
  }
  return data;
}
