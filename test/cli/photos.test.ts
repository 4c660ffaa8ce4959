import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { printStripped } from '../../src/cli/stripped.ts';
import { snapshot } from '../support/camera.ts';
import { bundledNewsroom, newsdesk } from '../support/program.ts';

const PHOTO = 'releases/photos/patrol-car-dusk.jpg';
const RELEASE = 'releases/2026-11-19-holiday-patrols.md';

async function photographed(): Promise<string> {
  const root = bundledNewsroom();
  writeFileSync(join(root, PHOTO), await snapshot('jpeg', 1, 1200, 800));
  return root;
}

describe('what photos tell', () => {
  it('is said by check below the findings, and blocks nothing', async () => {
    const root = await photographed();
    const { code, out } = await newsdesk(root, ['check']);
    expect(code).toBe(0);
    expect(out).toContain(`Stripped from photos before they go out:\n  ${PHOTO}: the GPS position, author`);
    const other = await newsdesk(root, ['check', join(root, 'digest')]);
    expect(other.out).not.toContain('Stripped');
  });

  it('is in check’s JSON', async () => {
    const { out } = await newsdesk(await photographed(), ['check', '--json']);
    const { stripped, errors } = JSON.parse(out) as {
      stripped: { path: string; traces: { kind: string }[] }[];
      errors: number;
    };
    expect(errors).toBe(0);
    expect(stripped.map(({ path }) => path)).toEqual([PHOTO]);
    expect(stripped[0]?.traces.map(({ kind }) => kind)).toContain('position');
  });

  it('is said to whoever approves', async () => {
    const root = await photographed();
    const { out } = await newsdesk(root, [
      'approve',
      join(root, RELEASE),
      '--by',
      'Lt. Erin Example',
      '--look',
    ]);
    expect(out).toContain(`${PHOTO}: the GPS position`);
  });

  it('is not said where there is nothing, and is a number where there is much', async () => {
    expect((await newsdesk(bundledNewsroom(), ['check'])).out).not.toContain('Stripped');
    const many = Array.from({ length: 500 }, (_, i) => ({
      path: `releases/photos/${i}.jpg`,
      traces: [{ kind: 'time' as const }],
    }));
    expect(printStripped(many).split('\n').length).toBeLessThan(20);
    expect(printStripped(many)).toContain('and 488 more');
  });
});

describe('a picture that cannot be published', () => {
  it('of an iPhone is named as what it is, with the way to a JPEG', async () => {
    const root = bundledNewsroom();
    writeFileSync(join(root, PHOTO), Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic rest of it', 'latin1'));
    const { code, out } = await newsdesk(root, ['check']);
    expect(code).toBe(1);
    expect(out).toContain('is a picture of the kind HEIC');
    expect(out).toContain('Most Compatible');
  });

  it('is a drawing that could hold programs', async () => {
    const root = bundledNewsroom();
    writeFileSync(join(root, PHOTO), '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>');
    const { out } = await newsdesk(root, ['check']);
    expect(out).toContain('is a picture of the kind SVG');
    expect(out).toContain('Export it as PNG');
  });

  it('may not have a name that is kept for sizes', async () => {
    const root = bundledNewsroom();
    writeFileSync(join(root, 'releases/photos/patrol.800w.jpg'), readFileSync(join(root, PHOTO)));
    const path = join(root, RELEASE);
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace('file: photos/patrol-car-dusk.jpg', 'file: photos/patrol.800w.jpg'),
    );
    const { out } = await newsdesk(root, ['check']);
    expect(out).toContain('file/address');
    expect(out).toContain('kept for the sizes');
  });
});
