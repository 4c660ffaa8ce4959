import { hash } from 'node:crypto';
import type { Head, Ledger, Sealing } from '../ledger/ledger.ts';
import type { Asset } from '../model/asset.ts';
import type { Coverage } from '../model/coverage.ts';
import { outAt, type Forms, type Publication } from '../model/publication.ts';
import { assetPaths, strippedFrom } from '../model/shown.ts';
import type { Progress } from '../util/progress.ts';
import type { Standing } from './standing.ts';

/** A publication that is out, with the head that the ledger has, or will have when it is `fresh`. */
export type Sealed = {
  standing: Extract<Standing, { state: 'out' | 'expired' }>;
  head: Head;
  fresh: boolean;
};

/** What sealing needs from the rest: assets by path, coverage by issue, the forms of a body, the program's tag. */
export type SealTools = {
  asset: (path: string) => Asset | undefined;
  coverage: ReadonlyMap<string, Coverage>;
  forms: (standing: Sealed['standing']) => Forms;
  program: string;
};

const BATCH = 500;

/**
 * Works out the head of every publication that is out: the one in the ledger while its content is the same, else the
 * next revision. Pure; nothing is written.
 */
export function headsFor(
  standings: readonly Standing[],
  tools: Pick<SealTools, 'asset' | 'program'>,
  at: number,
): Sealed[] {
  const result: Sealed[] = [];
  for (const standing of standings) {
    if (standing.state !== 'out' && standing.state !== 'expired') continue;
    const digest = contentDigest(standing.publication, tools.asset);
    const known = standing.head;
    if (known?.digest === digest) {
      result.push({ standing, head: known, fresh: false });
      continue;
    }
    const revision = (known?.revision ?? 0) + 1;
    const head: Head = {
      publication: standing.key,
      key: `${standing.key}@${revision}`,
      revision,
      digest,
      program: tools.program,
      path: standing.publication.path,
      publicAt: outAt(standing.publication),
      sealedAt: at,
    };
    result.push({ standing, head, fresh: true });
  }
  return result;
}

/** Names everything the officer made that decides an edition's bytes: the file and the photos it shows. */
export function contentDigest(publication: Publication, asset: (path: string) => Asset | undefined): string {
  const paths = assetPaths(publication);
  if (paths.length === 0) return publication.digest;
  return hash('sha256', [publication.digest, ...paths.map((path) => asset(path)?.digest ?? '')].join(' '));
}

/** Seals what is new and renews forms that another program made, in batches: each is one transaction. */
export async function sealAll(
  ledger: Ledger,
  sealed: readonly Sealed[],
  tools: SealTools,
  at: number,
  progress: Progress,
): Promise<string[]> {
  const fresh = sealed.filter((one) => one.fresh);
  progress.start('Sealing', fresh.length);
  try {
    for (let i = 0; i < fresh.length; i += BATCH) {
      const batch = fresh.slice(i, i + BATCH);
      await ledger.seal(batch.map((one) => sealingOf(one, tools, at)));
      progress.step(i + batch.length);
    }
  } finally {
    progress.stop();
  }
  const stale = sealed.filter((one) => !one.fresh && one.head.program !== tools.program);
  for (let i = 0; i < stale.length; i += BATCH) {
    const batch = stale.slice(i, i + BATCH);
    await ledger.refresh(
      batch.map(({ head, standing }) => ({
        key: head.key,
        forms: tools.forms(standing),
        program: tools.program,
      })),
      at,
    );
  }
  return fresh.map((one) => one.head.key);
}

function sealingOf({ standing, head }: Sealed, tools: SealTools, at: number): Sealing {
  const stripped = strippedFrom(standing.publication, tools.asset);
  return {
    edition: {
      key: head.key,
      publication: head.publication,
      revision: head.revision,
      digest: head.digest,
      publicAt: head.publicAt,
      sealedAt: at,
      content: stripped.length > 0 ? { ...standing.publication, stripped } : standing.publication,
      covers: tools.coverage.get(standing.key)?.numbers ?? [],
    },
    forms: tools.forms(standing),
    program: tools.program,
  };
}
