import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { openNewsroom } from '../app.ts';
import { blocks, type Finding } from '../model/finding.ts';
import { strippedFrom } from '../model/shown.ts';
import type { Stripped } from '../model/trace.ts';
import { readNewsroom, remember, type Reading } from '../reading/reading.ts';
import { systemClock } from '../util/clock.ts';
import { openProgress } from '../util/progress.ts';
import { FINDINGS, MISUSE, OK } from './exit.ts';
import { report } from './findings.ts';
import type { Terminal } from './terminal.ts';

/**
 * `newsdesk check`: reads and reviews everything and prints all findings, or those about the given files and folders.
 * Exit 1 when one of the printed ones blocks.
 */
export async function check(
  root: string,
  paths: string[],
  json: boolean,
  terminal: Terminal,
): Promise<number> {
  const { opened, findings } = openNewsroom(root, terminal.env, openProgress(terminal.stderr));
  const read = opened ? await readNewsroom(opened.reader, systemClock()) : undefined;
  if (opened) remember(opened.reader);
  const known = (read?.examined ?? []).map(({ file }) => file.path);
  const lost = opened
    ? paths.filter((path) => !existsSync(path) && !known.some((file) => covers(root, path, file)))
    : [];
  if (lost.length > 0) {
    terminal.err(
      `newsdesk: There is no ${lost.join(', ')} to check. Name a file or folder of the newsroom.\n`,
    );
    return MISUSE;
  }
  const all = [...findings, ...(read?.findings ?? [])].filter(isAbout(root, paths));
  const checked =
    paths.length === 0 ? known : known.filter((file) => paths.some((path) => covers(root, path, file)));
  report(all, root, checked.length, json, terminal, read && strippedOf(read, new Set(checked)));
  return all.some(blocks) ? FINDINGS : OK;
}

/** What the pictures of the checked files tell, each picture once. */
function strippedOf({ examined, asset }: Reading, checked: ReadonlySet<string>): Stripped[] {
  const byPath = new Map<string, Stripped>();
  for (const { publication, file } of examined) {
    if (!publication || publication.status === 'withdrawn' || !checked.has(file.path)) continue;
    for (const one of strippedFrom(publication, asset)) byPath.set(one.path, one);
  }
  return [...byPath.values()];
}

function isAbout(root: string, paths: readonly string[]): (finding: Finding) => boolean {
  return ({ file }) => paths.length === 0 || paths.some((path) => covers(root, path, file));
}

/** Whether a path that was typed is a file of the newsroom, or a folder above it. */
function covers(root: string, typed: string, file: string): boolean {
  const path = relative(root, resolve(typed)).replaceAll('\\', '/');
  return path === '' || file === path || file.startsWith(`${path}/`);
}
