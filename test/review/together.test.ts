import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { releaseText } from '../support/desk.ts';
import { scratch } from '../support/folder.ts';
import { testNewsroom } from '../support/newsroom.ts';
import { reviewFolder } from './folder.ts';

describe('a file with many slips', () => {
  it('is told all of them at once: in its front matter, its words, and across files', async () => {
    const root = scratch();
    for (const folder of ['releases', 'digest']) mkdirSync(join(root, folder));
    const fields = { kind: 'trafic', title: '""', photos: '[{file: photos/none.jpg, alt: A road}]' };
    const text = releaseText(fields, 'See [the plan](2026-01-01-none.md), TK.').replace(
      'summary:',
      'sumary:',
    );
    writeFileSync(join(root, 'releases/2026-11-13-lane.md'), text);
    const { findings } = await reviewFolder(root, testNewsroom());
    expect(new Set(findings.map(({ rule }) => rule))).toEqual(
      new Set([
        'front-matter/empty',
        'kind/unknown',
        'front-matter/unknown-key',
        'photo/missing',
        'link/dead',
        'C02',
      ]),
    );
  });
});
