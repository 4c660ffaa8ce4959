import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesBelow } from '../support/desk.ts';
import { bundledNewsroom, finished, newsdesk, startNewsdesk } from '../support/program.ts';

const AT = ['publish', '--at', '2026-11-20 10:00'];

/** Changes a line that every page prints. */
function moveHouse(root: string): void {
  const path = join(root, 'newsdesk.yaml');
  writeFileSync(path, readFileSync(path, 'utf8').replaceAll('7900 Forsyth Blvd', '7901 Forsyth Blvd'));
}

async function killedAfter(root: string, ms: number): Promise<void> {
  const child = startNewsdesk(root, AT);
  const end = finished(child);
  const timer = setTimeout(() => child.kill('SIGKILL'), ms);
  await end;
  clearTimeout(timer);
}

describe('a program that is killed while it publishes', () => {
  it('leaves every public file whole, old or new, and the next pass ends what it began', async () => {
    const before = bundledNewsroom();
    await newsdesk(before, AT);
    const old = filesBelow(join(before, 'public'));
    const after = bundledNewsroom();
    moveHouse(after);
    await newsdesk(after, AT);
    const fresh = filesBelow(join(after, 'public'));

    moveHouse(before);
    for (const ms of [250, 350, 420, 480, 540, 600, 660, 720]) {
      await killedAfter(before, ms);
      const files = [...filesBelow(join(before, 'public'))].filter(([path]) => !path.startsWith('.stage/'));
      const half = files.filter(([path, text]) => text !== old.get(path) && text !== fresh.get(path));
      expect(half.map(([path]) => path)).toEqual([]);
    }
    await newsdesk(before, AT);
    expect(filesBelow(join(before, 'public'))).toEqual(fresh);
  });

  it('gives every subscriber one mail, except those of whom the ledger says that it does not know', async () => {
    const root = bundledNewsroom();
    await newsdesk(root, ['subscribers', 'import', join(root, 'sample-subscribers.csv')]);
    for (const ms of [450, 700, 900, 1000, 1100]) await killedAfter(root, ms);
    const { out } = await newsdesk(root, [...AT, '--json']);
    const { tallies } = JSON.parse(out) as { tallies: Record<string, Record<string, number>> };
    const digest = tallies['digest/24@1'] ?? {};
    expect((digest.accepted ?? 0) + (digest.uncertain ?? 0) + (digest.handing ?? 0)).toBe(19);
    const mails = [...filesBelow(join(root, 'var/outbox/digest-24@1')).keys()].filter((name) =>
      name.endsWith('.eml'),
    );
    expect(mails.length).toBeGreaterThanOrEqual(digest.accepted ?? 0);
    expect(mails.length).toBeLessThanOrEqual(19);
  });
});
