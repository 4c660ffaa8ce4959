import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listSources } from '../../src/load/load.ts';
import { examineMany } from '../../src/reading/crew.ts';
import { examineOne } from '../../src/reading/examiner.ts';
import { releaseText } from '../support/desk.ts';
import { scratch } from '../support/folder.ts';
import { testNewsroom } from '../support/newsroom.ts';

function newsroomOf(count: number): string {
  const root = scratch();
  mkdirSync(join(root, 'releases'));
  mkdirSync(join(root, 'digest'));
  for (let i = 0; i < count; i += 1) {
    const number = `"26-${i + 1}"`;
    const text =
      i % 50 === 0 ? 'no front matter at all' : releaseText({ number }, `Story ${i} on [a road](x:y).`);
    writeFileSync(join(root, `releases/2026-11-13-story-${i}.md`), text);
  }
  return root;
}

describe('examining many files', () => {
  it('gives what examining each of them gives, in their order, however many share the work', async () => {
    const root = newsroomOf(900);
    const examining = { root, newsroom: testNewsroom(), site: 'https://newsroom.example.gov' };
    const { files } = listSources(root);
    const steps: number[] = [];
    const together = await examineMany(files, examining, (done) => steps.push(done));
    expect(together).toEqual(files.map((file) => examineOne(examining, file)));
    expect(steps.length).toBeGreaterThan(0);
    expect(Math.max(...steps)).toBeLessThanOrEqual(900);
  });
});
