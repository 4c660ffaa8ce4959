import { addressOf } from '../model/address.ts';
import type { Edition } from '../model/edition.ts';
import type { Issue } from '../model/issue.ts';
import type { Publication } from '../model/publication.ts';
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
    });
  }
  return result;
}

/** The notices of releases that were out and are no more. */
export function withdrawnReleases(input: Withdrawals): WithdrawnRelease[] {
  return withdrawnOf(input).flatMap(({ publication, verb, reason, edition, modifiedAt }) =>
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
        }
      : [],
  );
}

/** The notices of issues that were out and are no more. */
export function withdrawnIssues(input: Withdrawals): ShelvedIssue[] {
  return withdrawnOf(input).flatMap(({ publication, verb, reason, edition, modifiedAt }) =>
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
