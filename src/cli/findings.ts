import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../model/finding.ts';
import { findingsJson, printFindings } from './report.ts';
import type { Terminal } from './terminal.ts';

/** Prints findings as text or as JSON. */
export function report(
  findings: Finding[],
  root: string,
  files: number,
  json: boolean,
  terminal: Terminal,
): void {
  if (json) {
    terminal.out(findingsJson(findings, files));
    return;
  }
  const { color, width } = terminal;
  terminal.out(printFindings(findings, { textOf: (file) => textOf(root, file), color, width, files }));
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
