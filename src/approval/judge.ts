import type { Seal } from '../model/approval.ts';
import { durationMs } from '../model/duration.ts';
import type { Newsroom } from '../model/newsroom.ts';
import type { Publication } from '../model/publication.ts';
import { changedParts } from './seal.ts';

/**
 * What an approval is worth.
 * - `approved`: it may go out once the time to stop it is over, at `heldUntil` (epoch ms).
 * - `missing`: nobody has approved it.
 * - `void`: it is not any more what was approved; `changed` names the pieces.
 * - `unfit`: it is the same, but these people may not approve it like this; `why` says it in words.
 */
export type Judgement =
  | { state: 'approved'; heldUntil: number }
  | { state: 'missing' }
  | { state: 'void'; changed: string[] }
  | { state: 'unfit'; why: string[] };

/** A clock that runs a little ahead of ours is no forgery. */
const SLACK = 60_000;

/**
 * Judges the approval of a publication as it stands now. `inOffice` says whether an instant lies in the newsroom's office
 * hours; it is asked only about stand-ins. An approval from the future counts for nothing until then.
 */
export function judge(
  publication: Publication,
  seal: Seal,
  newsroom: Newsroom,
  at: number,
  inOffice: (at: number) => boolean,
): Judgement {
  const { approval } = publication;
  if (!approval) return { state: 'missing' };
  if (approval.digest !== seal.digest)
    return { state: 'void', changed: changedParts(approval.parts, seal.parts) };
  const approvedAt = Date.parse(approval.at);
  const why = [
    ...(approvedAt > at + SLACK ? ['it is dated in the future'] : []),
    ...unfitPeople(publication, newsroom, () => inOffice(approvedAt)),
  ];
  if (why.length > 0) return { state: 'unfit', why };
  return { state: 'approved', heldUntil: approvedAt + windowOf(publication, newsroom) };
}

/**
 * Why the people of an approval may not approve this publication; empty when they may. `inOffice` says whether they did so in
 * office hours; it is asked only of stand-ins, since the answer needs the table of holidays.
 */
export function unfitPeople(publication: Publication, newsroom: Newsroom, inOffice: () => boolean): string[] {
  const { approval, author } = publication;
  if (!approval) return [];
  const { by, second } = approval;
  const people = second === undefined ? [by] : [by, second];
  const why = people.flatMap((name) => unfit(name, newsroom, inOffice) ?? []);
  if (!needsTwo(publication, newsroom)) return why;
  const what = publication.urgent === true ? 'what is urgent' : 'this kind';
  if (second === undefined) why.push(`${what} needs a second person`);
  else if (same(by, second)) why.push('both approvals are by the same person');
  if (author === undefined) why.push(`${what} needs its author named, who may not be one of the two`);
  else if (people.some((name) => same(name, author))) why.push(`${author} wrote it and may not approve it`);
  return why;
}

/** Whether two people have to approve it: its kind asks for two, or it is urgent. */
export function needsTwo(publication: Publication, newsroom: Newsroom): boolean {
  if (publication.type === 'issue') return false;
  return publication.urgent === true || newsroom.kinds[publication.kind]?.twoPeople === true;
}

/** How long something can still be stopped after its approval, ms. */
export function windowOf(publication: Publication, { approval: { hold } }: Newsroom): number {
  if (publication.type === 'issue') return durationMs(hold.digest);
  return publication.urgent === true ? 0 : durationMs(hold.routine);
}

function unfit(name: string, { approval }: Newsroom, inOffice: () => boolean): string | undefined {
  if (approval.approvers.some((known) => same(known, name))) return undefined;
  if (!approval.standIns.some((known) => same(known, name)))
    return `${name} is not one of those who may approve`;
  return inOffice() ? `${name} may approve outside office hours only` : undefined;
}

function same(a: string, b: string): boolean {
  return tidy(a) === tidy(b);
}

function tidy(name: string): string {
  return name.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();
}
