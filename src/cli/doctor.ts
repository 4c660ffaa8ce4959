import { isIP } from 'node:net';
import { openNewsroom } from '../app.ts';
import { examineNewsroom } from '../doctor.ts';
import { silent } from '../util/progress.ts';
import { doctorJson, printDiagnoses } from './doctor-text.ts';
import { FINDINGS, MISUSE, OK } from './exit.ts';
import { report } from './findings.ts';
import type { Terminal } from './terminal.ts';

/**
 * `newsdesk doctor`: looks at what a sender must have, sends nothing and changes nothing. Exit 1 when something is wrong
 * that will have mail refused, hidden or lost.
 */
export async function doctor(
  root: string,
  options: { sendsFrom?: string[]; json?: boolean },
  terminal: Terminal,
): Promise<number> {
  const sendsFrom = (options.sendsFrom ?? []).flatMap((text) => text.split(',')).filter(Boolean);
  const wrong = sendsFrom.find((address) => isIP(address) === 0);
  if (wrong !== undefined) {
    terminal.err(`newsdesk: --sends-from takes addresses such as 192.0.2.25; "${wrong}" is none.\n`);
    return MISUSE;
  }
  const { opened, findings } = openNewsroom(root, terminal.env, silent);
  if (!opened) {
    report(findings, root, 0, options.json ?? false, terminal);
    return FINDINGS;
  }
  const diagnoses = await examineNewsroom(opened, sendsFrom);
  terminal.out(options.json ? doctorJson(diagnoses) : printDiagnoses(diagnoses, terminal));
  return diagnoses.some(({ severity }) => severity === 'error') ? FINDINGS : OK;
}
