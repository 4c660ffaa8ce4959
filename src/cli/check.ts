import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { openNewsroom } from '../app.ts';
import { blocks, type Finding } from '../model/finding.ts';
import { readNewsroom, remember } from '../reading/reading.ts';
import { systemClock } from '../util/clock.ts';
import { openProgress } from '../util/progress.ts';
import { FINDINGS, OK } from './exit.ts';
import { findingsJson, printFindings } from './report.ts';
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
  const all = [...findings, ...(read?.findings ?? [])].filter(isAbout(root, paths));
  report(all, root, read?.examined.length ?? 0, json, terminal);
  return all.some(blocks) ? FINDINGS : OK;
}

/** Prints findings as text or as JSON. */
export function report(
  findings: Finding[],
  root: string,
  files: number,
  json: boolean,
  terminal: Terminal,
): void {
  if (json) {
    terminal.out(findingsJson(findings));
    return;
  }
  const { color, width } = terminal;
  terminal.out(printFindings(findings, { textOf: (file) => textOf(root, file), color, width, files }));
}

function isAbout(root: string, paths: readonly string[]): (finding: Finding) => boolean {
  const wanted = paths.map((path) => relative(root, resolve(path)).replaceAll('\\', '/'));
  if (wanted.length === 0) return () => true;
  return ({ file }) => wanted.some((path) => path === '' || file === path || file.startsWith(`${path}/`));
}

function textOf(root: string, file: string): string | undefined {
  try {
    return readFileSync(join(root, file), 'utf8')
      .replace(/^\uFEFF/, '')
      .replace(/\r\n?/g, '\n');
  } catch {
    return undefined;
  }
}
