import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Approval } from '../model/approval.ts';
import type { Source } from '../model/source.ts';
import { replaceFile } from '../util/atomic.ts';
import { withApproval } from './approval-block.ts';
import { FENCE, splitFrontMatter } from './front-matter.ts';
import { readSource } from './source.ts';

/**
 * Writes an approval into the front matter of a file, in place of any other; its line ends and everything else stay as they
 * are. False, with nothing written, when the file is not what was approved any more.
 */
export function writeApproval(
  root: string,
  { path, kind, parts }: Pick<Source, 'path' | 'kind' | 'parts'>,
  approval: Approval,
): boolean {
  const limits = { sourceBytes: Infinity };
  const { source } = readSource(root, { path, kind }, limits);
  if (!source || source.parts.front !== parts.front || source.parts.text !== parts.text) return false;
  const { yaml } = splitFrontMatter(source.text);
  const text = withApproval(source.text, FENCE, yaml, approval);
  const file = join(root, path);
  const written = readFileSync(file, 'utf8');
  const ended = written.includes('\r\n') ? text.replaceAll('\n', '\r\n') : text;
  replaceFile(file, written.startsWith('\uFEFF') ? `\uFEFF${ended}` : ended, statSync(file).mode & 0o777);
  return true;
}
