import { readdirSync, statSync, type Dirent, type Stats } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../model/finding.ts';
import type { SourceKind } from '../model/source.ts';
import { realInside } from '../util/inside.ts';
import {
  closedFinding,
  folderFinding,
  isEditorsOwn,
  linkFinding,
  nameFinding,
  strayFinding,
} from './names.ts';

/** A Source as its folder lists it: what is needed to read it, and to see later whether it changed. Times in epoch ms. */
export type SourceFile = {
  path: string;
  kind: SourceKind;
  bytes: number;
  mtimeMs: number;
  ctimeMs: number;
  ino: number;
};

const FOLDERS: readonly { folder: string; kind: SourceKind }[] = [
  { folder: 'digest', kind: 'issue' },
  { folder: 'releases', kind: 'release' },
];

/**
 * Lists every Source of a newsroom by path, with one look at each. Whatever is not a Source and not an editor's own file
 * is a finding; a folder that is missing or cannot be read is one, never an error thrown.
 */
export function listSources(root: string): { files: SourceFile[]; findings: Finding[] } {
  const files: SourceFile[] = [];
  const findings: Finding[] = [];
  for (const { folder, kind } of FOLDERS) {
    for (const entry of entriesOf(root, folder, findings)) {
      if (isEditorsOwn(entry.name)) continue;
      const found = look(root, `${folder}/${entry.name}`, kind, entry);
      if (found === undefined) continue;
      if ('rule' in found) findings.push(found);
      else files.push(found);
    }
  }
  return { files: files.toSorted((a, b) => (a.path < b.path ? -1 : 1)), findings };
}

function entriesOf(root: string, folder: string, findings: Finding[]): Dirent[] {
  try {
    const entries = readdirSync(join(root, folder), { withFileTypes: true });
    if (realInside(root, folder) !== undefined) return entries;
    findings.push(linkFinding(folder));
  } catch (error) {
    findings.push(folderFinding(folder, error));
  }
  return [];
}

/** A file that this account may not look at is `closed`. */
function statOf(path: string): Stats | 'closed' | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return 'closed';
  }
}

function look(root: string, path: string, kind: SourceKind, entry: Dirent): SourceFile | Finding | undefined {
  const link = entry.isSymbolicLink();
  if (link && realInside(root, path) === undefined) return linkFinding(path);
  const stats = statOf(join(root, path));
  if (stats === 'closed') return closedFinding(path);
  if (!stats) return undefined;
  if (!stats.isFile())
    return stats.isDirectory() && entry.name === 'photos' ? undefined : strayFinding(path, stats);
  const finding = nameFinding(path, entry.name, kind);
  if (finding) return finding;
  return { path, kind, bytes: stats.size, mtimeMs: stats.mtimeMs, ctimeMs: stats.ctimeMs, ino: stats.ino };
}
