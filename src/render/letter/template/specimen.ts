import type { Banner } from '../../../model/banner.ts';
import { Newsroom } from '../../../model/newsroom.ts';
import type { Issue } from '../../../model/issue.ts';
import type { Release } from '../../../model/release.ts';
import type { ShelvedIssue, ShelvedRelease } from '../../../model/shelf.ts';
import type { LetterContext, Templates } from '../context.ts';

/**
 * Publications that have everything a template may print (`rich`) and nothing that may be left out (`bare`): a
 * template is tried on both, so that a mistake in a part that is rarely printed is found before the part is needed.
 */
export const RICH_RELEASE = shelve(releaseOf('26-102', 'es'), true);
export const BARE_RELEASE = shelve(
  { ...releaseOf('26-103', 'en'), kind: 'plain', areas: [], summary: 'A plain one.' },
  false,
);
export const RICH_ISSUE: ShelvedIssue = {
  ...shelveIssue({ ...issueOf(), lead: '26-102', title: 'A lane reopens' }, [
    RICH_RELEASE,
    shelve(releaseOf('26-104', 'en'), true),
    { ...BARE_RELEASE, state: 'expired' },
  ]),
  omitted: [{ number: '26-105', reason: 'an internal notice' }],
  withdrawn: ['26-101'],
  amended: [
    {
      kind: 'correction',
      edition: 'release/26-099@2',
      number: '26-099',
      title: 'Specimen headline 26-099',
      language: 'es',
      note: 'A specimen of a correction.',
      address: '/releases/2026-11-06-specimen.html',
      at: 1,
    },
    { kind: 'kill', edition: 'release/26-101@2', number: '26-101', address: '/releases/x.html', at: 2 },
  ],
};
export const BARE_ISSUE = shelveIssue(issueOf(), []);

/** Something that stands above a letter, with a place that changed. */
export const SPECIMEN_BANNER: Banner = {
  kind: 'correction',
  text: 'A specimen of a note.',
  changes: [{ was: 'a lane', is: 'two lanes' }],
};

/** The newsroom of the specimens, with these templates. */
export function specimenContext(templates: Templates, notice: string | undefined): LetterContext {
  const site = 'https://newsroom.example.gov';
  const mailbox = 'media@newsroom.example.gov';
  const newsroom = Newsroom.parse({
    newsroom: {
      name: 'Specimen County Police Department',
      short: 'Specimen County Police',
      desk: 'Specimen Desk',
      zone: 'America/Chicago',
      language: 'en',
      address: ['1 Specimen Plaza', 'Specimen City, MO 63105'],
      ...(notice !== undefined && { notice }),
      contact: notice === undefined ? 'plain' : 'full',
    },
    site: { url: site, title: 'Specimen Newsroom', description: 'A specimen.' },
    mail: {
      from: { name: 'Specimen', address: mailbox },
      replyTo: mailbox,
      listId: 'digest.newsroom.example.gov',
      bounces: mailbox,
      unsubscribe: mailbox,
    },
    digest: {
      name: 'Specimen Digest',
      cadence: { anchor: '2026-10-23', every: 14, at: '10:00', holidays: 'earlier' },
      lateness: '36h',
    },
    holidays: { region: 'US-MO' },
    kinds: {
      charge: { name: 'Specimen charge', plural: 'Specimen charges', boilerplate: ['statement'] },
      plain: { name: 'Plain', plural: 'Plain ones' },
    },
    areas: { town: { name: 'Specimen Town', agency: 'Specimen', mayRelease: true } },
    units: { unit: { name: 'Specimen Unit' } },
    contacts: {
      full: { name: 'Specimen officer', phone: '(314) 555-0100', email: mailbox, hours: 'weekdays' },
      plain: { name: 'Specimen officer' },
    },
    boilerplate: { statement: { en: 'A specimen of a standing text.' } },
  });
  return { newsroom, site, templates };
}

function releaseOf(number: string, language: string): Release {
  return {
    type: 'release',
    path: `releases/2026-11-13-specimen-${number}.md`,
    digest: number,
    parts: { front: number, text: number },
    number,
    slug: 'specimen',
    title: `Specimen headline ${number}`,
    kind: 'charge',
    status: 'ready',
    date: '2026-11-13',
    publicAt: Date.UTC(2026, 10, 13, 20),
    embargoed: false,
    dateline: 'SPECIMEN, Mo.',
    summary: 'A summary that lists, feeds and previews show.',
    lead: 'One lane of Specimen Avenue opened again on Friday.',
    areas: ['town'],
    photos: [],
    audience: ['subscribers'],
    language,
    words: 40,
    references: [],
  };
}

function issueOf(): Issue {
  return {
    type: 'issue',
    path: 'digest/7.md',
    digest: '7',
    parts: { front: '7', text: '7' },
    issue: 7,
    status: 'ready',
    date: '2026-11-20',
    publicAt: Date.UTC(2026, 10, 20, 16),
    title: 'Specimen Digest No. 7',
    summary: 'What happened.',
    omit: [],
    sections: [],
    language: 'en',
    references: [],
  };
}

function shelve(release: Release, rich: boolean): ShelvedRelease {
  const form = {
    address: '/releases/photos/specimen.jpg',
    width: 1200,
    height: 800,
    bytes: 1,
    type: 'image/jpeg',
    digest: 'photo',
    read: () => new Uint8Array(),
  };
  const photo = { ...form, sizes: [form], letter: form, alt: 'A specimen' };
  const more: Partial<Release> = { unit: 'unit', report: '26-000001', updates: '26-101' };
  return {
    state: 'current',
    edition: `release/${release.number}@1`,
    digest: release.digest,
    release: rich ? { ...release, ...more } : release,
    publicAt: release.publicAt,
    modifiedAt: release.publicAt,
    photos: rich ? [{ ...photo, caption: 'A caption.', credit: 'Specimen' }, photo] : [],
    files: [],
    updatedBy: [],
    forms: () => ({ html: '', text: '' }),
    fingerprint: () => 'SPEC-1MEN',
  };
}

function shelveIssue(issue: Issue, covers: ShelvedRelease[]): ShelvedIssue {
  return {
    state: 'current',
    edition: `digest/${issue.issue}@1`,
    digest: issue.digest,
    issue,
    publicAt: issue.publicAt,
    modifiedAt: issue.publicAt,
    covers,
    files: [],
    omitted: [],
    withdrawn: [],
    forms: () => ({ html: '', text: '' }),
  };
}
