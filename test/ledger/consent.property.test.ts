import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openSqliteLedger } from '../../src/ledger/sqlite/open.ts';
import { FRIDAY } from '../support/shelf.ts';
import { COMMANDS, type Model, type Real } from './consent.commands.ts';

describe('the list, whatever happens to it', () => {
  it('mails nobody who left, was forgotten or did not confirm before, everybody else who asked, and nobody twice', async () => {
    await fc.assert(
      fc.asyncProperty(fc.commands([...COMMANDS], { maxCommands: 40 }), async (commands) => {
        const ledger = await openSqliteLedger(':memory:');
        const real: Real = { ledger, mailed: [] };
        const model: Model = { now: FRIDAY, issue: 24, people: new Map() };
        try {
          await fc.asyncModelRun(() => ({ model, real }), commands);
          const once = new Set(real.mailed.map(({ reader, edition }) => `${edition} ${reader}`));
          expect(once.size).toBe(real.mailed.length);
        } finally {
          await ledger.close();
        }
      }),
      { numRuns: 300 },
    );
  });
});
