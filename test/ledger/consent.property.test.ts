import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openSqliteLedger } from '../../src/ledger/sqlite/open.ts';
import { FRIDAY } from '../support/shelf.ts';
import { COMMANDS } from './consent.arbitraries.ts';
import type { Model, Real } from './consent.model.ts';

describe('the list, whatever happens to it', () => {
  it('mails nobody who left, bounced, complained, was forgotten or did not confirm before, all others who asked, and nobody twice', async () => {
    await fc.assert(
      fc.asyncProperty(fc.commands([...COMMANDS], { maxCommands: 60, size: '+1' }), async (commands) => {
        const ledger = await openSqliteLedger(':memory:');
        const real: Real = { ledger, mailed: [] };
        const model: Model = { now: FRIDAY, issue: 24, people: new Map(), asked: [], moved: new Map() };
        try {
          await fc.asyncModelRun(() => ({ model, real }), commands);
          const once = new Set(real.mailed.map(({ reader, edition }) => `${edition} ${reader}`));
          expect(once.size).toBe(real.mailed.length);
        } finally {
          await ledger.close();
        }
      }),
      { numRuns: 400 },
    );
  });
});
