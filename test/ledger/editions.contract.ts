import { describe, expect, it } from 'vitest';
import { aRelease, anIssue, FRIDAY } from '../support/shelf.ts';
import type { Store } from './contract.ts';
import { aLetter, aSealing } from './records.ts';

export function editionContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: editions`, () => {
    it('gives an edition back as it was sealed', async () => {
      const ledger = await (await open()).connect();
      const release = aSealing(
        aRelease(1, { expiresAt: 5, photos: [{ file: 'a.jpg', alt: 'A', path: 'p/a.jpg' }] }),
      );
      const issue = aSealing(anIssue(24, { omit: [{ number: '26-103', reason: 'A minor’s name' }] }));
      expect(await ledger.seal([release, issue])).toBe(2);
      const found = await ledger.editions([issue.edition.key, release.edition.key]);
      expect(found).toHaveLength(2);
      expect(found).toEqual(expect.arrayContaining([release.edition, issue.edition]));
      expect(await ledger.forms(issue.edition.key)).toEqual(issue.forms);
    });

    it('shows what one program sealed to another one', async () => {
      const store = await open();
      const [one, other] = [await store.connect(), await store.connect()];
      await one.seal([aSealing()]);
      expect(await other.editions(['digest/24@1'])).toHaveLength(1);
    });

    it('leaves out keys that it does not know', async () => {
      const ledger = await (await open()).connect();
      await ledger.seal([aSealing()]);
      expect(await ledger.editions(['digest/9@1', 'digest/24@1', 'digest/24@2'])).toHaveLength(1);
      expect(await ledger.editions([])).toEqual([]);
      expect(await ledger.forms('digest/9@1')).toBeUndefined();
      expect(await ledger.letter('digest/9@1')).toBeUndefined();
    });

    it('gives thousands of editions in one call', async () => {
      const ledger = await (await open()).connect();
      const sealings = Array.from({ length: 3000 }, (_, index) =>
        aSealing(aRelease(index, { number: `${20 + Math.floor(index / 1000)}-${1000 + (index % 1000)}` })),
      );
      expect(await ledger.seal(sealings)).toBe(3000);
      const found = await ledger.editions(sealings.map(({ edition }) => edition.key));
      expect(new Set(found.map(({ key }) => key)).size).toBe(3000);
    });

    it('takes the same edition twice as once', async () => {
      const ledger = await (await open()).connect();
      expect(await ledger.seal([aSealing()])).toBe(1);
      expect(await ledger.seal([aSealing(), aSealing(aRelease(1))])).toBe(1);
      expect(await ledger.heads()).toHaveLength(2);
    });

    it('refuses other content under a sealed key, and then seals nothing of that call', async () => {
      const ledger = await (await open()).connect();
      await ledger.seal([aSealing()]);
      const changed = aSealing(anIssue(24), 1, 'Other words.');
      await expect(ledger.seal([aSealing(aRelease(1)), changed])).rejects.toMatchObject({
        fault: 'conflict',
      });
      expect(await ledger.editions(['release/26-101@1'])).toEqual([]);
      expect(await ledger.forms('digest/24@1')).toEqual({ html: '<p>Words.</p>', text: 'Words.\n' });
    });

    it('gives the newest revision of each publication as its head', async () => {
      const ledger = await (await open()).connect();
      const revisions = Array.from({ length: 11 }, (_, index) => aSealing(anIssue(24), index + 1));
      await ledger.seal([...revisions, aSealing(aRelease(1))]);
      const heads = await ledger.heads();
      expect(heads.map(({ key }) => key).toSorted()).toEqual(['digest/24@11', 'release/26-101@1']);
      expect(heads.find(({ publication }) => publication === 'digest/24')).toEqual({
        publication: 'digest/24',
        key: 'digest/24@11',
        revision: 11,
        digest: revisions[10]?.edition.digest,
        program: 'program-1',
        path: 'digest/24.md',
        publicAt: revisions[10]?.edition.publicAt,
        sealedAt: revisions[10]?.edition.sealedAt,
      });
    });

    it('renews the forms of an edition without changing what it names', async () => {
      const ledger = await (await open()).connect();
      const { edition } = aSealing();
      await ledger.seal([aSealing()]);
      const forms = { html: '<p class="new">Words.</p>', text: 'Words, new.\n' };
      await ledger.refresh([{ key: edition.key, forms, program: 'program-2' }], FRIDAY);
      expect(await ledger.forms(edition.key)).toEqual(forms);
      expect(await ledger.editions([edition.key])).toEqual([edition]);
      expect(await ledger.heads()).toMatchObject([{ digest: edition.digest, program: 'program-2' }]);
    });

    it('keeps the first letter of an edition, whatever comes later', async () => {
      const ledger = await (await open()).connect();
      await ledger.seal([aSealing()]);
      const letter = aLetter({ inReplyTo: 'release/26-100' });
      expect(await ledger.keepLetter('digest/24@1', letter)).toEqual(letter);
      expect(await ledger.keepLetter('digest/24@1', aLetter({ subject: 'Another' }))).toEqual(letter);
      expect(await ledger.letter('digest/24@1')).toEqual(letter);
    });

    it('keeps no letter for an edition that was never sealed', async () => {
      const ledger = await (await open()).connect();
      await expect(ledger.keepLetter('digest/24@1', aLetter())).rejects.toThrow(/ledger/i);
    });
  });
}
