import { describe, expect, it } from 'vitest';
import type { Ledger } from '../../src/ledger/ledger.ts';
import { linked, sha256, type RecordEntry } from '../../src/model/record.ts';
import { aRelease, FRIDAY } from '../support/shelf.ts';
import type { Store } from './contract.ts';
import { aLetter, aSealing, subscribers } from './records.ts';

const EVERYTHING = 10_000;

async function entriesOf(ledger: Ledger, about?: string): Promise<RecordEntry[]> {
  return ledger.recordEntries(about === undefined ? {} : { about }, 0, EVERYTHING);
}

/** The chain as anybody would work it out from what the entries say. */
function chained(entries: readonly RecordEntry[]): RecordEntry[] {
  const again: RecordEntry[] = [];
  for (const { at, what, subject, body } of entries)
    again.push(linked(again.at(-1), { at, what, subject, body }));
  return again;
}

export function recordContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: the record`, () => {
    it('is empty in a new ledger, and begins by saying so', async () => {
      const ledger = await (await open()).connect();
      expect(await ledger.recordHead()).toBeUndefined();
      await ledger.seal([aSealing()]);
      expect(await entriesOf(ledger)).toMatchObject([
        { number: 1, what: 'record begun', body: { editionsBefore: 0 } },
        { number: 2, what: 'edition', subject: 'digest/24@1', at: FRIDAY + 1 },
      ]);
    });

    it('chains every entry to all before it, whoever writes', async () => {
      const store = await open();
      const [one, other] = [await store.connect(), await store.connect()];
      await one.seal([aSealing(), aSealing(aRelease(1))]);
      await other.append([
        { at: FRIDAY, what: 'approval', subject: 'release/26-102', body: { by: 'Lt. A', n: [1, null] } },
      ]);
      await Promise.all([one.seal([aSealing(aRelease(2))]), other.seal([aSealing(aRelease(3))])]);
      const entries = await entriesOf(one);
      expect(entries.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6]);
      expect(chained(entries)).toEqual(entries);
      const { number, digest, chain } = entries.at(-1) ?? {};
      expect(await one.recordHead()).toEqual({ number, digest, chain });
      expect(await other.recordLinks(4, 1)).toEqual([
        { number: 5, digest: entries[4]?.digest, chain: entries[4]?.chain },
      ]);
    });

    it('names what is kept of an edition, and who answered for it', async () => {
      const ledger = await (await open()).connect();
      const approval = {
        by: 'Lt. Ann Example',
        at: '2026-11-13T14:00:00-06:00',
        digest: 'a'.repeat(64),
        parts: {},
      };
      const corrections = [
        { edition: 2, note: 'The road is Link Avenue.', by: 'Lt. Ann Example', at: approval.at },
      ];
      const sealing = aSealing(aRelease(1, { approval, corrections }));
      await ledger.seal([sealing]);
      const kept = await ledger.archived('release/26-101@1');
      expect(kept?.forms).toEqual([sealing.forms]);
      expect(JSON.parse(kept?.content ?? '')).toEqual(sealing.edition.content);
      expect((await entriesOf(ledger, 'release/26-101@1'))[0]?.body).toMatchObject({
        revision: 1,
        title: 'Lane closed on Link Avenue, part 1',
        approval,
        corrections,
        content: sha256(kept?.content ?? ''),
        html: sha256(sealing.forms.html),
        text: sha256(sealing.forms.text),
      });
      expect(await ledger.archived('release/26-101@2')).toBeUndefined();
    });

    it('records nothing of what was refused or had happened already', async () => {
      const ledger = await (await open()).connect();
      await ledger.seal([aSealing()]);
      await ledger.seal([aSealing()]);
      await expect(ledger.seal([aSealing(aRelease(1)), aSealing(undefined, 1, 'Other.')])).rejects.toThrow(
        /sealed/,
      );
      expect(await ledger.stopMailing('digest/24@1', 'no', FRIDAY)).toBe(false);
      expect(await entriesOf(ledger)).toHaveLength(2);
    });

    it('keeps forms that another program made anew, the old and the new', async () => {
      const ledger = await (await open()).connect();
      const { edition, forms } = aSealing();
      await ledger.seal([aSealing()]);
      await ledger.refresh([{ key: edition.key, forms, program: 'program-2' }], FRIDAY);
      expect(await entriesOf(ledger)).toHaveLength(2);
      const anew = { ...forms, html: '<p class="new">Words.</p>' };
      await ledger.refresh([{ key: edition.key, forms: anew, program: 'program-3' }], FRIDAY);
      expect((await ledger.archived(edition.key))?.forms).toEqual([anew, forms]);
      expect((await entriesOf(ledger)).at(-1)).toMatchObject({
        what: 'forms made anew',
        body: { html: sha256(anew.html), text: sha256(forms.text) },
      });
    });

    it('tells how a mailing went: its letter, each stop, and what had left by then', async () => {
      const ledger = await (await open()).connect();
      await ledger.subscribe(subscribers(3));
      await ledger.seal([aSealing(), aSealing(undefined, 2, 'Mended.')]);
      await ledger.keepLetter('digest/24@1', aLetter());
      await ledger.queue('digest/24@1', ['digest'], FRIDAY, FRIDAY);
      await ledger.stopMailing('digest/24@1', 'a person said stop', FRIDAY + 1);
      await ledger.resumeMailing('digest/24@1', FRIDAY + 2);
      await ledger.supersede('digest/24@2', 'pages first', FRIDAY + 3);
      await ledger.takeBack('digest/24', FRIDAY + 4);
      const told = (await entriesOf(ledger, 'digest/24')).filter(({ what }) => what.startsWith('mailing'));
      expect(told.map(({ what, subject }) => `${what} ${subject}`)).toEqual([
        'mailing begun digest/24@1',
        'mailing stopped digest/24@1',
        'mailing open digest/24@1',
        'mailing begun digest/24@2',
        'mailing superseded digest/24@1',
        'mailing cancelled digest/24@2',
      ]);
      const letter = (await ledger.archived('digest/24@1'))?.letter;
      expect(told[0]?.body).toMatchObject({ audience: 3, letter: sha256(letter ?? ''), topics: ['digest'] });
      expect(told[1]?.body).toMatchObject({ why: 'a person said stop', deliveries: { waiting: 3 } });
      expect(told[5]?.body).toMatchObject({ deliveries: { cancelled: 3, accepted: 0 } });
    });

    it('finds what is about a publication, about one of its editions, and of a time', async () => {
      const ledger = await (await open()).connect();
      await ledger.seal([1, 2, 12].map((revision) => aSealing(aRelease(1), revision, `${revision}`)));
      await ledger.seal([aSealing(aRelease(1, { number: '26-1010' }))]);
      await ledger.append([{ at: FRIDAY + 9, what: 'approval', subject: 'release/26-101', body: {} }]);
      const about = async (subject: string) =>
        (await entriesOf(ledger, subject)).map((entry) => entry.subject);
      expect(await about('release/26-101')).toEqual([
        'release/26-101@1',
        'release/26-101@2',
        'release/26-101@12',
        'release/26-101',
      ]);
      expect(await about('release/26-101@1')).toEqual(['release/26-101@1', 'release/26-101']);
      const late = await ledger.recordEntries({ from: FRIDAY + 2, until: FRIDAY + 10 }, 0, EVERYTHING);
      expect(late.map(({ subject }) => subject)).toEqual(['release/26-101@2', 'release/26-101']);
      expect(await ledger.recordEntries({}, 2, 2)).toHaveLength(2);
    });
  });

  describe(`${name}: what copies are found by`, () => {
    it('is kept of every edition of a release, and not of what was taken back or is no release', async () => {
      const ledger = await (await open()).connect();
      const killed = aSealing(aRelease(1), 2);
      killed.edition.digest = 'killed';
      await ledger.seal([aSealing(aRelease(1)), killed, aSealing(), aSealing(aRelease(2))]);
      const marks = await ledger.marks(['release/26-101']);
      expect(marks.map(({ key, marks: found }) => [key, found?.forms.length])).toEqual([
        ['release/26-101@1', 1],
        ['release/26-101@2', undefined],
      ]);
      expect((await ledger.marks()).map(({ key }) => key)).toHaveLength(3);
      const head = (await ledger.heads()).find(({ publication }) => publication === 'release/26-102');
      expect(head?.fingerprint).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    });

    it('stays what it was when another program makes other words of the same body', async () => {
      const ledger = await (await open()).connect();
      const sealing = aSealing(aRelease(1));
      await ledger.seal([sealing]);
      const [before] = await ledger.marks();
      await ledger.refresh(
        [{ key: sealing.edition.key, forms: { html: '<p>Others.</p>', text: 'Others.' }, program: 'p2' }],
        FRIDAY,
      );
      const [after] = await ledger.marks();
      expect(after?.marks?.forms[0]).toEqual(before?.marks?.forms[0]);
      expect(after?.marks?.forms).toHaveLength(2);
      expect((await ledger.heads())[0]?.fingerprint).toBe(before?.marks?.forms[0]?.whole);
    });
  });
}
