import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ill, well, type Diagnosis } from '../diagnosis.ts';
import type { Sender } from '../sender.ts';

/** What the disk below one folder has left. */
export type SpaceSeen = { name: string; free: number; inodesFree: number; inodes: number };

/** What was seen of this machine's files. Modes are Unix permission bits; absent where a file or the bits are missing. */
export type DiskSeen = {
  spaces: readonly SpaceSeen[];
  folders: readonly { name: string; path: string; mode: number }[];
  secrets: readonly { name: string; path: string; from: 'all' | 'others'; mode: number }[];
  /** Files and folders of the ledger that this account may not write; nothing is written to find out. */
  locked: readonly string[];
  hasLedger: boolean;
};

const MB = 1_000_000;

/** Looks at folders, keys and the ledger, and changes none of them. */
export async function observeDisk({ folders, secrets, ledger }: Sender): Promise<DiskSeen> {
  const hasModes = process.platform !== 'win32';
  const spaces = await Promise.all(folders.map(({ name, path }) => spaceOf(name, path)));
  const hasLedger = existsSync(ledger);
  const written = hasLedger
    ? [ledger, `${ledger}-wal`, `${ledger}-shm`, dirname(ledger)]
    : [existing(ledger)];
  return {
    spaces,
    folders: folders.flatMap(({ name, path, isPrivate }) =>
      isPrivate && hasModes ? modeOf(path).map((mode) => ({ name, path, mode })) : [],
    ),
    secrets: secrets.flatMap((secret) =>
      hasModes ? modeOf(secret.path).map((mode) => Object.assign({ mode }, secret)) : [],
    ),
    locked: written.filter((path) => existsSync(path) && !isWritable(path)),
    hasLedger,
  };
}

async function spaceOf(name: string, path: string): Promise<SpaceSeen> {
  const { bavail, bsize, ffree, files } = await statfs(existing(path));
  return { name, free: bavail * bsize, inodesFree: ffree, inodes: files };
}

/** The path, or the nearest folder above it that exists. */
function existing(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : existing(dirname(path));
}

function modeOf(path: string): number[] {
  const mode = statSync(path, { throwIfNoEntry: false })?.mode;
  return mode === undefined ? [] : [mode & 0o777];
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Whether there is room, the ledger can be written, and nobody else on the machine reads what is not theirs. */
export function judgeDisk(seen: DiskSeen): Diagnosis[] {
  return [...seen.spaces.map(judgeSpace), judgeLedger(seen), ...judgePrivacy(seen)];
}

function judgeSpace({ name, free, inodesFree, inodes }: SpaceSeen): Diagnosis {
  const room = free >= 1000 * MB ? `${(free / 1000 / MB).toFixed(1)} GB` : `${Math.floor(free / MB)} MB`;
  const fewInodes = inodes > 0 && inodesFree < inodes / 20;
  if (free >= 1000 * MB && !fewInodes) return well('disk', `${name} has ${room} left`);
  const noneLeft = free < 200 * MB || (inodes > 0 && inodesFree < inodes / 100);
  const what =
    free < 1000 * MB ? `${name} has only ${room} left` : `The disk of ${name} can hold few more files`;
  const why = 'When the disk is full nothing is published or marked as sent, and delivery stops.';
  return ill('disk', noneLeft ? 'error' : 'warning', {
    what,
    why,
    fix: 'Make room, or move the folder to a larger disk.',
  });
}

function judgeLedger({ locked, hasLedger }: DiskSeen): Diagnosis {
  if (locked.length === 0)
    return well('ledger', hasLedger ? 'The ledger can be written' : 'The ledger can be made');
  return ill('ledger', 'error', {
    what: `This account may not write ${locked.join(', ')}`,
    why: 'What went out could not be recorded, so nothing goes out.',
    fix: 'Give the files to the account that runs Newsdesk (chown), and run this command as that account.',
  });
}

function judgePrivacy({ folders, secrets }: DiskSeen): Diagnosis[] {
  const open = folders.filter(({ mode }) => (mode & 0o007) !== 0);
  const readable = secrets.filter(({ mode, from }) => (mode & (from === 'all' ? 0o077 : 0o007)) !== 0);
  const found = [
    ...readable.map(({ name, path }) =>
      ill('secrets', 'error', {
        what: `Other accounts of this machine may read ${name}`,
        why: 'With it anybody can sign in the department’s name.',
        fix: `chmod 600 ${path}`,
      }),
    ),
    ...open.map(({ name, path }) =>
      ill('secrets', 'warning', {
        what: `Other accounts of this machine may look into ${name}`,
        why: 'It holds the addresses of every subscriber.',
        fix: `chmod 700 ${path}`,
      }),
    ),
  ];
  return found.length > 0 || folders.length + secrets.length === 0
    ? found
    : [well('secrets', 'Keys and the ledger are this account’s alone')];
}
