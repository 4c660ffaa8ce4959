import { mkdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listSources } from '../../src/load/load.ts';
import { scratch } from '../support/folder.ts';

/** A newsroom's folder with these files in it, each holding its own name. */
function newsroom(...paths: string[]): string {
  const root = scratch();
  mkdirSync(join(root, 'releases/photos'), { recursive: true });
  mkdirSync(join(root, 'digest'));
  for (const path of paths) writeFileSync(join(root, path), path);
  return root;
}

function told(root: string): string[] {
  return listSources(root).findings.map(({ file, severity, rule }) => `${file} ${severity} ${rule}`);
}

describe('the list of Sources', () => {
  it('has every release and issue by path, with what the disk says of each', () => {
    const root = newsroom(
      'releases/2026-11-14-b.md',
      'releases/2026-11-13-a-9.md',
      'digest/24.md',
      'digest/24-es.md',
    );
    const { files, findings } = listSources(root);
    expect(findings).toEqual([]);
    expect(files.map(({ path, kind }) => [path, kind])).toEqual([
      ['digest/24-es.md', 'issue'],
      ['digest/24.md', 'issue'],
      ['releases/2026-11-13-a-9.md', 'release'],
      ['releases/2026-11-14-b.md', 'release'],
    ]);
    const { size, mtimeMs, ctimeMs, ino } = statSync(join(root, 'digest/24.md'));
    expect(files[1]).toMatchObject({ bytes: size, mtimeMs, ctimeMs, ino });
  });

  it('leaves out what editors and systems keep for themselves, and the photos', () => {
    const own = [
      '.2026-11-13-a.md.swp',
      '2026-11-13-a.md~',
      '.#2026-11-13-a.md',
      '#2026-11-13-a.md#',
      '.DS_Store',
      '~$26-a.md',
      '2026-11-13-a.md.bak',
      'Thumbs.db',
    ];
    expect(listSources(newsroom(...own.map((name) => `releases/${name}`)))).toEqual({
      files: [],
      findings: [],
    });
  });

  it('tells of a name that cannot be an address, and offers one that can', () => {
    const root = newsroom(
      'releases/2026-11-13 Bridge Closed.MD',
      'releases/bridge.md',
      'digest/No 24.md',
      'digest/index.md',
      'releases/2026-11-13-Café--é.md',
    );
    expect(told(root)).toEqual([
      'digest/No 24.md error file/name',
      'digest/index.md error file/name',
      'releases/2026-11-13 Bridge Closed.MD error file/name',
      'releases/2026-11-13-Café--é.md error file/name',
      'releases/bridge.md error file/name',
    ]);
    const fixes = listSources(root).findings.map(({ fix }) => fix);
    expect(fixes[2]).toContain('"2026-11-13-bridge-closed.md"');
    expect(fixes[3]).toContain('"2026-11-13-cafe-e.md"');
    expect(fixes[4]).toContain('releases/2026-11-13-bridge-closed.md');
  });

  it('tells of a day that the calendar does not have', () => {
    expect(
      told(newsroom('releases/2026-02-29-a.md', 'releases/2028-02-29-a.md', 'releases/2026-13-01-a.md')),
    ).toEqual(['releases/2026-02-29-a.md error file/name', 'releases/2026-13-01-a.md error file/name']);
  });

  it('tells of what is no Markdown, and of folders that it does not look into', () => {
    const root = newsroom('releases/flyer.pdf');
    mkdirSync(join(root, 'releases/2026'));
    expect(told(root)).toEqual(['releases/2026 error folder/stray', 'releases/flyer.pdf warning file/stray']);
  });

  it('tells of links that lead out or nowhere; one that stays inside is a file like any other', () => {
    const root = newsroom('draft.md');
    symlinkSync('/etc/hostname', join(root, 'releases/2026-11-13-out.md'));
    symlinkSync('nowhere', join(root, 'releases/2026-11-13-nowhere.md'));
    symlinkSync('../draft.md', join(root, 'releases/2026-11-13-inside.md'));
    expect(told(root)).toEqual([
      'releases/2026-11-13-nowhere.md error file/link',
      'releases/2026-11-13-out.md error file/link',
    ]);
    expect(listSources(root).files.map(({ path }) => path)).toEqual(['releases/2026-11-13-inside.md']);
  });

  it('tells of a folder that is missing, a file, or a link that leads out', () => {
    const root = newsroom('releases/2026-11-13-a.md');
    rmSync(join(root, 'digest'), { recursive: true });
    expect(told(root)).toEqual(['digest error folder/missing']);
    writeFileSync(join(root, 'digest'), '');
    expect(told(root)).toEqual(['digest error folder/missing']);
    rmSync(join(root, 'digest'));
    symlinkSync('/etc', join(root, 'digest'));
    expect(told(root)).toEqual(['digest error file/link']);
    symlinkSync('circle', join(root, 'circle'));
    rmSync(join(root, 'digest'));
    symlinkSync('circle', join(root, 'digest'));
    expect(told(root)).toEqual(['digest error folder/unreadable']);
    expect(listSources(root).files).toHaveLength(1);
    expect(told(join(root, 'nowhere'))).toEqual([
      'digest error folder/missing',
      'releases error folder/missing',
    ]);
  });

  it('takes or tells of every Markdown file, whatever its name', () => {
    const root = newsroom();
    const name = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
      .map((text) => `${text.replaceAll(/[\0/]/g, '-')}x.md`);
    fc.assert(
      fc.property(name, (name) => {
        writeFileSync(join(root, 'releases', name), '');
        const { files, findings } = listSources(root);
        rmSync(join(root, 'releases', name));
        const ignored = name.startsWith('.') || name.startsWith('~$');
        expect(files.length + findings.length).toBe(ignored ? 0 : 1);
      }),
    );
  });
});
