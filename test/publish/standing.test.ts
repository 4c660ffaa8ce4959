import { describe, expect, it } from 'vitest';
import type { Head } from '../../src/ledger/ledger.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { Phase } from '../../src/model/phase.ts';
import type { Publication } from '../../src/model/publication.ts';
import type { Examined } from '../../src/model/examined.ts';
import { standings } from '../../src/publish/standing.ts';
import { aRelease, FRIDAY } from '../support/shelf.ts';

const release = aRelease(1);
const head: Head = {
  publication: 'release/26-101',
  key: 'release/26-101@1',
  revision: 1,
  digest: 'd',
  program: 'p',
  path: release.path,
  publicAt: release.publicAt,
  sealedAt: release.publicAt,
};
const error: Finding = {
  file: release.path,
  line: 1,
  column: 1,
  length: 0,
  rule: 'x/y',
  severity: 'error',
  what: 'w',
  why: 'w',
  fix: 'f',
};

function examined(publication: Publication | undefined, findings: Finding[] = []): Examined {
  const file = { path: release.path, bytes: 1, mtimeMs: 1, ctimeMs: 1, ino: 1 };
  return { file, findings, ...(publication ? { publication } : {}) };
}

function stand(one: Examined | undefined, heads: Head[], phase: Phase) {
  const [standing] = standings(one ? [one] : [], heads, () => phase, FRIDAY);
  return standing;
}

const OUT: Phase = { phase: 'out', since: 1 };
const WAITING: Phase = { phase: 'waiting', until: FRIDAY + 1 };

describe('standings', () => {
  it('puts out what is due and sound', () => {
    expect(stand(examined(release), [], OUT)).toMatchObject({ state: 'out', key: 'release/26-101' });
  });

  it('holds a draft, an embargoed and a blocked release that were never out, and says why', () => {
    expect(stand(examined(release), [], { phase: 'draft' })).toMatchObject({ state: 'held', why: 'a draft' });
    const embargoed = aRelease(1, { embargoed: true });
    expect(stand(examined(embargoed), [], WAITING)).toMatchObject({
      state: 'held',
      why: 'under embargo',
      until: FRIDAY + 1,
    });
    expect(stand(examined(release, [error]), [], OUT)).toMatchObject({ state: 'held' });
    expect(stand(examined(undefined, [error]), [], OUT)).toMatchObject({ state: 'held', key: release.path });
  });

  it('keeps the last good edition when the file no longer passes, or can no longer be read', () => {
    expect(stand(examined(release, [error]), [head], OUT)).toMatchObject({ state: 'kept', head });
    expect(stand(examined(undefined, [error]), [head], OUT)).toMatchObject({ state: 'kept', head });
  });

  it('leaves a notice when the file is gone, is a draft again, is put off, or says withdrawn', () => {
    expect(stand(undefined, [head], OUT)).toMatchObject({ state: 'withdrawn', head });
    for (const phase of [{ phase: 'draft' }, WAITING, { phase: 'withdrawn' }] satisfies Phase[]) {
      expect(stand(examined(release), [head], phase)).toMatchObject({ state: 'withdrawn', head });
    }
  });

  it('leaves a notice for a withdrawn release whose minute has passed, also in a fresh ledger', () => {
    expect(stand(examined(release), [], { phase: 'withdrawn' })).toMatchObject({ state: 'withdrawn' });
    const later = aRelease(1, { publicAt: FRIDAY + 1 });
    expect(stand(examined(later), [], { phase: 'withdrawn' })).toMatchObject({ state: 'held' });
  });

  it('has one standing for each publication', () => {
    const two = [examined(release), examined(aRelease(2))];
    expect(standings(two, [head], () => OUT, FRIDAY).map(({ key }) => key)).toEqual([
      'release/26-101',
      'release/26-102',
    ]);
  });
});
