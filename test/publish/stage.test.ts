import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lookAt } from '../../src/publish/look.ts';
import { openStage } from '../../src/publish/stage.ts';
import { scratch } from '../support/folder.ts';

describe.each([
  ['alone', 1],
  ['with a thread', 5000],
])('a stage, %s', (_, announced) => {
  it('writes every file whole and says what each looks like, in order', async () => {
    const folder = scratch();
    const stage = openStage(announced);
    const paths = Array.from({ length: 300 }, (_, i) => join(folder, `${i}`));
    for (const [i, path] of paths.entries()) {
      const bytes = i % 2 === 0 ? `file ${i} – “so”` : new Uint8Array([i % 256, 0, 255]);
      await stage.put({ path, bytes, force: i % 7 === 0 });
    }
    const looks = await stage.finish();
    await stage.close();
    expect(looks).toEqual(paths.map(lookAt));
    expect(readFileSync(join(folder, '298'), 'utf8')).toBe('file 298 – “so”');
    expect([...readFileSync(join(folder, '299'))]).toEqual([43, 0, 255]);
  });

  it('tells of a file that cannot be written, with the code that says why', async () => {
    const stage = openStage(announced);
    const path = join(scratch(), 'no-such-folder/file');
    const work = async () => {
      await stage.put({ path, bytes: 'x', force: false });
      await stage.finish();
    };
    await expect(work()).rejects.toMatchObject({ code: 'ENOENT' });
    await stage.close();
  });
});
