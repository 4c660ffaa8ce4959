import { describe, expect, it } from 'vitest';
import type { ListRow } from '../../src/model/list-row.ts';
import { FRIDAY } from '../support/shelf.ts';
import type { Store } from './contract.ts';
import { aSealing, aSubscriber, subscribers } from './records.ts';

/** Row `count` of a list, on the line below the header that it would have there. */
function aRow(count: number, change: Partial<ListRow> = {}): ListRow {
  return { ...aSubscriber(count), line: count + 1, raw: `reader${count}@example.org`, ...change };
}

const marker = (address: string) => `mark of ${address.toLowerCase()}`;

export function importContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: imports`, () => {
    it('takes over everything at once at the end, and nothing that was dropped', async () => {
      const store = await open();
      const [ledger, other] = [await store.connect(), await store.connect()];
      await ledger.beginImport();
      await ledger.layAside([aRow(1), aRow(2, { topics: ['releases', 'kind:traffic'], language: 'es' })]);
      expect(await other.subscribers(0, 10)).toEqual([]);
      await ledger.dropImport();
      await ledger.beginImport();
      await ledger.layAside([aRow(3)]);
      await ledger.beginImport();
      await ledger.layAside([aRow(1)]);
      await ledger.layAside([aRow(2, { topics: ['releases', 'kind:traffic'], language: 'es' })]);
      const imported = await ledger.finishImport('list.csv', marker, FRIDAY);
      expect(imported).toEqual({ added: 2, changed: 0, left: 0, repeated: 0, suppressed: 0 });
      expect(await other.subscribers(0, 10)).toMatchObject([
        { address: 'reader1@example.org', topics: ['digest'], language: '' },
        { address: 'reader2@example.org', topics: ['kind:traffic', 'releases'], language: 'es' },
      ]);
      expect(await other.events(1)).toMatchObject([{ at: FRIDAY, what: 'imported', subject: 'list.csv' }]);
    });

    it('does not hold up another program while rows are laid aside', async () => {
      const store = await open();
      const [ledger, other] = [await store.connect(), await store.connect()];
      await ledger.beginImport();
      await ledger.layAside([aRow(1)]);
      expect(await other.subscribe([aSubscriber(2)])).toMatchObject({ added: 1 });
      await ledger.layAside([aRow(2)]);
      await other.subscribe([aSubscriber(3)]);
      expect(await ledger.finishImport('list.csv', marker, FRIDAY)).toMatchObject({ added: 1, changed: 1 });
    });

    it('counts the first row of an address, in any case, and tells the others', async () => {
      const ledger = await (await open()).connect();
      await ledger.beginImport();
      await ledger.layAside([aRow(1), aRow(2)]);
      await ledger.layAside([
        aRow(3, { address: 'READER1@example.org', raw: 'third', topics: ['releases'] }),
        aRow(4, { address: 'reader2@example.org', raw: 'fourth' }),
        aRow(5, { address: 'reader1@example.org', raw: 'fifth' }),
      ]);
      const first = await ledger.repeats(0, 2);
      const rest = await ledger.repeats(first.at(-1)?.rank ?? 0, 2);
      expect([...first, ...rest]).toMatchObject([
        { line: 4, first: 2, raw: 'third' },
        { line: 6, first: 2, raw: 'fifth' },
        { line: 5, first: 3, raw: 'fourth' },
      ]);
      const imported = await ledger.finishImport('list.csv', marker, FRIDAY);
      expect(imported).toEqual({ added: 2, changed: 0, left: 0, repeated: 3, suppressed: 0 });
      expect(await ledger.subscribers(0, 10)).toMatchObject([{ topics: ['digest'] }, { topics: ['digest'] }]);
    });

    it('gives members the topics of their row, keeps their consent, and a language that the row does not name', async () => {
      const ledger = await (await open()).connect();
      await ledger.subscribe([
        aSubscriber(1, { topics: ['digest', 'kind:traffic'], language: 'es' }),
        aSubscriber(2, { topics: ['digest'], language: 'es' }),
        aSubscriber(3, { topics: ['digest'] }),
      ]);
      await ledger.beginImport();
      const later = { confirmedAt: FRIDAY, consent: 'another list' };
      await ledger.layAside([
        aRow(1, { ...later, address: 'Reader1@example.org', topics: ['digest', 'releases'] }),
        aRow(2, { ...later, topics: [], language: '' }),
        aRow(3, later),
      ]);
      expect(await ledger.finishImport('list.csv', marker, FRIDAY)).toMatchObject({ added: 0, changed: 3 });
      expect(await ledger.subscribers(0, 10)).toMatchObject([
        { ...aSubscriber(1), topics: ['digest', 'releases'], language: 'es' },
        { ...aSubscriber(2), topics: [], language: '' },
        { ...aSubscriber(3), topics: ['digest'], language: '' },
      ]);
    });

    it('lets stay away who left, and who was forgotten also when it happens in the middle', async () => {
      const store = await open();
      const [ledger, other] = [await store.connect(), await store.connect()];
      await ledger.subscribe(subscribers(4));
      await ledger.leave(1, 'complaint', FRIDAY);
      await ledger.forget('reader2@example.org', marker('reader2@example.org'), FRIDAY);
      await ledger.beginImport();
      await ledger.layAside([1, 2, 3, 4, 5, 6].map((count) => aRow(count)));
      await ledger.repeats(0, 1);
      await other.forget('reader3@example.org', marker('reader3@example.org'), FRIDAY);
      await other.forget('reader5@example.org', marker('reader5@example.org'), FRIDAY);
      const imported = await ledger.finishImport('list.csv', marker, FRIDAY);
      expect(imported).toMatchObject({ added: 1, changed: 1, left: 4 });
      const on = await ledger.subscribers(0, 10);
      expect(on.map(({ address }) => address)).toEqual(['reader4@example.org', 'reader6@example.org']);
    });

    it('notes as away who left elsewhere, but nobody who confirmed since', async () => {
      const ledger = await (await open()).connect();
      await ledger.seal([aSealing()]);
      await ledger.subscribe([aSubscriber(1), aSubscriber(2), aSubscriber(3, { confirmedAt: FRIDAY - 10 })]);
      await ledger.queue('digest/24@1', ['digest'], FRIDAY, FRIDAY);
      await ledger.beginImport();
      const left = { at: FRIDAY - 100, why: 'asked' as const };
      await ledger.layAside([aRow(1, { left }), aRow(3, { left, topics: ['releases'] }), aRow(4, { left })]);
      const imported = await ledger.finishImport('list.csv', marker, FRIDAY);
      expect(imported).toEqual({ added: 0, changed: 1, left: 0, repeated: 0, suppressed: 2 });
      expect(await ledger.subscribers(0, 10)).toMatchObject([{ id: 2 }, { id: 3, topics: ['digest'] }]);
      expect(await ledger.tally('digest/24@1')).toMatchObject({ waiting: 2, cancelled: 1 });
      expect(await ledger.subscribe([aSubscriber(1), aSubscriber(4)])).toMatchObject({ left: 2 });
      const everybody = await ledger.everybody(0, 10);
      expect(everybody.find(({ address }) => address === 'reader4@example.org')).toMatchObject({
        leftAt: left.at,
        leftWhy: 'asked',
        topics: [],
      });
    });

    it('never gives an id twice, whatever came before', async () => {
      const ledger = await (await open()).connect();
      await ledger.subscribe(subscribers(2));
      await ledger.forget('reader2@example.org', 'm', FRIDAY);
      await ledger.beginImport();
      await ledger.layAside([aRow(9), aRow(8), aRow(9, { line: 99 })]);
      await ledger.finishImport('list.csv', marker, FRIDAY);
      await ledger.subscribe([aSubscriber(10)]);
      const ids = (await ledger.subscribers(0, 10)).map(({ id }) => id);
      expect(new Set([...ids, 2]).size).toBe(5);
      expect(Math.min(...ids.slice(1))).toBeGreaterThan(2);
    });
  });
}
