/** Text made by templates, with the template's line that each part of it came from. */
export type Traced = { text: string; at: (offset: number) => Origin };

/** A line of a template. */
export type Origin = { file: string; line: number };

const OPEN = '\ue000';
const CLOSE = '\ue001';
const MARK = /\ue000(\d+):(\d+)\ue001/g;

/**
 * A template with a mark at the start of each line and after each tag, so that what it renders can be traced back.
 * Marks stand only in text, never inside `{% %}` or `{{ }}`; `index` names the template.
 */
export function mark(source: string, index: number): string {
  let line = 1;
  let marked = '';
  const stamp = (): string => `${OPEN}${index}:${line}${CLOSE}`;
  marked += stamp();
  for (const part of source.split(/(\{%[\s\S]*?%\}|\{\{[\s\S]*?\}\}|\n)/)) {
    if (part === '\n') line += 1;
    else line += part.split('\n').length - 1;
    marked += part;
    if (part === '\n' || part.startsWith('{%')) marked += stamp();
  }
  return marked;
}

/** Rendered text without its marks, and where each part came from. */
export function unmark(rendered: string, paths: readonly string[]): Traced {
  const starts: number[] = [];
  const origins: Origin[] = [];
  let text = '';
  let from = 0;
  for (const found of rendered.matchAll(MARK)) {
    text += rendered.slice(from, found.index);
    from = found.index + found[0].length;
    starts.push(text.length);
    origins.push({ file: paths[Number(found[1])] ?? '', line: Number(found[2]) });
  }
  text += rendered.slice(from);
  const at = (offset: number): Origin => {
    const after = starts.findIndex((start) => start > offset);
    return origins.at(after === -1 ? -1 : after - 1) ?? { file: paths[0] ?? '', line: 1 };
  };
  return { text, at };
}
