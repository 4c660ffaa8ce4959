import type { Head } from '../ledger/ledger.ts';
import type { Finding } from '../model/finding.ts';
import { publicationKey } from '../model/publication.ts';
import type { KeyPath, Spot } from '../model/source.ts';
import type { Examined } from '../model/examined.ts';

/**
 * Findings about publications that are out under another file name or another number: an address and a number are
 * promised to everybody who linked, printed or subscribed, so neither may change by renaming a file.
 */
export function movedFindings(
  examined: readonly Examined[],
  heads: readonly Head[],
  locate: (file: string, path: KeyPath, what: 'key' | 'value') => Spot,
): Finding[] {
  const byKey = new Map(heads.map((head) => [head.publication, head]));
  const byPath = new Map(heads.map((head) => [head.path, head]));
  const findings: Finding[] = [];
  for (const { publication, file } of examined) {
    if (!publication) continue;
    const key = publicationKey(publication);
    const field = publication.type === 'release' ? 'number' : 'issue';
    const path = byKey.get(key)?.path;
    if (path !== undefined && path !== file.path) {
      findings.push({
        file: file.path,
        ...locate(file.path, [field], 'value'),
        rule: 'address/changed',
        severity: 'error',
        what: `${key} is out as ${path}; this file would move it to another address.`,
        why: 'Links, feeds and printed copies name the first address.',
        fix: `Rename this file back to ${path}.`,
      });
    }
    const earlier = byPath.get(file.path);
    if (earlier && earlier.publication !== key && !byKey.has(key)) {
      findings.push({
        file: file.path,
        ...locate(file.path, [field], 'value'),
        rule: 'number/changed',
        severity: 'error',
        what: `This file is out as ${earlier.publication}; its ${field} now says ${key.replace(/^.*\//, '')}.`,
        why: 'A number that went out is how readers and newsrooms refer to it; it is never changed or reused.',
        fix: `Put ${earlier.publication.replace(/^.*\//, '')} back, and write a new file for a new publication.`,
      });
    }
  }
  return findings;
}
