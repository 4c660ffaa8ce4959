import { describe, expect, it } from 'vitest';
import { canonical, linked, sha256, type RecordEntry } from '../../src/model/record.ts';
import { makeBundle, verifyBundle } from '../../src/record/record.ts';
import { aLetter } from '../ledger/records.ts';
import { aRelease, FRIDAY } from '../support/shelf.ts';

const forms = { html: '<p>Words.</p>', text: 'Words.\n' };
const content = JSON.stringify(aRelease(1));
const letter = JSON.stringify(aLetter());
const approval = {
  by: 'Lt. <Ann> Example',
  at: '2026-11-20T09:00:00-06:00',
  digest: 'a'.repeat(64),
  parts: {},
};
const corrections = [
  {
    edition: 2,
    note: 'It was Link Avenue.',
    by: 'Lt. Ann Example',
    at: approval.at,
    changes: [{ was: 'a', is: 'b' }],
  },
];
const EDITION = 'release/26-101@1';

/** A record of one release, a mailing of it, and something else. */
function entries(): RecordEntry[] {
  const named = { content: sha256(content), html: sha256(forms.html), text: sha256(forms.text) };
  const all = [
    { at: FRIDAY, what: 'record begun', subject: '', body: { editionsBefore: 0 } },
    {
      at: FRIDAY,
      what: 'edition',
      subject: EDITION,
      body: { revision: 1, title: 'Lane <closed>', approval, corrections, ...named },
    },
    {
      at: FRIDAY + 1,
      what: 'mailing begun',
      subject: EDITION,
      body: {
        state: 'open',
        why: '',
        audience: 3,
        letter: sha256(letter),
        mailSubject: 'Lane',
        topics: ['releases'],
      },
    },
    { at: FRIDAY + 2, what: 'digest read', subject: 'digest/24', body: { by: 'nobody' } },
    {
      at: FRIDAY + 3,
      what: 'mailing stopped',
      subject: EDITION,
      body: { state: 'stopped', why: 'a person said stop', deliveries: { accepted: 2, waiting: 1 } },
    },
  ];
  const done: RecordEntry[] = [];
  for (const happening of all) done.push(linked(done.at(-1), happening));
  return done;
}

function bundle(addresses?: string): Map<string, string> {
  const all = entries();
  return makeBundle({
    newsroom: 'Example County Police Department',
    zone: 'America/Chicago',
    asked: { about: 'release/26-101' },
    at: FRIDAY + 5000,
    links: all.map(({ number, digest, chain }) => ({ number, digest, chain })),
    entries: all.filter(({ subject }) => subject === EDITION),
    kept: new Map([[EDITION, { content, forms: [forms], letter }]]),
    reached: [
      { edition: EDITION, state: 'stopped', beganAt: FRIDAY, deliveries: { accepted: 2, waiting: 1 } },
    ],
    ...(addresses === undefined ? {} : { addresses }),
  });
}

function faults(files: ReadonlyMap<string, string>): string {
  return verifyBundle(files)
    .faults.map(({ where, what }) => `${where}: ${what}`)
    .join('\n');
}

describe('a bundle', () => {
  it('is unbroken as it was made, and the same every time', () => {
    expect(verifyBundle(bundle())).toMatchObject({ faults: [], notes: [] });
    expect([...bundle()]).toEqual([...bundle()]);
  });

  it('tells a custodian who, when, what and how many, in the newsroom’s zone', () => {
    const page = bundle().get('index.html') ?? '';
    for (const words of [
      'Lt. &lt;Ann&gt; Example',
      'November 20, 2026 at 9:00 AM',
      'It was Link Avenue.',
      'a person said stop',
      '2 accepted, 1 waiting',
      'Release 26-101, edition 1 was published',
    ])
      expect(page).toContain(words);
    expect(bundle().get('README.txt')).toContain('Approved by Lt. <Ann> Example');
    expect(page).not.toMatch(/<script|src=|href=/);
  });

  it('holds what was published, and the names of slots where readers’ own links stood', () => {
    const files = bundle();
    const folder = 'artefacts/release-26-101@1';
    expect(files.get(`${folder}/html-${sha256(forms.html).slice(0, 8)}.html`)).toBe(forms.html);
    expect(files.get(`${folder}/content-${sha256(content).slice(0, 8)}.json`)).toBe(content);
    expect(files.get(`${folder}/letter-${sha256(letter).slice(0, 8)}.txt`)).toContain(
      'Unsubscribe: [unsubscribe]',
    );
  });

  it('holds addresses only when they were asked for', () => {
    expect([...bundle().values()].join('')).not.toContain('@example.org');
    expect(bundle('edition,address,state\n').has('addresses.csv')).toBe(true);
    expect(bundle().get('README.txt')).toContain('Addresses of subscribers are not in here.');
  });

  it.each([...bundle('edition,address,state\n').keys()])(
    'is broken when %s is changed, and says so',
    (path) => {
      const files = bundle('edition,address,state\n');
      const text = files.get(path) ?? '';
      for (const at of [0, Math.floor(text.length / 3), Math.floor(text.length / 2), text.length - 1]) {
        const other = text[at] === '7' ? '8' : '7';
        files.set(path, text.slice(0, at) + other + text.slice(at + 1));
        // A digest that was changed in the list is told by the file that it names.
        expect(faults(files), `${path} at ${at}`).toContain(path === 'bundle.json' ? ': ' : path);
      }
    },
  );

  it.each([...bundle().keys()])('is broken without %s', (path) => {
    const files = bundle();
    files.delete(path);
    expect(faults(files)).toMatch(/is missing/);
  });

  it('is broken by a file that was put in', () => {
    expect(faults(bundle().set('artefacts/release-26-101@1/note.txt', 'x'))).toContain(
      'was added to the bundle',
    );
  });

  it('is broken by an artefact that was changed together with the list of files', () => {
    const files = bundle();
    const path = [...files.keys()].find((name) => name.includes('/text-')) ?? '';
    files.set(path, 'Other words.\n');
    renamed(files, path);
    expect(faults(files)).toBe(
      `${path}: is not what entry 2 (${EDITION}) names: its SHA-256 is ${sha256('Other words.\n')}`,
    );
  });

  it('is broken by an entry that was changed together with the list of files', () => {
    const files = bundle();
    files.set(
      'record.jsonl',
      (files.get('record.jsonl') ?? '').replace('a person said stop', 'nothing was wrong'),
    );
    renamed(files, 'record.jsonl');
    expect(faults(files)).toBe(
      `record.jsonl: entry 5 (mailing stopped ${EDITION}) was changed: it does not say what its digest names`,
    );
  });

  it('notes a summary that says other things than the entries, also when the list of files was changed too', () => {
    const files = bundle();
    files.set('index.html', (files.get('index.html') ?? '').replace('a person said stop', 'all went well'));
    renamed(files, 'index.html');
    expect(verifyBundle(files).notes).toMatchObject([{ where: 'index.html' }]);
  });

  it('is no bundle without its list, or with one that is none', () => {
    expect(faults(new Map())).toBe('bundle.json: is missing');
    expect(faults(new Map([['bundle.json', '{}']]))).toContain('is not what Newsdesk writes');
  });
});

/** Writes the digest of a file that was changed into the list of files, as a forger would. */
function renamed(files: Map<string, string>, path: string): void {
  const manifest: { files: Record<string, string> } = JSON.parse(files.get('bundle.json') ?? '');
  manifest.files[path] = sha256(files.get(path) ?? '');
  files.set('bundle.json', `${canonical(manifest)}\n`);
}
