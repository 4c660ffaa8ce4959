import { join } from 'node:path';
import { openNewsroom, openPress } from '../../src/app.ts';
import { approving } from '../../src/approving.ts';
import { openSqliteLedger } from '../../src/ledger/sqlite/open.ts';
import { readNewsroom } from '../../src/reading/reading.ts';
import { silent } from '../../src/util/progress.ts';

/**
 * Approves the bundled newsroom anew, each text an hour and a half before its minute, as its people would have done. To be
 * run after a change of a sample, of a template or of newsdesk.yaml: `npm run approve-samples`.
 */
const ROOT = join(import.meta.dirname, '../..');
const BEFORE = 90 * 60_000;
/** The demonstration shows this minute; what comes later was approved on the day before. */
const EVE = Date.parse('2026-11-19T16:00:00-06:00');
const PEOPLE = { by: 'Lt. Erin Example', second: 'Sgt. Pat Sample' };

const { opened } = openNewsroom(ROOT, {}, silent);
if (!opened) throw new Error('newsdesk.yaml has findings');
const ledger = await openSqliteLedger(':memory:');
const press = await openPress(opened, ledger);
const { examined } = await readNewsroom(press, EVE);
const all = examined
  .flatMap(({ publication }) => publication ?? [])
  .toSorted((a, b) => a.publicAt - b.publicAt);
for (const publication of all.filter(({ status }) => status === 'ready')) {
  const at = Math.min(publication.publicAt - BEFORE, publication.publicAt > EVE + BEFORE ? EVE : Infinity);
  const needsTwo =
    publication.type === 'release' && opened.config.newsroom.kinds[publication.kind]?.twoPeople;
  const people = needsTwo === true ? PEOPLE : { by: PEOPLE.by };
  const shown = await approving(
    press,
    publication.path,
    people,
    publication.type === 'issue' ? publication.publicAt - 61 * 60_000 : at,
  );
  if (!shown?.write())
    throw new Error(
      `${publication.path} cannot be approved: ${JSON.stringify(shown?.unfit)} ${JSON.stringify(shown?.findings)}`,
    );
}
await ledger.close();
