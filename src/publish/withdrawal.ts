import type { Head, Ledger, Sealing } from '../ledger/ledger.ts';
import type { Edition } from '../model/edition.ts';
import { TAKEN_BACK, takenBack, type TakeBack } from '../model/recall.ts';
import type { Standing } from './standing.ts';

/**
 * Seals a revision for every publication that was out and is taken back now, so that its notice says when that was. It
 * keeps the content for the record; nothing shows it. Gives back the standings with their new heads.
 */
export async function sealWithdrawals(
  ledger: Ledger,
  standings: readonly Standing[],
  editions: Map<string, Edition>,
  at: number,
  dryRun: boolean,
): Promise<Standing[]> {
  const sealings: Sealing[] = [];
  const result = standings.map((standing) => {
    if (standing.state !== 'withdrawn' || !standing.head) return standing;
    const { verb, publication } = standing;
    if (takenBack(standing.head.digest) === verb) return standing;
    const last = editions.get(standing.head.key);
    if (!last) return standing;
    const head = withdrawnHead(standing.head, verb, at);
    const { recall: _, ...content } = last.content;
    const edition: Edition = {
      ...last,
      content: publication?.recall ? { ...content, recall: publication.recall } : content,
      key: head.key,
      revision: head.revision,
      digest: head.digest,
      sealedAt: at,
    };
    editions.set(head.key, edition);
    sealings.push({ edition, forms: { html: '', text: '' }, program: head.program });
    return { ...standing, head };
  });
  if (sealings.length > 0 && !dryRun) await ledger.seal(sealings);
  return result;
}

function withdrawnHead(head: Head, verb: TakeBack, at: number): Head {
  const revision = head.revision + 1;
  const key = `${head.publication}@${revision}`;
  return { ...head, key, revision, digest: TAKEN_BACK[verb], sealedAt: at };
}
