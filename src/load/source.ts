import { hash } from 'node:crypto';
import { placed } from '../model/placed.ts';
import type { Read, Source, SourceKind } from '../model/source.ts';
import { lineStarts, spotAt } from '../model/spot.ts';
import { readText, type Seen } from '../util/text.ts';
import { yamlPlaces } from '../util/yaml.ts';
import { withoutBlock } from './block.ts';
import { FENCE, splitFrontMatter } from './front-matter.ts';

/**
 * Reads one Markdown file of the newsroom. Never throws: what cannot be read, or not whole, gives findings instead of a
 * Source. A file that changed since it was listed is taken to be half saved and left for the next pass.
 */
export function readSource(
  root: string,
  file: { path: string; kind: SourceKind } & Partial<Seen>,
  limits: { sourceBytes: number },
): Read {
  const { path, kind, bytes, mtimeMs, ino } = file;
  const seen =
    bytes !== undefined && mtimeMs !== undefined && ino !== undefined ? { bytes, mtimeMs, ino } : undefined;
  const { text, troubles } = readText(root, path, limits.sourceBytes, seen);
  const findings = placed(path, text, troubles);
  if (findings.some(({ severity }) => severity === 'error')) return { findings };
  const { data, yaml, body, remarks } = splitFrontMatter(text);
  findings.push(...placed(path, text, remarks));
  if (findings.some(({ severity }) => severity === 'error')) return { findings };
  const bodyLine = lineOf(text, text.length - body.length);
  return {
    source: {
      path,
      kind,
      text,
      parts: partsOf(yaml, body),
      data,
      body,
      bodyLine,
      locate: locator(text, yaml),
    },
    findings,
  };
}

function partsOf(yaml: string, body: string): Source['parts'] {
  return { front: hash('sha256', withoutBlock(yaml, 'approval')), text: hash('sha256', body) };
}

function locator(text: string, yaml: string): Source['locate'] {
  let find: ReturnType<typeof yamlPlaces> | undefined;
  let starts: number[] | undefined;
  return (path, what) => {
    find ??= yamlPlaces(yaml);
    starts ??= lineStarts(text);
    const place = find(path, what);
    return place ? spotAt(starts, place.offset + FENCE, place.length) : { line: 1, column: 1, length: FENCE };
  };
}

function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}
