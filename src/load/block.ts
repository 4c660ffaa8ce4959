/** The keys of the front matter that Newsdesk writes itself. */
export type OwnKey = 'approval' | 'recall' | 'corrections';

/** What stands below such a key: a table, or a list of tables. */
export type OwnValue = OwnTable | readonly OwnTable[];
type OwnTable = Readonly<
  Record<string, string | number | boolean | Readonly<Record<string, string>> | undefined>
>;

/** A line that belongs to the key above it: indented, blank, or a remark. */
const WITHIN = /^([ \t]|#|$)/;

/** The front matter without one of its keys and what stands below it. Every other character stays, remarks too. */
export function withoutBlock(yaml: string, key: OwnKey): string {
  const lines = yaml.split('\n');
  const { start, end } = blockIn(lines, key);
  return [...lines.slice(0, start), ...lines.slice(end)].join('\n');
}

/** The front matter with this value for a key, as its last one, in place of any other; without the key when there is none. */
export function withBlock(yaml: string, key: OwnKey, value: OwnValue | undefined): string {
  const kept = withoutBlock(yaml, key).replace(/\n*$/, '');
  return value === undefined ? kept : `${kept}\n${printed(key, value).join('\n')}`;
}

function printed(key: OwnKey, value: OwnValue): string[] {
  if (isList(value)) {
    const items = value.flatMap((table) =>
      tableLines(table).map((line, index) => `${index === 0 ? '  - ' : '    '}${line}`),
    );
    return [`${key}:`, ...items];
  }
  return [`${key}:`, ...tableLines(value).map((line) => `  ${line}`)];
}

function isList(value: OwnValue): value is readonly OwnTable[] {
  return Array.isArray(value);
}

/** Every text in quotes, in JSON's form, which YAML reads as the same text. */
function tableLines(table: OwnTable): string[] {
  return Object.entries(table).flatMap(([name, value]) => {
    if (value === undefined) return [];
    if (typeof value !== 'object') return [`${name}: ${JSON.stringify(value)}`];
    const inner = Object.entries(value).map(
      ([part, text]) => `  ${JSON.stringify(part)}: ${JSON.stringify(text)}`,
    );
    return inner.toSpliced(0, 0, `${name}:`);
  });
}

function blockIn(lines: readonly string[], key: OwnKey): { start: number; end: number } {
  const begins = new RegExp(`^${key}[ \\t]*:`);
  const start = lines.findIndex((line) => begins.test(line));
  if (start === -1) return { start: lines.length, end: lines.length };
  let end = start + 1;
  while (end < lines.length && WITHIN.test(lines[end] ?? '')) end += 1;
  // What is blank or a remark at the end belongs to what follows.
  while (end > start + 1 && /^(#|[ \t]*$)/.test(lines[end - 1] ?? '')) end -= 1;
  return { start, end };
}
