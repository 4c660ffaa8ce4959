import { approvalFinding, judge, nameOfTemplates, sealOf, type Judgement } from './approval/approval.ts';
import { gather, inOfficeHours, loadHolidays, phaseOf } from './calendar/calendar.ts';
import type { Head } from './ledger/ledger.ts';
import type { Seal } from './model/approval.ts';
import type { Examined, Waiting } from './model/examined.ts';
import { blocks, type Finding } from './model/finding.ts';
import type { Issue } from './model/issue.ts';
import { orderWords, type Order } from './model/order.ts';
import { outAt, publicationKey, type Publication } from './model/publication.ts';
import type { Release } from './model/release.ts';
import { assetPaths } from './model/shown.ts';
import type { Press } from './press.ts';
import { amendedIn, amendments, issuesAmong } from './publish/amended.ts';
import { sealedContents } from './publish/contents.ts';
import { contentDigest } from './publish/seal.ts';
import { standings } from './publish/standing.ts';
import type { Reading } from './reading/reading.ts';

/** Who of what was read may go out, and what is wrong with approvals. */
export type Clearance = { examined: Examined[]; findings: Finding[] };

/** What it needs of a reading. */
type Read = Pick<Reading, 'asset' | 'templates' | 'locate'> & { examined: readonly Examined[] };

/**
 * Asks of everything that is ready and not sealed as it stands whether it was approved, exactly as it is, by people who
 * may. What is not is marked as waiting; what was approved and changed gets a finding. Releases come first, since an
 * issue is approved with the releases that it covers.
 */
export async function clear(
  press: Press,
  reading: Read,
  heads: readonly Head[],
  at: number,
): Promise<Clearance> {
  const { newsroom } = press;
  const { required } = newsroom.approval;
  const orders = new Map((await press.ledger.orders()).map((order) => [order.publication, order]));
  if (!required && orders.size === 0) return { examined: [...reading.examined], findings: [] };
  const desk = await openSeals(press, reading, heads, at);
  const findings: Finding[] = [];
  const judged = (one: Examined): Examined => {
    const { publication } = one;
    if (!publication || publication.status !== 'ready' || publication.recall || one.findings.some(blocks))
      return one;
    if (desk.isSealed(publication)) return one;
    const waiting = stoppedBy(orders.get(publicationKey(publication)), publication);
    if (waiting) return { ...one, waiting };
    if (!required) return one;
    const judgement = judge(publication, desk.sealOf(publication), newsroom, at, desk.inOffice);
    const path = one.file.path;
    const place = { file: path, ...reading.locate(path, ['approval'], 'key') };
    const finding = approvalFinding(judgement, place);
    if (finding) findings.push(finding);
    return cleared(one, publication, judgement, at);
  };
  const releases = reading.examined.map((one) => (one.publication?.type === 'issue' ? one : judged(one)));
  await desk.cover(releases);
  const examined = releases.map((one) => (one.publication?.type === 'issue' ? judged(one) : one));
  return { examined, findings };
}

/** The seal that an approval of this publication has to bear at this instant. */
export async function sealNow(
  press: Press,
  reading: Reading,
  heads: readonly Head[],
  publication: Publication,
  at: number,
): Promise<Seal> {
  const desk = await openSeals(press, reading, heads, at);
  const { examined } = await clear(press, reading, heads, at);
  await desk.cover(examined);
  return desk.sealOf(publication);
}

/** Why an order keeps it in; a cancellation counts until somebody approves it anew. */
function stoppedBy(order: Order | undefined, { approval }: Publication): Waiting | undefined {
  if (!order) return undefined;
  if (order.verb === 'cancel' && approval && Date.parse(approval.at) > order.at) return undefined;
  const { verb, by, reason, at } = order;
  const cause = verb === 'stop' ? 'stopped' : 'cancelled';
  return { cause, why: orderWords(order), by: [by], since: at, ...(reason === '' ? {} : { reason }) };
}

function cleared(one: Examined, publication: Publication, judgement: Judgement, at: number): Examined {
  if (judgement.state !== 'approved') return { ...one, waiting: waitingFor(judgement) };
  const { heldUntil } = judgement;
  const held: Publication = { ...publication, heldUntil };
  if (at >= outAt(held) || heldUntil <= publication.publicAt) return { ...one, publication: held };
  const { by = '', second } = publication.approval ?? {};
  const people = second === undefined ? [by] : [by, second];
  const why = `approved by ${people.join(' and ')}, can still be stopped`;
  return { ...one, publication: held, waiting: { cause: 'window', why, until: heldUntil, by: people } };
}

function waitingFor(judgement: Exclude<Judgement, { state: 'approved' }>): Waiting {
  if (judgement.state === 'void')
    return { cause: 'void', why: `its approval is void: ${judgement.changed.join(', ')} changed after it` };
  if (judgement.state === 'unfit')
    return { cause: 'unfit', why: `its approval does not count: ${judgement.why.join('; ')}` };
  return { cause: 'unapproved', why: 'not approved yet' };
}

/** Makes seals; `cover` says which releases are out, so that those of issues can be made. */
async function openSeals(
  press: Press,
  { examined, asset, templates }: Read,
  heads: readonly Head[],
  at: number,
) {
  const { newsroom } = press;
  // Office hours are asked about for stand-ins only, and the holidays take a while to load.
  const people = examined.flatMap(({ publication }) => publication?.approval ?? []);
  const names = people.flatMap(({ by, second }) => (second === undefined ? [by] : [by, second]));
  if (names.some((name) => !newsroom.approval.approvers.includes(name))) await loadHolidays();
  const digests = new Map(heads.map((head) => [head.publication, head.digest]));
  const named = nameOfTemplates(templates);
  const issues = heads.filter(({ publication }) => publication.startsWith('digest/'));
  const editions = await press.ledger.editions(issues.map(({ key }) => key));
  const sealed = new Map(editions.map(({ publication, covers }) => [publication, covers]));
  const isSealed = (publication: Publication) =>
    digests.get(publicationKey(publication)) === contentDigest(publication, asset);
  let covered = new Map<string, string[]>();
  let byNumber = new Map<string, Release>();
  let amendedOf: ((issue: Issue) => string[]) | undefined;
  return {
    isSealed,
    inOffice: (instant: number) => inOfficeHours(newsroom, instant),
    async cover(all: readonly Examined[]) {
      const out = all.flatMap(({ publication, waiting, findings }) =>
        publication?.type === 'release' &&
        !waiting &&
        !findings.some(blocks) &&
        phaseOf(publication, at).phase !== 'waiting'
          ? publication
          : [],
      );
      const coverages = gather(issuesOf(all), out, sealed, newsroom, at);
      covered = new Map(coverages.map(({ issue, numbers }) => [issue, numbers]));
      byNumber = new Map(out.map((release) => [release.number, release]));
      const isDue = issuesOf(all).some((issue) => issue.status !== 'withdrawn' && !isSealed(issue));
      if (isDue) amendedOf = await amendedBy(press, all, heads, at);
    },
    sealOf: (publication: Publication) =>
      sealOf(publication, {
        newsroom,
        templates: named,
        files: assetPaths(publication),
        amended: (publication.type === 'issue' ? amendedOf?.(publication) : undefined) ?? [],
        asset,
        covers: (covered.get(publicationKey(publication)) ?? []).map((number) => {
          const release = byNumber.get(number);
          return { number, digest: release ? contentDigest(release, asset) : '' };
        }),
      }),
  };
}

/** Which editions an issue would tell of as having put something right. */
async function amendedBy(
  { ledger, newsroom }: Press,
  examined: readonly Examined[],
  heads: readonly Head[],
  at: number,
): Promise<(issue: Issue) => string[]> {
  const standing = standings(examined, heads, (publication) => phaseOf(publication, at), at);
  const editions = await sealedContents(ledger, standing);
  const all = await amendments(ledger, standing, editions);
  const issues = issuesAmong(standing, editions);
  return (issue) => amendedIn(issue, issues, all, newsroom).map(({ edition }) => edition);
}

function issuesOf(examined: readonly Examined[]): Issue[] {
  return examined.flatMap(({ publication }) => (publication?.type === 'issue' ? publication : []));
}
