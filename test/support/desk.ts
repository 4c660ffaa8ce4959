import { cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openNewsroom, openPress } from '../../src/app.ts';
import { openSqliteLedger } from '../../src/ledger/sqlite/open.ts';
import type { Ledger } from '../../src/ledger/ledger.ts';
import { publish, type Pass, type PassOptions } from '../../src/pipeline.ts';
import { silent } from '../../src/util/progress.ts';
import { scratch } from './folder.ts';

const ROOT = join(import.meta.dirname, '../..');

/** A real newsroom in a folder of its own, with the bundled newsdesk.yaml and templates. */
export type TestDesk = {
  root: string;
  ledger: Ledger;
  write: (path: string, text: string | Uint8Array) => void;
  remove: (path: string) => void;
  /** Takes away what is remembered and what is public, but not the ledger. */
  forget: () => void;
  pass: (at: number, options?: Partial<PassOptions>) => Promise<Pass>;
  /** Every public file by its path. */
  publicFiles: () => Map<string, string>;
};

/**
 * Opens a newsroom; `from` copies more of the bundled one: `['releases', 'digest']`. Unless a test is about `approvals`,
 * nothing needs one.
 */
export async function openDesk(from: readonly string[] = [], approvals = false): Promise<TestDesk> {
  const root = scratch();
  for (const name of ['newsdesk.yaml', 'templates', ...from]) {
    cpSync(join(ROOT, name), join(root, name), { recursive: true, preserveTimestamps: true });
  }
  if (!approvals) withoutApprovals(root);
  mkdirSync(join(root, 'releases'), { recursive: true });
  mkdirSync(join(root, 'digest'), { recursive: true });
  mkdirSync(join(root, 'var'), { recursive: true });
  const ledger = await openSqliteLedger(join(root, 'var/newsdesk.db'));
  onTestFinished(() => ledger.close());
  return {
    root,
    ledger,
    write(path, text) {
      mkdirSync(join(root, path, '..'), { recursive: true });
      writeFileSync(join(root, path), text);
    },
    remove: (path) => rmSync(join(root, path)),
    forget() {
      for (const name of ['var/cache', 'public']) rmSync(join(root, name), { recursive: true, force: true });
    },
    async pass(at, options = {}) {
      const { opened, findings } = openNewsroom(root, {}, silent);
      if (!opened) throw new Error(`newsdesk.yaml: ${JSON.stringify(findings)}`);
      return publish(await openPress(opened, ledger), at, { dryRun: false, agreed: [], ...options });
    },
    publicFiles: () => filesBelow(join(root, 'public')),
  };
}

/** Lets everything out of a copied newsroom that is ready, whether somebody approved it or not. */
export function withoutApprovals(root: string): void {
  const path = join(root, 'newsdesk.yaml');
  const text = readFileSync(path, 'utf8');
  if (!/^  required: true$/m.test(text)) throw new Error('newsdesk.yaml says nothing of approvals');
  writeFileSync(path, text.replace(/^  required: true$/m, '  required: false'));
}

/** Every file below a folder by its path, as Latin-1 text so that every byte counts. */
export function filesBelow(folder: string): Map<string, string> {
  const names = globSync('**/*', { cwd: folder, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    names
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted()
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, 'latin1')]),
  );
}

/** What stands behind the time of an embargo: the zone, where one is asked for. */
export const EMBARGO_ZONE = ' America/Chicago';

/** A release as an officer would write it. */
export function releaseText(
  fields: Record<string, string>,
  body = 'One lane of Link Avenue is closed until noon.',
): string {
  const all: Record<string, string> = {
    title: 'Lane closed on Link Avenue',
    number: '"26-901"',
    kind: 'traffic',
    release: 'immediate',
    date: '2026-11-13 14:30',
    dateline: 'CLAYTON, Mo.',
    summary: 'One lane of Link Avenue is closed until noon.',
    contact: 'media',
    ...fields,
  };
  const lines = Object.entries(all).map(([key, value]) => `${key}: ${value}`);
  return `---\n${lines.join('\n')}\n---\n\n${body}\n`;
}

/** A PNG of one pixel. */
export const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);
