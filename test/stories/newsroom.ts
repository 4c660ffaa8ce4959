import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import PostalMime, { type Email } from 'postal-mime';
import { openSqliteLedger } from '../../src/ledger/sqlite/open.ts';
import type { Ledger } from '../../src/ledger/ledger.ts';
import { SILENCE, scriptedSmtp, type ScriptedSmtp } from '../mail/scripted-smtp.ts';
import { filesBelow, releaseText } from '../support/desk.ts';
import { scratch } from '../support/folder.ts';
import { finished, startNewsdesk, type Ran } from '../support/program.ts';

const ROOT = join(import.meta.dirname, '../..');
const NODE = [process.execPath, '--import', join(import.meta.dirname, '../chaos/clock.ts')];
export const MINUTE = 60_000;
export const NOON = Date.parse('2026-11-13T15:00:00-06:00');
export const PATH = 'releases/2026-11-13-lane.md';
export const PAGE = 'releases/2026-11-13-lane.html';
export const BY = ['--by', 'Lt. Erin Example'] as const;
/** How many deliveries a program has in hand at once. */
export const CONNECTIONS = 2;

/** A mail server that falls silent at the final dot of each message after the first few, until it is let go. */
export type SlowServer = ScriptedSmtp & {
  /** Falls silent from the message after this many on. */
  holdAfter: (count: number) => void;
  letGo: () => void;
};

/** A newsroom over the real program, in folders of its own, whose clock the test sets. Approvals are asked for. */
export type StoryDesk = {
  root: string;
  clock: (instant: number) => void;
  /** Runs a command to its end; its mail goes to `server` if that is given. */
  run: (args: readonly string[], server?: ScriptedSmtp) => Promise<Ran>;
  /** Starts a command that is still going on; `log` is what it printed so far. */
  start: (
    args: readonly string[],
    server?: ScriptedSmtp,
  ) => { end: Promise<Ran>; stop: () => void; log: () => string };
  write: (path: string, text: string) => void;
  edit: (path: string, from: string, to: string) => void;
  /** Every public file, as one text. */
  published: () => string;
  page: () => string | undefined;
  ledger: <T>(ask: (ledger: Ledger) => Promise<T>) => Promise<T>;
};

/** Opens it with so many readers (`reader1@example.org` and so on), who asked for all releases. */
export async function storyDesk(readers: number): Promise<StoryDesk> {
  const root = scratch();
  for (const name of ['newsdesk.yaml', 'templates']) {
    cpSync(join(ROOT, name), join(root, name), { recursive: true, preserveTimestamps: true });
  }
  for (const name of ['releases', 'digest', 'var']) mkdirSync(join(root, name));
  const yaml = readFileSync(join(root, 'newsdesk.yaml'), 'utf8');
  writeFileSync(join(root, 'newsdesk.yaml'), `${yaml}\ndelivery:\n  connections: ${CONNECTIONS}\n`);
  const clock = join(root, 'clock');
  writeFileSync(clock, String(NOON - Date.now()));
  const envOf = (server?: ScriptedSmtp) => {
    return { CLOCK: clock, PORT: '0', ...(server ? { SMTP_URL: server.url } : {}) };
  };
  const desk: StoryDesk = {
    root,
    clock: (instant) => writeFileSync(clock, String(instant - Date.now())),
    run: (args, server) => finished(startNewsdesk(root, args, envOf(server), NODE)),
    start(args, server) {
      const child = startNewsdesk(root, args, envOf(server), NODE);
      let log = '';
      child.stdout?.on('data', (chunk: Buffer) => (log += chunk.toString()));
      return { end: finished(child), stop: () => child.kill('SIGTERM'), log: () => log };
    },
    write: (path, text) => writeFileSync(join(root, path), text),
    edit(path, from, to) {
      const text = readFileSync(join(root, path), 'utf8');
      if (!text.includes(from)) throw new Error(`no "${from}" in ${path}`);
      writeFileSync(join(root, path), text.replace(from, to));
    },
    published: () => [...filesBelow(join(root, 'public')).values()].join('\n'),
    page: () => filesBelow(join(root, 'public')).get(PAGE),
    async ledger(ask) {
      const ledger = await openSqliteLedger(join(root, 'var/newsdesk.db'));
      try {
        return await ask(ledger);
      } finally {
        await ledger.close();
      }
    },
  };
  await desk.ledger((ledger) =>
    ledger.subscribe(
      Array.from({ length: readers }, (_, index) => {
        const address = `reader${index + 1}@example.org`;
        return { address, topics: ['releases'], confirmedAt: 0, consent: 'import of list.csv' };
      }),
    ),
  );
  return desk;
}

export async function slowServer(): Promise<SlowServer> {
  let most = Infinity;
  const server: ScriptedSmtp = await scriptedSmtp(() =>
    server.arrivals.length >= most ? { dot: SILENCE } : {},
  );
  return Object.assign(server, {
    holdAfter: (count: number) => (most = count),
    letGo() {
      most = Infinity;
      server.shout('250 2.0.0 Ok: queued\r\n');
    },
  });
}

/**
 * A desk whose release another program is handing over to some readers: `taken` copies are taken, and as many more as it has
 * connections are in hand at a server that is silent about them.
 */
export async function underWay(
  readers: number,
  taken: number,
  words?: string,
): Promise<{ desk: StoryDesk; slow: SlowServer; delivery: ReturnType<StoryDesk['start']> }> {
  const desk = await storyDesk(readers);
  const slow = await slowServer();
  desk.write(PATH, releaseText({}, words));
  await desk.run(['approve', PATH, ...BY]);
  desk.clock(NOON + 11 * MINUTE);
  slow.holdAfter(taken);
  const delivery = desk.start(['publish'], slow);
  await until(() => slow.arrivals.length === taken + CONNECTIONS);
  return { desk, slow, delivery };
}

/** Waits until something is so; the test's own time limit ends it otherwise. */
export async function until(look: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await look())) await sleep(20);
}

/** One mail that arrived somewhere. */
export type Mail = { reader: number; subject: string; text: string; messageId: string; inReplyTo: string };

/** What arrived, in its order. */
export async function mails(...servers: readonly ScriptedSmtp[]): Promise<Mail[]> {
  const all: Mail[] = [];
  for (const { to, bytes } of servers.flatMap(({ arrivals }) => arrivals)) {
    const mail: Email = await PostalMime.parse(bytes);
    const { subject = '', text = '', messageId = '', inReplyTo = '' } = mail;
    all.push({ reader: Number(/\d+/.exec(to[0] ?? '')?.[0]), subject, text, messageId, inReplyTo });
  }
  return all;
}

export const readers = (all: readonly { reader: number }[]): number[] =>
  all.map(({ reader }) => reader).toSorted((a, b) => a - b);

export const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);
