import { addressOf } from '../model/address.ts';
import { sizeAddresses } from '../model/photo.ts';
import type { Edition } from '../model/edition.ts';
import type { Issue } from '../model/issue.ts';
import type { Publication } from '../model/publication.ts';
import { assetPaths } from '../model/shown.ts';
import type { ShelvedIssue, WithdrawnRelease } from '../model/shelf.ts';
import type { TakeBack } from '../model/recall.ts';
import type { Standing } from './standing.ts';

type Withdrawals = { standings: readonly Standing[]; editions: ReadonlyMap<string, Edition> };

/** What is left of the withdrawn ones: from the file when it says so itself, else from the last sealed edition. */
function withdrawnOf(input: Withdrawals): {
  publication: Publication;
  verb: TakeBack;
  reason: string | undefined;
  edition: string;
  modifiedAt: number;
  gone: string[] | undefined;
}[] {
  const result = [];
  for (const standing of input.standings) {
    if (standing.state !== 'withdrawn') continue;
    const { head, verb } = standing;
    const publication = standing.publication ?? (head && input.editions.get(head.key)?.content);
    if (!publication) continue;
    const { recall } = publication;
    result.push({
      publication,
      verb,
      reason: recall?.verb === verb ? recall.reason : undefined,
      edition: head?.key ?? `${standing.key}@1`,
      modifiedAt: Math.max(head?.sealedAt ?? 0, publication.publicAt),
      gone:
        verb === 'kill' ? shownBy([publication, head && input.editions.get(head.key)?.content]) : undefined,
    });
  }
  return result;
}

/** Addresses of everything that a publication shows or showed, as its file has it and as it was sealed last. */
function shownBy(publications: readonly (Publication | undefined)[]): string[] {
  const paths = publications.flatMap((publication) => (publication ? assetPaths(publication) : []));
  return [...new Set(paths)].filter(isCopied).flatMap((path) => sizeAddresses(addressOf(path)));
}

/** A picture or PDF of the newsroom: a body may also link to pages and feeds, which others need. */
function isCopied(path: string): boolean {
  return /^(?:\w[\w.~-]*\/)*\w[\w.~-]*\.(?:jpe?g|png|webp|gif|pdf)$/i.test(path);
}

/** The notices of releases that were out and are no more. */
export function withdrawnReleases(input: Withdrawals): WithdrawnRelease[] {
  return withdrawnOf(input).flatMap(({ publication, verb, reason, edition, modifiedAt, gone }) =>
    publication.type === 'release'
      ? {
          state: 'withdrawn' as const,
          edition,
          verb,
          reason,
          digest: `${verb} ${edition} ${modifiedAt} ${reason ?? ''}`,
          number: publication.number,
          address: addressOf(publication.path),
          kind: publication.kind,
          areas: publication.areas,
          publicAt: publication.publicAt,
          modifiedAt,
          gone,
        }
      : [],
  );
}

/** The notices of issues that were out and are no more. */
export function withdrawnIssues(input: Withdrawals): ShelvedIssue[] {
  return withdrawnOf(input).flatMap(({ publication, verb, reason, edition, modifiedAt, gone }) =>
    publication.type === 'issue'
      ? {
          state: 'withdrawn' as const,
          edition,
          verb,
          reason,
          digest: `${verb} ${edition} ${modifiedAt} ${reason ?? ''}`,
          issue: wordless(publication),
          publicAt: publication.publicAt,
          modifiedAt,
          gone,
          covers: [],
          files: [],
          omitted: [],
          withdrawn: [],
          forms: () => ({ html: '', text: '' }),
        }
      : [],
  );
}

/** An issue with its number, date and path only: a withdrawn one shows none of its words. */
function wordless(issue: Issue): Issue {
  const { type, path, digest, parts, issue: number, status, date, publicAt, language } = issue;
  const name = `No. ${number}`;
  return {
    type,
    path,
    digest,
    parts,
    issue: number,
    status,
    date,
    publicAt,
    language,
    title: name,
    summary: name,
    omit: [],
    sections: [],
    references: [],
  };
}
