import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Source } from '../model/source.ts';
import { replaceFile } from '../util/atomic.ts';
import { withBlock, type OwnKey, type OwnValue } from './block.ts';
import { FENCE, splitFrontMatter } from './front-matter.ts';
import { readSource } from './source.ts';

/**
 * Writes one of Newsdesk's own keys into the front matter of a file, in place of what stood there; its line ends and
 * everything else stay as they are. Without a value the key is taken out. False, with nothing written, when the file is not
 * what was read (`parts`) any more.
 */
export function writeBlock(
  root: string,
  { path, kind, parts }: Pick<Source, 'path' | 'kind' | 'parts'>,
  key: OwnKey,
  value: OwnValue | undefined,
): boolean {
  const { source } = readSource(root, { path, kind }, { sourceBytes: Infinity });
  if (!source || source.parts.front !== parts.front || source.parts.text !== parts.text) return false;
  const { yaml } = splitFrontMatter(source.text);
  const text =
    source.text.slice(0, FENCE) + withBlock(yaml, key, value) + source.text.slice(FENCE + yaml.length);
  const file = join(root, path);
  const written = readFileSync(file, 'utf8');
  const ended = written.includes('\r\n') ? text.replaceAll('\n', '\r\n') : text;
  replaceFile(file, written.startsWith('\uFEFF') ? `\uFEFF${ended}` : ended, statSync(file).mode & 0o777);
  return true;
}
