import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { Finding } from '../model/finding.ts';
import type { Newsroom } from '../model/newsroom.ts';
import type { Settings } from './environment.ts';
import { about } from './remarks.ts';

const FILE = 'newsdesk.yaml';

/** What newsdesk.yaml and the environment say together of where what comes back is read. */
export function checkInbox(
  root: string,
  { inbox: { sources } }: Newsroom,
  { imap, paths }: Pick<Settings, 'imap' | 'paths'>,
): Finding[] {
  const findings: Finding[] = [];
  const wantsImap = sources.some((source) => 'imap' in source);
  if (wantsImap && !imap) {
    const what = 'A mailbox is to be read ("inbox:"), but IMAP_URL is not set';
    const why = 'Bounces and complaints in it have no effect, and mail goes on to dead addresses.';
    const fix = 'Set IMAP_URL=imaps://user:password@server/ in the environment.';
    findings.push(about(FILE, 'config/inbox', { what, why, fix }, 'warning'));
  }
  for (const source of sources) {
    const place = 'folder' in source ? source.folder : 'maildir' in source ? source.maildir : undefined;
    if (place === undefined || !isBelow(paths.public, resolve(root, place))) continue;
    const what = `The messages that come back are to be read in ${place}, which is public`;
    const why = 'They name readers and hold their words.';
    findings.push(about(FILE, 'config/inbox', { what, why, fix: 'Choose a folder below var/.' }));
  }
  return findings;
}

function isBelow(outer: string, inner: string): boolean {
  const path = relative(outer, inner);
  return path === '' || (path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path));
}
