import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openNewsroom, schemasOf } from '../app.ts';
import { replaceFile } from '../util/atomic.ts';
import { silent } from '../util/progress.ts';
import { FINDINGS, OK } from './exit.ts';
import { report } from './findings.ts';
import type { Terminal } from './terminal.ts';

/** `newsdesk schema`: writes the JSON Schemas of both kinds of front matter, with this newsroom's kinds and areas. */
export async function schema(root: string, out: string, terminal: Terminal): Promise<number> {
  const { opened, findings } = openNewsroom(root, terminal.env, silent);
  if (!opened) {
    report(findings, root, 0, false, terminal);
    return FINDINGS;
  }
  mkdirSync(out, { recursive: true });
  for (const [name, content] of Object.entries(schemasOf(opened.config.newsroom))) {
    const path = join(out, `${name}.schema.json`);
    replaceFile(path, `${JSON.stringify(content, undefined, 2)}\n`);
    terminal.out(`${path}\n`);
  }
  return OK;
}
