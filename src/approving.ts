import { needsTwo, unfitPeople, windowOf } from './approval/approval.ts';
import { inOfficeHours, loadHolidays } from './calendar/calendar.ts';
import { sealNow } from './clearance.ts';
import { writeBlock } from './load/load.ts';
import type { Approval } from './model/approval.ts';
import { blocks } from './model/finding.ts';
import { outAt, type Publication } from './model/publication.ts';
import { stampIn } from './model/when.ts';
import { preview, type Preview } from './preview.ts';
import type { Press } from './press.ts';
import { readNewsroom } from './reading/reading.ts';

/** Who approves. */
export type People = { by: string; second?: string };

/** What somebody is about to approve, as it would go out. */
export type Approving = Preview & {
  /** Absent when the file is no sound publication. */
  approval?: Approval;
  /** Why these people may not approve it; empty when they may. */
  unfit: string[];
  needsTwo: boolean;
  /** When it would be out: its minute, or the end of the time to stop it. Epoch ms. */
  outAt?: number;
  /** Puts the approval into the file. False when the file changed meanwhile: nothing was approved. */
  write: () => boolean;
};

/**
 * Looks at one file as it would go out and seals it for approval by these people at an instant. Writes nothing until it is
 * told to. Undefined when the newsroom has no such file.
 */
export async function approving(
  press: Press,
  path: string,
  { by, second }: People,
  at: number,
): Promise<Approving | undefined> {
  const shown = await preview(press, path, at);
  if (!shown) return undefined;
  const reading = await readNewsroom(press, at);
  const one = reading.examined.find(({ file }) => file.path === path);
  const publication = one?.publication;
  if (!one || !publication) return { ...shown, unfit: [], needsTwo: false, write: () => false };
  const { newsroom } = press;
  const seal = await sealNow(press, reading, await press.ledger.heads(), publication, at);
  const stamp = stampIn(at, newsroom.newsroom.zone);
  const approval: Approval = { by, ...(second === undefined ? {} : { second }), at: stamp, ...seal };
  const approved: Publication = { ...publication, approval };
  const heldUntil = Date.parse(stamp) + windowOf(publication, newsroom);
  await loadHolidays();
  const unfit = unfitPeople(approved, newsroom, () => inOfficeHours(newsroom, at));
  const mayGo = unfit.length === 0 && !shown.findings.some(blocks);
  return {
    ...shown,
    approval,
    unfit,
    needsTwo: needsTwo(publication, newsroom),
    outAt: outAt({ ...publication, heldUntil }),
    write: () =>
      mayGo && writeBlock(press.root, { ...one.file, parts: publication.parts }, 'approval', approval),
  };
}
