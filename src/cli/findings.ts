import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../model/finding.ts';
import type { Stripped } from '../model/trace.ts';
import { findingsJson, printFindings } from './report.ts';
import { printStripped } from './stripped.ts';
import type { Terminal } from './terminal.ts';

/** Prints findings, and below them what photos will be stripped of, as text or as JSON. */
export function report(
  findings: Finding[],
  root: string,
  files: number,
  json: boolean,
  terminal: Terminal,
  stripped: readonly Stripped[] = [],
): void {
  if (json) {
    terminal.out(findingsJson(findings, files, stripped));
    return;
  }
  const { color, width } = terminal;
  terminal.out(printFindings(findings, { textOf: (file) => textOf(root, file), color, width, files }));
  terminal.out(printStripped(stripped));
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
