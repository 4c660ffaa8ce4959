import { describe, expect, it } from 'vitest';
import type { Head } from '../../src/ledger/ledger.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { Phase } from '../../src/model/phase.ts';
import type { Publication } from '../../src/model/publication.ts';
import type { Examined } from '../../src/model/examined.ts';
import { TAKEN_BACK } from '../../src/model/recall.ts';
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
const WITHDRAWN: Phase = { phase: 'taken back', verb: 'withdrawn' };

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
    for (const phase of [{ phase: 'draft' }, WAITING, WITHDRAWN] satisfies Phase[]) {
      expect(stand(examined(release), [head], phase)).toMatchObject({ state: 'withdrawn', head });
    }
  });

  it('puts a notice in place of what is on hold, and takes it away when the hold is over', () => {
    const hold: Phase = { phase: 'taken back', verb: 'hold' };
    expect(stand(examined(release), [head], hold)).toMatchObject({ state: 'withdrawn', verb: 'hold', head });
    const onHold = { ...head, digest: TAKEN_BACK.hold };
    expect(stand(examined(release), [onHold], OUT)).toMatchObject({ state: 'out' });
    expect(stand(examined(undefined, [error]), [onHold], OUT)).toMatchObject({
      state: 'withdrawn',
      verb: 'hold',
    });
    expect(stand(undefined, [onHold], OUT)).toMatchObject({ state: 'withdrawn', verb: 'hold' });
  });

  it('never brings back what was killed, whatever its file says afterwards', () => {
    const killed = { ...head, digest: TAKEN_BACK.kill };
    for (const phase of [OUT, WAITING, WITHDRAWN, { phase: 'draft' }] satisfies Phase[]) {
      expect(stand(examined(release), [killed], phase)).toMatchObject({ state: 'withdrawn', verb: 'kill' });
    }
    expect(stand(undefined, [killed], OUT)).toMatchObject({ state: 'withdrawn', verb: 'kill' });
  });

  it('leaves no notice of what was killed before anybody had it', () => {
    const kill: Phase = { phase: 'taken back', verb: 'kill' };
    expect(stand(examined(release), [], kill)).toMatchObject({ state: 'held' });
  });

  it('takes something back although its file has other findings', () => {
    const recall = {
      verb: 'kill' as const,
      reason: 'A name.',
      by: 'Lt. Erin Example',
      at: '2026-11-13T12:00:00-06:00',
    };
    const one = examined({ ...release, recall }, [error]);
    expect(stand(one, [head], { phase: 'taken back', verb: 'kill' })).toMatchObject({ verb: 'kill' });
  });

  it('leaves a notice for a withdrawn release whose minute has passed, also in a fresh ledger', () => {
    expect(stand(examined(release), [], WITHDRAWN)).toMatchObject({ state: 'withdrawn' });
    const later = aRelease(1, { publicAt: FRIDAY + 1 });
    expect(stand(examined(later), [], WITHDRAWN)).toMatchObject({ state: 'held' });
  });

  it('has one standing for each publication', () => {
    const two = [examined(release), examined(aRelease(2))];
    expect(standings(two, [head], () => OUT, FRIDAY).map(({ key }) => key)).toEqual([
      'release/26-101',
      'release/26-102',
    ]);
  });
});
