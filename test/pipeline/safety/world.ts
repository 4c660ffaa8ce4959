import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openNewsroom, openPress } from '../../../src/app.ts';
import type { Claim, Ledger } from '../../../src/ledger/ledger.ts';
import { openSqliteLedger } from '../../../src/ledger/sqlite/open.ts';
import { publish, type Pass, type Press } from '../../../src/pipeline.ts';
import { silent } from '../../../src/util/progress.ts';
import { filesBelow, releaseText } from '../../support/desk.ts';
import type { Which } from './actions.ts';

const ROOT = join(import.meta.dirname, '../../..');
export const MINUTE = 60_000;
export const NOON = Date.parse('2026-11-13T15:00:00-06:00');
export const FIRST = 'Lt. Erin Example';
export const SECOND = 'Sgt. Pat Sample';

/** The releases of a run: one that goes out at once, and one for two people that is under embargo for two hours. */
export const RELEASES = [
  {
    path: 'releases/2026-11-13-lane.md',
    page: 'releases/2026-11-13-lane.html',
    key: 'release/26-901',
    publicAt: NOON,
    two: false,
  },
  {
    path: 'releases/2026-11-13-water.md',
    page: 'releases/2026-11-13-water.html',
    key: 'release/26-902',
    publicAt: NOON + 120 * MINUTE,
    two: true,
  },
] as const;

/** One text of a release. Its word is in no other text of the run. */
export type Version = { which: Which; word: string; sentence: string };

/** Something that a reader has, or may have. */
export type Copy = { reader: number; edition: string };

/** A newsroom with what happened to it, as the test knows it. */
export type World = {
  root: string;
  ledger: Ledger;
  now: number;
  /** The newest instant of a pass that ran: no later one may be far before it. */
  newest: number;
  versions: Version[];
  /** The text in each file. */
  current: Version[];
  time: number[];
  /** From when a text may be public at the earliest: ms by its word. Absent: nobody who may has approved it. */
  cleared: Map<string, number>;
  /** Releases that were killed, and those that a person stopped and nobody let go. */
  killed: Set<Which>;
  onHold: Set<Which>;
  stopped: Set<Which>;
  /** Of each release the highest edition whose second mails a person cancelled. */
  waived: Map<string, number>;
  readers: number;
  gone: Set<number>;
  had: Copy[];
  /** What workers have in hand: marked, not answered. */
  inHand: { worker: number; claim: Claim }[];
  /** Every public file, as the last pass left it: nothing else writes them. */
  files: Map<string, string>;
};

/** A newsroom of its own, with four readers; one page of templates and the bundled settings. */
export async function openWorld(): Promise<World> {
  const root = mkdtempSync(join(tmpdir(), 'newsdesk-'));
  for (const name of ['newsdesk.yaml', 'templates']) {
    cpSync(join(ROOT, name), join(root, name), { recursive: true, preserveTimestamps: true });
  }
  const yaml = readFileSync(join(root, 'newsdesk.yaml'), 'utf8');
  const plural = '    plural: Safety\n';
  writeFileSync(join(root, 'newsdesk.yaml'), yaml.replace(plural, `${plural}    twoPeople: true\n`));
  for (const name of ['releases', 'digest', 'var']) mkdirSync(join(root, name));
  const world: World = {
    root,
    ledger: await openSqliteLedger(join(root, 'var/newsdesk.db')),
    now: NOON,
    newest: NOON,
    versions: [],
    current: [],
    time: [0, 0],
    cleared: new Map(),
    killed: new Set(),
    onHold: new Set(),
    stopped: new Set(),
    waived: new Map(),
    readers: 0,
    gone: new Set(),
    had: [],
    inHand: [],
    files: new Map(),
  };
  for (let reader = 1; reader <= 4; reader += 1) await joinList(world);
  rewrite(world, 0, 'fact');
  rewrite(world, 1, 'fact');
  return world;
}

export async function closeWorld({ root, ledger }: World): Promise<void> {
  await ledger.close();
  rmSync(root, { recursive: true, force: true });
}

/** Another reader, who asked for releases long ago. */
export async function joinList(world: World): Promise<void> {
  world.readers += 1;
  const address = `reader${world.readers}@example.org`;
  await world.ledger.subscribe([
    { address, topics: ['releases'], confirmedAt: 0, consent: 'import of list.csv' },
  ]);
}

/** Writes another text into a file: another word, and with `fact` another time of day. What else is in the file stays. */
export function rewrite(world: World, which: Which, changes: 'fact' | 'word'): void {
  const release = RELEASES[which];
  const hours = world.time[which] ?? 0;
  if (changes === 'fact') world.time[which] = hours + 1;
  const word = wordOf(world.versions.length);
  const sentence = `Crews close one lane for ${(world.time[which] ?? 0) + 20} hours, the ${word} said.`;
  const file = join(world.root, release.path);
  const before = world.current[which];
  if (before) {
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.slice(0, text.lastIndexOf(before.sentence)) + `${sentence}\n`);
  } else {
    const fields: Record<string, string> =
      which === 0
        ? {}
        : {
            number: '"26-902"',
            kind: 'safety',
            release: "'2026-11-13 17:00 America/Chicago'",
            author: 'Officer Writer',
            title: 'Water off in Fenton',
            audience: '[subscribers]',
            summary: 'Water is off in a part of Fenton.',
          };
    writeFileSync(file, releaseText(fields, sentence));
  }
  const version = { which, word, sentence };
  world.versions.push(version);
  world.current[which] = version;
}

/** A word in small letters that no page has by itself. */
function wordOf(count: number): string {
  const [last, first] = [count % 26, Math.floor(count / 26) % 26];
  return `zq${String.fromCharCode(97 + last, 97 + first)}vx`;
}

export async function pressOf({ root }: World, ledger: Ledger): Promise<Press> {
  const { opened, findings } = openNewsroom(root, {}, silent);
  if (!opened) throw new Error(`newsdesk.yaml: ${JSON.stringify(findings)}`);
  return openPress(opened, ledger);
}

export async function pass(world: World, ledger: Ledger = world.ledger): Promise<Pass> {
  world.newest = Math.max(world.newest, world.now);
  try {
    return await publish(await pressOf(world, ledger), world.now, { dryRun: false, agreed: [] });
  } finally {
    world.files = filesBelow(join(world.root, 'public'));
  }
}

/** Closes the ledger as a program that ends does, and opens it as the next one. */
export async function reopen(world: World): Promise<void> {
  await world.ledger.close();
  world.ledger = await openSqliteLedger(join(world.root, 'var/newsdesk.db'));
}

/** The program died here. */
export class Died extends Error {}

/** A ledger whose nth call is the last thing that this program does. */
export function dying(ledger: Ledger, call: number, when: 'before' | 'after'): Ledger {
  let calls = 0;
  return new Proxy(ledger, {
    get(target, name, receiver) {
      const found: unknown = Reflect.get(target, name, receiver);
      if (typeof found !== 'function') return found;
      return async (...values: unknown[]) => {
        calls += 1;
        if (calls > call || (calls === call && when === 'before')) throw new Died(String(name));
        const result: unknown = await Reflect.apply(found, target, values);
        if (calls === call) throw new Died(String(name));
        return result;
      };
    },
  });
}

export const readerOf = (address: string): number => Number(/\d+/.exec(address)?.[0]);
/** `release/26-901` of an edition of it or of a follow-up: `kill/release-26-901.2@1`. */
export function aboutOf(edition: string): string {
  return edition.replace(/^(?!release\/)\w+\/release-/, 'release/').replace(/[.@].*$/, '');
}
export const whichOf = (edition: string): Which => (aboutOf(edition) === RELEASES[0].key ? 0 : 1);
