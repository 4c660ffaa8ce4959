import fc from 'fast-check';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSource, writeBlock } from '../../src/load/load.ts';
import { withoutBlock } from '../../src/load/block.ts';
import type { Approval } from '../../src/model/approval.ts';
import { scratch } from '../support/folder.ts';

const approval: Approval = {
  by: 'Lt. "Erin" Example: #1',
  at: '2026-11-13T12:00:00-06:00',
  digest: 'a'.repeat(64),
  parts: { text: 'b'.repeat(12), 'releases/photos/a b.jpg': 'c'.repeat(12) },
};
const PATH = 'releases/2026-11-13-lane.md';
const LIMITS = { sourceBytes: 1_000_000 };

function room(text: string): string {
  const root = scratch();
  mkdirSync(join(root, 'releases'));
  writeFileSync(join(root, PATH), text);
  return root;
}

function read(root: string) {
  const { source } = readSource(root, { path: PATH, kind: 'release' }, LIMITS);
  if (!source) throw new Error('no source');
  return source;
}

describe('an approval in the front matter', () => {
  it('is read back as it was written, and changes neither half of the file', () => {
    const root = room('---\ntitle: Lane closed # a remark\nareas:\n  - affton\n---\n\nText.\n');
    const before = read(root);
    expect(writeBlock(root, before, 'approval', approval)).toBe(true);
    const after = read(root);
    expect(after.data).toEqual({ title: 'Lane closed', areas: ['affton'], approval });
    expect(after.parts).toEqual(before.parts);
    expect(after.body).toBe(before.body);
  });

  it('takes the place of an earlier one, wherever that stood', () => {
    const root = room('---\napproval:\n  by: X\n\n  at: y\n# a remark\ntitle: Lane closed\n---\nText.\n');
    expect(writeBlock(root, read(root), 'approval', approval)).toBe(true);
    const text = readFileSync(join(root, PATH), 'utf8');
    expect(text.startsWith('---\n# a remark\ntitle: Lane closed\napproval:\n')).toBe(true);
    expect(text.match(/approval:/g)).toHaveLength(1);
    expect(writeBlock(root, read(root), 'approval', approval)).toBe(true);
    expect(readFileSync(join(root, PATH), 'utf8')).toBe(text);
  });

  it('stands beside other keys of ours, lists among them, and is taken out again', () => {
    const root = room('---\ntitle: Lane closed\n---\nText.\n');
    const text = readFileSync(join(root, PATH), 'utf8');
    const corrections = [
      { edition: 2, note: 'It was "two": not one.', by: 'A', at: approval.at, quiet: true },
      { edition: 3, note: 'More', by: 'B', at: approval.at },
    ];
    expect(writeBlock(root, read(root), 'corrections', corrections)).toBe(true);
    expect(writeBlock(root, read(root), 'approval', approval)).toBe(true);
    expect(read(root).data).toEqual({ title: 'Lane closed', corrections, approval });
    expect(writeBlock(root, read(root), 'corrections', undefined)).toBe(true);
    expect(writeBlock(root, read(root), 'approval', undefined)).toBe(true);
    expect(readFileSync(join(root, PATH), 'utf8')).toBe(text);
  });

  it('is not written into a file that changed meanwhile', () => {
    const root = room('---\ntitle: Lane closed\n---\nText.\n');
    const before = read(root);
    writeFileSync(join(root, PATH), '---\ntitle: Lane closed\n---\nOther text.\n');
    expect(writeBlock(root, before, 'approval', approval)).toBe(false);
    expect(readFileSync(join(root, PATH), 'utf8')).toBe('---\ntitle: Lane closed\n---\nOther text.\n');
  });

  it('leaves line ends and a byte-order mark as the editor wrote them', () => {
    const root = room('\uFEFF---\r\ntitle: Lane closed\r\n---\r\nText.\r\n');
    const before = read(root);
    expect(writeBlock(root, before, 'approval', approval)).toBe(true);
    const text = readFileSync(join(root, PATH), 'utf8');
    expect(text.startsWith('\uFEFF---\r\n')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
    expect(read(root).parts).toEqual(before.parts);
  });

  it('is the only thing that is left out: every other change of the front matter shows', () => {
    const key = fc.stringMatching(/^[a-z]{1,8}$/).filter((name) => name !== 'approval');
    const line = fc
      .tuple(key, fc.stringMatching(/^[ -~]{0,20}$/))
      .map(([name, value]) => `${name}: ${value}`);
    const block = ['approval:', '  by: X', '  parts:', '    text: y'];
    fc.assert(
      fc.property(fc.array(line), fc.array(line), (above, below) => {
        const text = [...above, ...block, ...below].join('\n');
        expect(withoutBlock(text, 'approval')).toBe([...above, ...below].join('\n'));
      }),
    );
  });
});
