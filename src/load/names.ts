import type { Stats } from 'node:fs';
import type { Finding } from '../model/finding.ts';
import type { SourceKind } from '../model/source.ts';

const RELEASE = /^(\d{4})-(\d{2})-(\d{2})-[a-z0-9]+(?:-[a-z0-9]+)*\.md$/;
const ISSUE = /^[a-z0-9-]+\.md$/;
/** Hidden files, and what editors and office programs leave beside a file that is open or was saved. */
const EDITORS = /^\.|~$|^#.*#$|^~\$|\.(?:swp|swo|swx|tmp|bak|orig|crswap)$|^(?:Thumbs\.db|desktop\.ini)$/;

const EXAMPLE = 'releases/2026-11-13-bridge-closed.md';

const FOLDER_WHY = 'Newsdesk reads releases from releases/ and issues of the Digest from digest/.';

/** True for a file that an editor or the system keeps for itself, and that nobody means to publish. */
export function isEditorsOwn(name: string): boolean {
  return EDITORS.test(name);
}

/** What is wrong with the name of a Source, if anything. */
export function nameFinding(path: string, name: string, kind: SourceKind): Finding | undefined {
  if (!/\.(?:md|markdown|mdown|txt)$/i.test(name)) {
    return about(path, 'file/stray', 'warning', {
      what: 'This is not a Markdown file, so nothing reads it',
      why: 'Only files whose names end in ".md" are published.',
      fix: 'Pictures belong in the folder photos/ beside it; move anything else away.',
    });
  }
  if (name === 'index.md') return badName(path, kind === 'issue' ? 'digest/24.md' : EXAMPLE, undefined);
  if (kind === 'issue') return ISSUE.test(name) ? undefined : badName(path, 'digest/24.md', tidy(name));
  const [, year, month, day] = RELEASE.exec(name) ?? [];
  if (year === undefined) return badName(path, EXAMPLE, tidy(name));
  if (isDate(Number(year), Number(month), Number(day))) return undefined;
  return about(path, 'file/name', 'error', {
    what: `The calendar has no ${year}-${month}-${day}`,
    why: 'The name of the file becomes the public address of the release.',
    fix: 'Rename the file so that it begins with the date of the release.',
  });
}

/** Something that is neither a Source nor its photos: a folder, a pipe, a device. */
export function strayFinding(path: string, stats: Stats): Finding {
  return about(path, 'folder/stray', 'error', {
    what: stats.isDirectory() ? 'Newsdesk does not look into this folder' : 'This is not an ordinary file',
    why: 'What is in it would be left out without a word.',
    fix: 'Move its files one folder up; pictures go into photos/.',
  });
}

/** A symbolic link that leads nowhere, in a circle, or out of the newsroom's folder. */
export function linkFinding(path: string): Finding {
  return about(path, 'file/link', 'error', {
    what: 'This is a link that leads nowhere, or out of the newsroom’s folder',
    why: 'Only what lies in the newsroom’s folder can be published.',
    fix: 'Put the file itself here, or remove the link.',
  });
}

/** A file that this account may not look at. */
export function closedFinding(path: string): Finding {
  return about(path, 'file/unreadable', 'error', {
    what: 'This file cannot be read',
    why: 'What is in it would be left out without a word.',
    fix: 'Give the account that runs Newsdesk the right to read it and its folder.',
  });
}

/** A folder of the newsroom that is missing or cannot be listed. */
export function folderFinding(folder: string, error: unknown): Finding {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  if (code === 'ENOENT' && folder === 'templates') {
    return about(folder, 'folder/missing', 'error', {
      what: 'This folder is missing',
      why: 'Every mail is made from the templates in it.',
      fix: 'Put it back; the one that came with Newsdesk is a good start.',
    });
  }
  if (code === 'ENOENT') {
    const fix = `Create the folder "${folder}" (it may be empty), or start Newsdesk in the newsroom’s folder.`;
    return about(folder, 'folder/missing', 'error', { what: 'This folder is missing', why: FOLDER_WHY, fix });
  }
  if (code === 'ENOTDIR') {
    const fix = `Move the file "${folder}" away and create a folder of that name.`;
    return about(folder, 'folder/missing', 'error', {
      what: 'This is a file, where a folder is expected',
      why: FOLDER_WHY,
      fix,
    });
  }
  return about(folder, 'folder/unreadable', 'error', {
    what: `This folder cannot be read (${code})`,
    why: 'What is in it can be neither checked nor published.',
    fix: 'Give the account that runs Newsdesk the right to read it.',
  });
}

function badName(path: string, example: string, tidied: string | undefined): Finding {
  return about(path, 'file/name', 'error', {
    what: 'This name cannot be used',
    why: 'The name of the file becomes a public address: lower-case letters, digits and hyphens.',
    fix: tidied ? `Rename it to "${tidied}".` : `Name it like this one: ${example}.`,
  });
}

/** The nearest good name, when there is one: "2026-11-13 Bridge Closed.MD" → "2026-11-13-bridge-closed.md". */
function tidy(name: string): string | undefined {
  const plain = name
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
  const stem = plain
    .replace(/\.[a-z]+$/, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  const tidied = `${stem}.md`;
  return stem !== '' && (/^\d{4}-\d{2}-\d{2}-/.test(stem) || ISSUE_STEM.test(stem)) && tidied !== name
    ? tidied
    : undefined;
}

const ISSUE_STEM = /^\d+$/;

function isDate(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year > 0;
}

function about(
  file: string,
  rule: string,
  severity: Finding['severity'],
  words: Pick<Finding, 'what' | 'why' | 'fix'>,
): Finding {
  return { file, line: 1, column: 1, length: 0, rule, severity, ...words };
}
