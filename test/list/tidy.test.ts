import { Readable } from 'node:stream';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openLedger, openNewsroom } from '../../src/app.ts';
import { importList } from '../../src/list.ts';
import { tidyDaily, tidyList } from '../../src/people.ts';
import { silent } from '../../src/util/progress.ts';
import { subscribers } from '../ledger/records.ts';
import { bundledNewsroom } from '../support/program.ts';
import { FRIDAY } from '../support/shelf.ts';

const DAY = 86_400_000;

/** The bundled newsroom as two programs have it. */
async function twoPrograms() {
  const { opened } = openNewsroom(bundledNewsroom(), {}, silent);
  if (!opened) throw new Error('newsdesk.yaml has findings.');
  const { config } = opened;
  const [one, other] = [await openLedger(config), await openLedger(config)];
  onTestFinished(async () => {
    await one.close();
    await other.close();
  });
  return { config, one, other };
}

describe('tidying', () => {
  it('is done once a day by one program, and by hand at any time', async () => {
    const { config, one, other } = await twoPrograms();
    await one.subscribe(subscribers(3));
    await one.leave(1, 'asked', FRIDAY);
    await one.leave(2, 'complaint', FRIDAY + 5 * DAY);
    const due = FRIDAY + 31 * DAY;
    expect(await tidyDaily(config, one, due - 2 * DAY)).toMatchObject({ forgotten: 0 });
    expect(await tidyDaily(config, other, due)).toMatchObject({ forgotten: 1 });
    expect(await tidyDaily(config, one, due + 1)).toBeUndefined();
    expect(await tidyList(config, one, due + 5 * DAY)).toMatchObject({ forgotten: 1 });
    expect(await tidyDaily(config, other, due + 5 * DAY)).toBeUndefined();
    expect(await one.everybody(0, 9)).toMatchObject([{ address: 'reader3@example.org' }]);
    expect(await one.events(2)).toMatchObject([
      { what: 'tidied', detail: 'forgotten 1' },
      { what: 'tidied', detail: 'forgotten 1' },
    ]);
  });

  it('lets nobody whom it forgot come back with a list', async () => {
    const { config, one } = await twoPrograms();
    await one.subscribe(subscribers(1));
    await one.leave(1, 'bounced', FRIDAY);
    await tidyList(config, one, FRIDAY + 31 * DAY);
    const { opened } = openNewsroom(config.root, {}, silent);
    if (!opened) throw new Error('newsdesk.yaml has findings.');
    const chunks = Readable.from([Buffer.from('email\nREADER1@example.org\nnew@example.org\n')]);
    const source = { chunks, name: 'list.csv', bytes: 0 };
    expect(await importList(opened, one, source, FRIDAY + 40 * DAY, silent)).toMatchObject({
      rows: 2,
      added: 1,
      left: 1,
    });
  });
});
