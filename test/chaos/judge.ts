import { expect } from 'vitest';
import { openSqliteLedger } from '../../src/ledger/sqlite/open.ts';
import { DIGEST, type Scene } from './scene.ts';

const ALL = 100_000;

/**
 * Holds the ledger against the server's own book, once everything has ended: nobody was given a message twice, and nobody
 * none, except those whom the ledger names as uncertain. Of these there are no more than programs and server left in doubt.
 */
export async function judge(scene: Scene): Promise<{ accepted: number; refused: number; uncertain: number }> {
  const { server, readers, database, doubts } = scene;
  await server.quiet();
  const ledger = await openSqliteLedger(database);
  try {
    const [accepted, refused, uncertain] = await Promise.all(
      (['accepted', 'refused', 'uncertain'] as const).map(async (state) =>
        (await ledger.deliveries(DIGEST, state, ALL)).map(({ address }) => address),
      ),
    );
    if (!accepted || !refused || !uncertain) throw new Error('A state is missing.');
    const taken = [...server.taken.keys()];
    expect(
      [...server.taken].filter(([, times]) => times > 1),
      'taken twice',
    ).toEqual([]);
    expect(
      accepted.filter((reader) => !server.taken.has(reader)),
      'accepted and not taken',
    ).toEqual([]);
    expect(
      refused.filter((reader) => server.taken.has(reader)),
      'refused and taken',
    ).toEqual([]);
    const known = new Set([...accepted, ...uncertain]);
    expect(
      taken.filter((reader) => !known.has(reader)),
      'taken and not known',
    ).toEqual([]);
    expect(server.wrong, 'not whole').toEqual([]);
    const tally = await ledger.tally(DIGEST);
    const { accepted: a, refused: r, uncertain: u } = tally;
    expect(tally).toMatchObject({ waiting: 0, handing: 0, cancelled: 0 });
    expect([a, r, u]).toEqual([accepted.length, refused.length, uncertain.length]);
    expect(a + r + u, 'the sum').toBe(readers);
    expect((await ledger.uncertain(ALL)).map(({ address }) => address)).toEqual(uncertain);
    expect(uncertain.length, 'in doubt').toBeLessThanOrEqual(doubts + server.unanswered);
    return { accepted: a, refused: r, uncertain: u };
  } finally {
    await ledger.close();
  }
}
