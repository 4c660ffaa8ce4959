import { join } from 'node:path';
import { expect, it } from 'vitest';
import { webOutlet } from '../../src/outlets/web/web.ts';
import { shelve } from '../../src/publish/shelve.ts';
import { openMemory } from '../../src/util/memory.ts';
import { silent } from '../../src/util/progress.ts';
import type { Shelf, WithdrawnRelease } from '../../src/model/shelf.ts';
import { aRelease, aShelf, shelved } from '../support/shelf.ts';
import { scratch } from '../support/folder.ts';
import { anOpenSite, ask } from './support.ts';

/** Makes the public folder what the web outlet declares for a shelf. */
function publish(root: string, shelf: Shelf) {
  const memory = openMemory<string>(join(root, 'shelved.jsonl'), 'test');
  const folder = join(root, 'public');
  return shelve(shelf, [webOutlet], { folder, memory, progress: silent, checkedIn: '1', dryRun: false });
}

it('a release that is killed answers 410 with its notice as soon as it is shelved, and never its words', async () => {
  const root = scratch();
  const release = aRelease(1);
  const { number, kind, areas, publicAt, title } = release;
  await publish(root, aShelf([shelved(release)]));
  const site = await anOpenSite(join(root, 'public'));
  const address = `/${release.path.replace(/md$/, 'html')}`;
  const before = await ask(site, address);
  expect([before.status, before.body.toString().includes(title)]).toEqual([200, true]);

  const taken: WithdrawnRelease = {
    state: 'withdrawn',
    verb: 'kill',
    edition: `release/${number}@2`,
    digest: 'withdrawn',
    number,
    address,
    kind,
    areas,
    publicAt,
    modifiedAt: publicAt,
  };
  await publish(root, aShelf([taken]));
  for (const path of [address, address.replace(/html$/, 'txt')]) {
    const after = await ask(site, path, { 'If-None-Match': String(before.headers.etag) });
    expect(after.status).toBe(410);
    expect(after.body.toString()).toContain(number);
    expect(after.body.toString()).not.toContain(title);
  }

  await publish(root, aShelf([{ ...taken, verb: 'withdrawn' }]));
  expect((await ask(site, address)).status).toBe(200);
});
