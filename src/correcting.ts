import {
  changesBetween,
  factChanges,
  missingCorrection,
  quietFinding,
  wordsPrinted,
} from './correction/correction.ts';
import type { Head } from './ledger/ledger.ts';
import type { Corrected } from './model/correction.ts';
import type { Edition } from './model/edition.ts';
import type { Examined } from './model/examined.ts';
import { blocks, type Finding } from './model/finding.ts';
import { publicationKey, type Publication } from './model/publication.ts';
import { takenBack } from './model/recall.ts';
import type { Press } from './press.ts';
import { contentDigest } from './publish/seal.ts';
import type { Reading } from './reading/reading.ts';

/** What was read, with what corrections changed, and what is wrong with corrections. */
export type Correcting = { examined: Examined[]; findings: Finding[] };

/**
 * Asks of everything that is out and was changed which correction says so, and finds out what is different. A change that
 * nobody called a correction keeps the last edition out; a quiet one may not touch a fact. Where nothing needs an approval
 * nothing needs a correction either.
 */
export async function correct(press: Press, reading: Reading, heads: readonly Head[]): Promise<Correcting> {
  const headOf = new Map(heads.map((head) => [head.publication, head]));
  const findings: Finding[] = [];
  const examined: Examined[] = [];
  for (const one of reading.examined) {
    const { publication } = one;
    const head = publication && headOf.get(publicationKey(publication));
    const isOut = publication?.status === 'ready' && !publication.recall && !one.findings.some(blocks);
    if (!publication || !head || !isOut || takenBack(head.digest) === 'kill') {
      examined.push(head || !isReplaced(publication) ? one : { ...one, publication: without(publication) });
      continue;
    }
    const corrected = await correctOne(press, reading, publication, head);
    findings.push(...corrected.findings);
    examined.push({ ...one, publication: corrected.publication });
  }
  return { examined, findings };
}

type One = { publication: Publication; findings: Finding[] };

async function correctOne(
  press: Press,
  reading: Reading,
  publication: Publication,
  head: Head,
): Promise<One> {
  const unchanged = contentDigest(publication, reading.asset) === head.digest;
  if (unchanged && !publication.corrections) return { publication, findings: [] };
  const sealed = await lastWords(press, head);
  const before = sealed?.edition.content.corrections ?? [];
  const known = (publication.corrections ?? [])
    .map((entry): Corrected => before.find(({ edition }) => edition === entry.edition) ?? entry)
    .filter((entry) => mayBeSaid(entry, publication, sealed?.edition.content, head));
  const { corrections: _, ...bare } = publication;
  const enriched = known.length > 0 ? { ...publication, corrections: known } : bare;
  if (unchanged || !sealed || sealed.edition.digest === contentDigest(publication, reading.asset)) {
    return { publication: enriched, findings: [] };
  }
  const entry = known.find(({ edition }) => edition === head.revision + 1);
  const { path } = publication;
  const place = (key: string[]) => ({ file: path, ...reading.locate(path, key, 'key') });
  if (!entry) {
    const isFree = !press.newsroom.approval.required || onlyEnded(sealed.edition.content, publication);
    const findings = isFree ? [] : [missingCorrection(place([]))];
    return { publication: enriched, findings };
  }
  const words = wordsPrinted(sealed.edition.content, sealed.forms);
  const now = wordsPrinted(publication, reading.freshForms(publication) ?? reading.forms(publication));
  const changes = changesBetween(words, now);
  const corrections = known.map((one) =>
    one === entry && changes ? Object.assign({}, one, { changes }) : one,
  );
  const quiet =
    entry.quiet === true ? quietFinding(place(['corrections']), factChanges(words, now)) : undefined;
  return { publication: { ...publication, corrections }, findings: quiet ? [quiet] : [] };
}

/** Its case ended, and nothing of the text of before is printed. */
function isReplaced(publication: Publication | undefined): publication is Publication {
  return publication?.type === 'release' && publication.resolved?.keep === false;
}

function without(publication: Publication): Publication {
  const { corrections: _, ...rest } = publication;
  return rest;
}

/** What was corrected in words that are not printed any more is not printed either: it would name whom they named. */
function mayBeSaid(
  { edition }: Corrected,
  now: Publication,
  before: Publication | undefined,
  head: Head,
): boolean {
  if (!isReplaced(now)) return true;
  if (!isReplaced(before)) return false;
  return edition > head.revision || before.corrections?.some((known) => known.edition === edition) === true;
}

/** That a case ended is news and no correction, as long as the text below stays as it was. */
function onlyEnded(before: Publication, now: Publication): boolean {
  if (before.type === 'issue' || now.type === 'issue' || before.resolved || !now.resolved) return false;
  return !now.resolved.keep || before.parts.text === now.parts.text;
}

/** The newest edition that had words; one on hold has none of its own. */
export async function lastWords(
  { ledger }: Pick<Press, 'ledger'>,
  head: Head,
): Promise<{ edition: Edition; forms: { html: string; text: string } } | undefined> {
  for (let revision = head.revision; revision > 0; revision -= 1) {
    const [edition] = await ledger.editions([`${head.publication}@${revision}`]);
    if (!edition || takenBack(edition.digest)) continue;
    return { edition, forms: (await ledger.forms(edition.key)) ?? { html: '', text: '' } };
  }
  return undefined;
}
