import { join } from 'node:path';
import { readConfig, rotateKeys } from '../post.ts';
import { FINDINGS, OK } from './exit.ts';
import { report } from './findings.ts';
import type { Terminal } from './terminal.ts';

/** `newsdesk rotate-key`: a new key for the links in mails; the ones before go on being good for checking. */
export async function rotateKey(root: string, terminal: Terminal): Promise<number> {
  const { config, findings } = readConfig(root, terminal.env);
  if (!config) {
    report(findings, root, 0, false, terminal);
    return FINDINGS;
  }
  const path = join(config.paths.var, 'key');
  const { length } = await rotateKeys(path);
  terminal.out(
    `A new key signs the links in mails from now on; ${path} holds ${length === 2 ? '2 keys' : `${length} keys, 5 at the most`}.
Links in mails that were sent before still work. Programs that are running take the new key by themselves.
Back the file up: without it those links die.
`,
  );
  return OK;
}
