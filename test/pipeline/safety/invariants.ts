import { expect } from 'vitest';
import type { Edition } from '../../../src/model/edition.ts';
import { aloud } from '../../../src/model/correction.ts';
import { takenBack } from '../../../src/model/recall.ts';
import { verifiedLedger } from '../../../src/recording.ts';
import { aboutOf, pass, readerOf, RELEASES, type World } from './world.ts';

const STATES = ['waiting', 'claimed', 'handing', 'accepted', 'refused', 'uncertain', 'cancelled'] as const;
const EVERYBODY = 1000;

/** What must be true after every single step, whether a pass could run since or not. */
export async function alwaysTrue(world: World): Promise<void> {
  publicIsCleared(world);
  expect((await verifiedLedger(world.ledger)).faults).toEqual([]);
  await everybodyIsCounted(world);
}

/** What must be true once a pass ran to its end. */
export async function trueAfterPass(world: World): Promise<void> {
  await pass(world);
  publicIsCleared(world);
  killedIsGone(world);
  await publicIsWholeVersions(world);
  await everybodyIsCounted(world);
  await everybodyIsTold(world);
  await secondPassIsIdle(world);
}

/** Nothing that is not approved, embargoed, or may still be stopped is in any public file. */
function publicIsCleared(world: World): void {
  const text = [...world.files.values()].join('\n');
  for (const { word } of world.versions) {
    if (text.includes(word))
      expect(world.cleared.get(word), `${word} is public`).toBeLessThanOrEqual(world.newest);
  }
}

/** Nothing of what is killed or on hold is in any public file. */
function killedIsGone(world: World): void {
  const files = [...world.files];
  for (const { which, word } of world.versions) {
    if (!world.onHold.has(which)) continue;
    expect(
      files.filter(([, text]) => text.includes(word)).map(([path]) => path),
      word,
    ).toEqual([]);
  }
}

/** The page of what is out has the words of the version that was sealed, and its text is of no other. */
async function publicIsWholeVersions(world: World): Promise<void> {
  const heads = await world.ledger.heads();
  for (const [which, { key, page }] of RELEASES.entries()) {
    const head = heads.find(({ publication }) => publication === key);
    if (!head || takenBack(head.digest)) continue;
    const forms = await world.ledger.forms(head.key);
    const shown = world.versions.filter(({ sentence }) =>
      forms?.text.replaceAll(/\s+/g, ' ').includes(sentence),
    );
    expect(shown, head.key).toHaveLength(1);
    const text = world.files.get(page)?.replaceAll(/\s+/g, ' ') ?? '';
    const sentences = world.versions.filter(
      (one) => one.which === which && text.includes(`${one.sentence}</p>`),
    );
    expect(
      sentences.map(({ word }) => word),
      `${page} shows the words of ${head.key}`,
    ).toEqual(shown.map(({ word }) => word));
  }
}

/** Every delivery is in one state, and those of a mailing are its audience. */
async function everybodyIsCounted({ ledger }: World): Promise<void> {
  const mailings = await ledger.mailings(0);
  const rows = new Set<string>();
  for (const { edition, publication, state, audience } of mailings) {
    const { deferred: _, ...states } = await ledger.tally(edition);
    const sum = Object.values(states).reduce((all, one) => all + one, 0);
    let named = 0;
    for (const one of STATES) {
      for (const delivery of await ledger.deliveries(edition, one, EVERYBODY)) {
        named += 1;
        const row = `${publication} ${delivery.subscriber}`;
        expect(rows.has(row), `${row} is there once`).toBe(false);
        rows.add(row);
      }
    }
    expect(named, `${edition}: its deliveries and its tally`).toBe(sum);
    // What had not left of an edition that was superseded is counted with the newer one.
    if (!publication.startsWith('release/') && state !== 'superseded')
      expect(sum, `${edition}: its audience`).toBe(audience);
  }
}

type Row = { edition: string; reader: number; state: (typeof STATES)[number] };

/** Whoever has wrong words is told, in the newest mail that there is about them; nobody else is. */
async function everybodyIsTold(world: World): Promise<void> {
  const { ledger, had, gone } = world;
  const rows: Row[] = [];
  for (const { edition } of await ledger.mailings(0)) {
    for (const state of STATES) {
      for (const { address } of await ledger.deliveries(edition, state, EVERYBODY))
        rows.push({ edition, reader: readerOf(address), state });
    }
  }
  for (const head of await ledger.heads()) {
    const { publication } = head;
    if (!RELEASES.some(({ key }) => key === publication)) continue;
    const editions = await revisions(world, publication, head.revision);
    const need = neededRevision(editions);
    const mine = had.filter((copy) => aboutOf(copy.edition) === publication);
    for (const reader of new Set(mine.map((copy) => copy.reader))) {
      if (gone.has(reader)) continue;
      const seen = Math.max(
        ...mine.filter((copy) => copy.reader === reader).map(({ edition }) => about(edition)),
      );
      if (seen >= need || need <= (world.waived.get(publication) ?? 0)) continue;
      const coming = rows.filter(
        (row) =>
          row.reader === reader &&
          aboutOf(row.edition) === publication &&
          about(row.edition) >= need &&
          row.state !== 'cancelled',
      );
      expect(
        coming,
        `reader ${reader} has edition ${seen} of ${publication} and must hear of ${need}`,
      ).not.toEqual([]);
    }
  }
  for (const { edition, reader, state } of rows) {
    if (edition.startsWith('release/') || state === 'cancelled') continue;
    const publication = aboutOf(edition);
    const before = had.filter(
      (copy) =>
        copy.reader === reader &&
        aboutOf(copy.edition) === publication &&
        about(copy.edition) < about(edition),
    );
    expect(before, `${edition} goes to reader ${reader}, who had nothing before it`).not.toEqual([]);
  }
}

/** Which revision a mail is about: `kill/release-26-901.2@1` and `release/26-901@2` are about the second. */
function about(edition: string): number {
  return Number(
    edition.startsWith('release/')
      ? edition.replace(/^.*@/, '')
      : edition.replace(/^.*\./, '').replace(/@.*$/, ''),
  );
}

async function revisions({ ledger }: World, publication: string, last: number): Promise<Edition[]> {
  const keys = Array.from({ length: last }, (_, index) => `${publication}@${index + 1}`);
  return (await ledger.editions(keys)).toSorted((a, b) => a.revision - b.revision);
}

/** The newest revision that everybody who has an older one must hear of: a correction that is told, a hold, a kill. */
function neededRevision(editions: readonly Edition[]): number {
  const told = editions.filter(
    (edition) =>
      takenBack(edition.digest) !== undefined ||
      aloud(edition.content).some((one) => one.edition === edition.revision),
  );
  return told.at(-1)?.revision ?? 0;
}

/** Another pass at the same instant finds nothing to do. */
async function secondPassIsIdle(world: World): Promise<void> {
  const before = await picture(world);
  const again = await pass(world);
  expect(again.sealed).toEqual([]);
  expect(again.shelving).toMatchObject({ written: [], removed: [] });
  expect(again.mailings.filter(({ queued }) => queued > 0)).toEqual([]);
  expect(await picture(world)).toEqual(before);
}

async function picture(world: World) {
  const { ledger, files } = world;
  const mailings = await ledger.mailings(0);
  const tallies = await Promise.all(mailings.map(({ edition }) => ledger.tally(edition)));
  return { files, heads: await ledger.heads(), mailings, tallies };
}
