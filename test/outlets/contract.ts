import * as fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import type { Shelf, ShelvedRelease } from '../../src/model/shelf.ts';
import type { OutFile, Outlet } from '../../src/outlets/outlet.ts';
import { fullPlan, plans, shelfOf, variations } from './shelves.ts';

/** A file as it would be written: its path, its key and its text (latin1 for bytes that are not text). */
export type Written = { path: string; key: string; text: string };

/** Every file that an outlet declares for a shelf, written; each file's bytes are asked for once. */
export async function written(outlet: Outlet, shelf: Shelf): Promise<Written[]> {
  const files: Written[] = [];
  for (const file of outlet.files(shelf)) files.push(await write(file));
  return files;
}

/** Paths of files whose bytes are not those that `seen` has under the same path and key. */
async function changedUnderOneKey(
  outlet: Outlet,
  shelf: Shelf,
  seen: Map<string, string>,
): Promise<string[]> {
  const changed: string[] = [];
  for (const { path, key, text } of await written(outlet, shelf)) {
    if ((seen.get(`${path} ${key}`) ?? text) !== text) changed.push(path);
    seen.set(`${path} ${key}`, text);
  }
  return changed;
}

async function write(file: OutFile): Promise<Written> {
  const bytes = await file.bytes();
  const text = typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('latin1');
  return { path: file.path, key: file.key, text };
}

/**
 * What every outlet promises (src/outlets/outlet.ts). `makeShelf` builds a shelf with whatever is special to the
 * outlet, anew and alike on every call; random shelves come on top.
 */
export function outletContract(name: string, outlet: Outlet, makeShelf: () => Shelf): void {
  describe(`${name} keeps the outlets' contract`, () => {
    test('the same shelf twice gives the same files, keys and bytes', async () => {
      expect(await written(outlet, makeShelf())).toEqual(await written(outlet, makeShelf()));
    });

    test('a file’s bytes do not depend on the order in which files are asked for', async () => {
      const forward = await written(outlet, makeShelf());
      const backward = await Promise.all([...outlet.files(makeShelf())].toReversed().map(write));
      expect(backward.toReversed()).toEqual(forward);
    });

    test('the shelf is left as it was', async () => {
      await expect(written(outlet, frozen(makeShelf()))).resolves.not.toHaveLength(0);
    });

    test('paths are relative, plain, safe on every disk and unique', () => {
      const paths = [...outlet.files(makeShelf())].map((file) => file.path);
      for (const path of paths) {
        expect(path).toMatch(/^[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/);
      }
      expect(new Set(paths.map((path) => path.toLowerCase())).size).toBe(paths.length);
    });

    test('an empty newsroom has files too, and none of them fails', async () => {
      await expect(written(outlet, { ...makeShelf(), releases: [], issues: [] })).resolves.toBeDefined();
    });

    test('the same path and key always mean the same bytes, whatever one thing is varied', async () => {
      const seen = new Map<string, string>();
      for (const plan of [fullPlan, ...variations(fullPlan)]) {
        expect(await changedUnderOneKey(outlet, shelfOf(plan), seen)).toEqual([]);
      }
    });

    test('and so it is for any two newsrooms', async () => {
      const seen = new Map<string, string>();
      await fc.assert(
        fc.asyncProperty(plans, async (plan) => {
          expect(await changedUnderOneKey(outlet, shelfOf(plan), seen)).toEqual([]);
        }),
        { numRuns: 40 },
      );
    });

    test('XML is well-formed and JSON parses, for any words', async () => {
      await fc.assert(
        fc.asyncProperty(plans, async (plan) => {
          const files = await written(outlet, shelfOf(plan));
          expect(files.flatMap((file) => fault(file) ?? [])).toEqual([]);
        }),
        { numRuns: 30 },
      );
    });

    test('the instant of the run is printed nowhere', async () => {
      const at = Date.UTC(2471, 4, 6, 7, 8, 9);
      const prints = ['2471', String(at), String(at / 1000)];
      for (const file of await written(outlet, { ...makeShelf(), at })) {
        for (const print of prints) expect(`${file.path} ${file.text}`).not.toContain(print);
      }
    });

    test('once a release or an issue is withdrawn, none of its words is anywhere', async () => {
      const shelf = makeShelf();
      const words = ['Zanzibar headline', 'Zanzibar summary', 'Zanzibar body'];
      const before = await written(outlet, withWords(shelf, words));
      expect(before.some((file) => words.some((word) => file.text.includes(word)))).toBe(true);
      for (const file of await written(outlet, withdrawn(withWords(shelf, words)))) {
        expect(`${file.path} ${file.text}`).not.toContain('Zanzibar');
      }
    });
  });
}

/** The shelf with marked words in every release and issue that is not withdrawn. */
function withWords(shelf: Shelf, [title = '', summary = '', body = '']: string[]): Shelf {
  const forms = () => ({ html: `<p>${body}</p>`, text: body });
  const digest = 'marked';
  const mark = (entry: ShelvedRelease): ShelvedRelease => {
    return { ...entry, digest, forms, release: { ...entry.release, title, summary, lead: summary } };
  };
  return {
    ...shelf,
    releases: shelf.releases.map((entry) => (entry.state === 'withdrawn' ? entry : mark(entry))),
    issues: shelf.issues.map((entry) => {
      const issue = { ...entry.issue, title, summary };
      return { ...entry, digest, forms, issue, covers: entry.covers.map(mark) };
    }),
  };
}

/** The same shelf after everything on it was withdrawn. */
function withdrawn(shelf: Shelf): Shelf {
  return {
    ...shelf,
    releases: shelf.releases.map((entry) => {
      if (entry.state === 'withdrawn') return entry;
      const { number, kind, areas, path } = entry.release;
      const address = `/${path.replace(/\.md$/, '.html')}`;
      const { edition, publicAt, modifiedAt } = entry;
      const digest = 'withdrawn';
      return {
        state: 'withdrawn',
        verb: 'withdrawn',
        edition,
        digest,
        number,
        address,
        kind,
        areas,
        publicAt,
        modifiedAt,
      };
    }),
    issues: shelf.issues.map((entry) => ({
      ...entry,
      state: 'withdrawn',
      verb: 'withdrawn',
      digest: 'withdrawn',
      covers: [],
      withdrawn: entry.covers.map((cover) => cover.release.number),
    })),
  };
}

/** Why a file cannot be read by a program: XML 1.0 that is not well-formed, a prefix unbound, JSON that is not. */
export function fault(file: Written): string | undefined {
  try {
    if (file.path.endsWith('.json')) JSON.parse(file.text);
    if (file.path.endsWith('.xml')) readXml(file.text);
    return undefined;
  } catch (error) {
    return `${file.path}: ${String(error)}`;
  }
}

function readXml(text: string): void {
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(text).close();
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value) && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) frozen(part);
  }
  return value;
}
