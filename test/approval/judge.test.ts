import { describe, expect, it } from 'vitest';
import { judge, sealOf, type SealMaterial } from '../../src/approval/approval.ts';
import type { Asset } from '../../src/model/asset.ts';
import type { Approval } from '../../src/model/approval.ts';
import { Kind, type Newsroom } from '../../src/model/newsroom.ts';
import type { Publication } from '../../src/model/publication.ts';
import { testNewsroom } from '../support/newsroom.ts';
import { anIssue, aRelease } from '../support/shelf.ts';

const AT = Date.parse('2026-11-13T12:00:00-06:00');
const MINUTE = 60_000;

const newsroom: Newsroom = {
  ...testNewsroom(),
  approval: {
    required: true,
    approvers: ['Lt. Erin Example', 'Sgt. Pat Sample'],
    standIns: ['Watch Commander'],
    officeHours: { from: '08:00', to: '17:00' },
    hold: { routine: '10m', digest: '60m' },
  },
};
const two: Newsroom = {
  ...newsroom,
  kinds: { ...newsroom.kinds, traffic: Kind.parse({ name: 'T', plural: 'T', twoPeople: true }) },
};

function asset(path: string): Asset {
  return { path, bytes: 1, digest: `digest of ${path}` };
}

function material(change: Partial<SealMaterial> = {}): SealMaterial {
  return {
    newsroom,
    templates: 'templates-1',
    files: [],
    asset: () => undefined,
    covers: [],
    amended: [],
    ...change,
  };
}

function approved(publication: Publication, people: Partial<Approval> = {}, room = newsroom): Publication {
  const seal = sealOf(publication, material({ newsroom: room }));
  const approval = { by: 'Lt. Erin Example', at: new Date(AT).toISOString(), ...seal, ...people };
  return { ...publication, approval };
}

function judged(publication: Publication, change: Partial<SealMaterial> = {}, inOffice = true, at = AT) {
  const all = material(change);
  return judge(publication, sealOf(publication, all), all.newsroom, at, () => inOffice);
}

function never(): boolean {
  throw new Error('asked');
}

describe('an approval', () => {
  it('lets something out after the time to stop it, which is longer for the Digest', () => {
    expect(judged(approved(aRelease(1)))).toEqual({ state: 'approved', heldUntil: AT + 10 * MINUTE });
    expect(judged(approved(anIssue(24)))).toEqual({ state: 'approved', heldUntil: AT + 60 * MINUTE });
  });

  it('by somebody who always may does not ask for office hours, which need the holidays', () => {
    const all = material();
    const release = approved(aRelease(1));
    expect(judge(release, sealOf(release, all), newsroom, AT, never)).toMatchObject({ state: 'approved' });
  });

  it('is missing when nobody gave one', () => {
    expect(judged(aRelease(1))).toEqual({ state: 'missing' });
  });

  it('is void after any change, and says what changed', () => {
    const pictured = { files: ['releases/photos/lane.jpg'], asset };
    const release = aRelease(1);
    const seal = sealOf(release, material(pictured));
    const one = { ...release, approval: { by: 'Lt. Erin Example', at: new Date(AT).toISOString(), ...seal } };
    expect(judged(one, pictured)).toMatchObject({ state: 'approved' });
    const changes: [change: Partial<SealMaterial>, publication: Publication, part: string][] = [
      [pictured, { ...one, parts: { ...one.parts, text: 'other' } }, 'text'],
      [pictured, { ...one, parts: { ...one.parts, front: 'other' } }, 'front matter'],
      [{ ...pictured, templates: 'templates-2' }, one, 'templates'],
      [{ ...pictured, asset: (path) => ({ path, bytes: 1, digest: 'x' }) }, one, 'releases/photos/lane.jpg'],
      [{ ...pictured, files: [] }, one, 'releases/photos/lane.jpg'],
      [{ ...pictured, newsroom: { ...newsroom, boilerplate: {}, kinds: {} } }, one, 'newsdesk.yaml'],
    ];
    for (const [change, publication, part] of changes) {
      expect(judged(publication, change)).toEqual({ state: 'void', changed: [part] });
    }
  });

  it('stays good when newsdesk.yaml changes where it is not printed', () => {
    const areas = {
      ...newsroom.areas,
      nowhere: { name: 'Nowhere', agency: 'None', mayRelease: true, services: [] },
    };
    expect(judged(approved(aRelease(1)), { newsroom: { ...newsroom, areas } })).toMatchObject({
      state: 'approved',
    });
  });

  it('of an issue is void when what it covers changed', () => {
    const issue = anIssue(24);
    const covers = [{ number: '26-101', digest: 'a' }];
    const seal = sealOf(issue, material({ covers }));
    const one = { ...issue, approval: { by: 'Lt. Erin Example', at: new Date(AT).toISOString(), ...seal } };
    expect(judged(one, { covers })).toMatchObject({ state: 'approved' });
    for (const other of [
      [],
      [{ number: '26-101', digest: 'b' }],
      [...covers, { number: '26-102', digest: 'a' }],
    ]) {
      expect(judged(one, { covers: other })).toEqual({ state: 'void', changed: ['releases'] });
    }
  });

  it('counts only from those who may, whatever blanks and capitals their name has', () => {
    expect(judged(approved(aRelease(1), { by: 'lt.  erin EXAMPLE' }))).toMatchObject({ state: 'approved' });
    expect(judged(approved(aRelease(1), { by: 'Somebody' }))).toEqual({
      state: 'unfit',
      why: ['Somebody is not one of those who may approve'],
    });
  });

  it('of a stand-in counts outside office hours only', () => {
    const one = approved(aRelease(1), { by: 'Watch Commander' });
    expect(judged(one, {}, false)).toMatchObject({ state: 'approved' });
    expect(judged(one, {}, true)).toMatchObject({ state: 'unfit' });
  });

  it('is asked about office hours only when a stand-in gave it', () => {
    const all = material();
    const one = approved(aRelease(1));
    const judgement = judge(one, sealOf(one, all), newsroom, AT, () => {
      throw new Error('asked');
    });
    expect(judgement).toMatchObject({ state: 'approved' });
  });

  it('from the future counts for nothing until then', () => {
    const one = approved(aRelease(1));
    expect(judged(one, {}, true, AT - 5 * MINUTE)).toMatchObject({ state: 'unfit' });
  });
});

describe('two people', () => {
  const author = 'Ofc. Jo Placeholder';
  const second = 'Sgt. Pat Sample';
  const urgent = aRelease(1, { urgent: true, author });

  it('let what is urgent out at once', () => {
    expect(judged(approved(urgent, { second }))).toEqual({ state: 'approved', heldUntil: AT });
  });

  it.each([
    ['a second person', approved(urgent), 'needs a second person'],
    ['two different ones', approved(urgent, { second: 'LT. Erin Example' }), 'by the same person'],
    ['an author who is named', approved(aRelease(1, { urgent: true }), { second }), 'author named'],
    [
      'an author who is none of them',
      approved(aRelease(1, { urgent: true, author: second }), { second }),
      'wrote it',
    ],
    ['a second one who may', approved(urgent, { second: 'Somebody' }), 'not one of those'],
  ])('have to be %s', (_, publication, words) => {
    expect(judged(publication)).toEqual({ state: 'unfit', why: [expect.stringContaining(words)] });
  });

  it('are asked for by a kind, which then still waits', () => {
    const one = approved(aRelease(1, { author }), { second }, two);
    expect(judged(one, { newsroom: two })).toEqual({ state: 'approved', heldUntil: AT + 10 * MINUTE });
    expect(judged(approved(aRelease(1, { author }), {}, two), { newsroom: two })).toMatchObject({
      state: 'unfit',
    });
  });
});
