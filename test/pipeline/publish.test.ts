import { readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDesk, PIXEL, releaseText } from '../support/desk.ts';

const HOUR = 3_600_000;
const FRIDAY = Date.UTC(2026, 10, 20, 16, 5);
const TUESDAY_9 = Date.UTC(2026, 10, 24, 15);
const PATH = 'releases/2026-11-13-lane-closed.md';
const PAGE = 'releases/2026-11-13-lane-closed.html';

describe('a pass over the bundled newsroom', () => {
  it('finds nothing to mend, publishes, and has nothing left to do the second time', async () => {
    const desk = await openDesk(['releases', 'digest']);
    const first = await desk.pass(FRIDAY);
    expect(first.findings).toEqual([]);
    expect(first.sealed).toContain('digest/24@1');
    expect(first.shelving.written.length).toBeGreaterThan(100);
    const second = await desk.pass(FRIDAY);
    expect(second.shelving).toMatchObject({
      written: [],
      removed: [],
      unchanged: first.shelving.written.length,
    });
    expect(second.sealed).toEqual([]);
  });

  it('gives the same bytes in another folder', async () => {
    const [one, two] = [await openDesk(['releases', 'digest']), await openDesk(['releases', 'digest'])];
    await one.pass(FRIDAY);
    await two.pass(FRIDAY);
    expect(one.publicFiles()).toEqual(two.publicFiles());
  });

  it('lets an embargoed release out at its minute and not a millisecond before', async () => {
    const desk = await openDesk(['releases', 'digest']);
    await desk.pass(FRIDAY);
    const before = await desk.pass(TUESDAY_9 - 1);
    expect(before.sealed).toEqual([]);
    const after = await desk.pass(TUESDAY_9);
    expect(after.sealed).toEqual(['release/26-119@1']);
  });

  it('ends up with the same files whether it publishes step by step or at once', async () => {
    const [steps, once] = [await openDesk(['releases', 'digest']), await openDesk(['releases', 'digest'])];
    for (const day of [1, 6, 12, 20, 24]) await steps.pass(Date.UTC(2026, 10, day, 18));
    await once.pass(Date.UTC(2026, 10, 24, 18));
    expect(steps.publicFiles()).toEqual(once.publicFiles());
  });

  it('writes nothing at all in a dry run, and names every file', async () => {
    const desk = await openDesk(['releases', 'digest']);
    const dry = await desk.pass(FRIDAY, { dryRun: true });
    expect(desk.publicFiles().size).toBe(0);
    expect(await desk.ledger.heads()).toEqual([]);
    const real = await desk.pass(FRIDAY);
    expect(dry.shelving).toEqual(real.shelving);
    expect(dry.sealed).toEqual(real.sealed);
  });
});

describe('a release that changes', () => {
  it('becomes the next edition under the same address, and only what shows it is written', async () => {
    const desk = await openDesk();
    desk.write(PATH, releaseText({}));
    desk.write('releases/2026-11-12-other.md', releaseText({ number: '"26-900"', date: '2026-11-12' }));
    await desk.pass(FRIDAY);
    desk.write(PATH, releaseText({}, 'Both lanes are closed.'));
    const pass = await desk.pass(FRIDAY + 60_000);
    expect(pass.sealed).toEqual(['release/26-901@2']);
    expect(pass.shelving.written).toContain(PAGE);
    expect(pass.shelving.written).not.toContain('releases/2026-11-12-other.html');
    expect(desk.publicFiles().get(PAGE)).toContain('Both lanes are closed.');
  });

  it('stays as it was while its file has a finding that blocks', async () => {
    const desk = await openDesk();
    desk.write(PATH, releaseText({}));
    await desk.pass(FRIDAY);
    const before = desk.publicFiles().get(PAGE);
    desk.write(PATH, releaseText({ kind: 'trafic' }, 'A half-finished thought'));
    const pass = await desk.pass(FRIDAY + 60_000);
    expect(pass.standings).toMatchObject([{ state: 'kept', key: 'release/26-901' }]);
    expect(desk.publicFiles().get(PAGE)).toBe(before);
  });

  it('leaves a notice without its words when its file is gone, is a draft again, or is withdrawn', async () => {
    const changes = [
      undefined,
      releaseText({ status: 'draft' }),
      releaseText({ release: '2026-12-24 09:00 CST' }),
      releaseText({ status: 'withdrawn' }),
    ];
    for (const change of changes) {
      const desk = await openDesk();
      desk.write('releases/2026-11-12-other.md', releaseText({ number: '"26-900"', date: '2026-11-12' }));
      desk.write(PATH, releaseText({ title: 'Wrongname charged' }, 'Wrongname was charged.'));
      await desk.pass(FRIDAY);
      if (change) desk.write(PATH, change);
      else desk.remove(PATH);
      await desk.pass(FRIDAY + 60_000);
      const files = desk.publicFiles();
      expect(files.get(PAGE)).toContain('26-901');
      expect([...files].filter(([, text]) => text.includes('Wrongname')).map(([path]) => path)).toEqual([]);
    }
  });

  it('says in its notice when it was withdrawn, and shows none of its words again while its file is unsound', async () => {
    const desk = await openDesk();
    desk.write('releases/2026-11-12-other.md', releaseText({ number: '"26-900"', date: '2026-11-12' }));
    desk.write(PATH, releaseText({ title: 'Wrongname charged' }));
    await desk.pass(FRIDAY - 24 * HOUR);
    desk.write(PATH, releaseText({ title: 'Wrongname charged', status: 'withdrawn', kind: 'trafic' }));
    const pass = await desk.pass(FRIDAY);
    expect(pass.standings).toContainEqual(
      expect.objectContaining({ state: 'withdrawn', key: 'release/26-901' }),
    );
    expect(desk.publicFiles().get(PAGE)).toContain('November 20, 2026');
    desk.write(PATH, releaseText({ title: 'Wrongname charged', kind: 'trafic' }));
    await desk.pass(FRIDAY + HOUR);
    expect(desk.publicFiles().get(PAGE)).not.toContain('Wrongname');
    desk.write(PATH, releaseText({ title: 'Rightname charged' }));
    await desk.pass(FRIDAY + 2 * HOUR);
    expect(desk.publicFiles().get(PAGE)).toContain('Rightname');
  });

  it('shows no photo that is not the one that was sealed while its file is unsound', async () => {
    const desk = await openDesk();
    const photo = '[{file: photos/lane.png, alt: A lane}]';
    desk.write('releases/photos/lane.png', PIXEL);
    desk.write(PATH, releaseText({ photos: photo }));
    await desk.pass(FRIDAY);
    expect(desk.publicFiles().has('releases/photos/lane.png')).toBe(true);
    desk.write('releases/photos/lane.png', Buffer.concat([PIXEL, Buffer.from('another')]));
    desk.write(PATH, releaseText({ photos: photo, kind: 'trafic' }));
    await desk.pass(FRIDAY + HOUR);
    expect(desk.publicFiles().has('releases/photos/lane.png')).toBe(false);
    expect(desk.publicFiles().get(PAGE)).not.toContain('lane.png');
  });

  it('keeps its address and its number: a renamed file and a new number are findings', async () => {
    const desk = await openDesk();
    desk.write(PATH, releaseText({}));
    await desk.pass(FRIDAY);
    desk.remove(PATH);
    desk.write('releases/2026-11-13-another-name.md', releaseText({}));
    const renamed = await desk.pass(FRIDAY + 60_000);
    expect(renamed.findings).toMatchObject([{ rule: 'address/changed', line: 3, column: 9 }]);
    expect(renamed.standings).toMatchObject([{ state: 'kept' }]);
    desk.remove('releases/2026-11-13-another-name.md');
    desk.write(PATH, releaseText({ number: '"26-902"' }));
    const renumbered = await desk.pass(FRIDAY + 120_000);
    expect(renumbered.findings).toMatchObject([{ rule: 'number/changed', line: 3, column: 9 }]);
    expect(desk.publicFiles().get(PAGE)).toContain('26-901');
  });
});

describe('what concerns everything', () => {
  it.each([
    [
      'a broken template',
      'templates/release.mjml',
      '<mjml><mj-body>{% if %}</mj-body></mjml>',
      'templates/release.mjml',
    ],
    ['a missing folder', undefined, '', 'digest'],
  ])('%s stops the pass and leaves the last good site', async (_, path, text, file) => {
    const desk = await openDesk();
    desk.write(PATH, releaseText({}));
    await desk.pass(FRIDAY);
    const before = desk.publicFiles();
    desk.write('releases/2026-11-14-new.md', releaseText({ number: '"26-902"', date: '2026-11-14' }));
    if (path) writeFileSync(join(desk.root, path), text);
    else rmdirSync(join(desk.root, 'digest'));
    const pass = await desk.pass(FRIDAY + 60_000);
    expect(pass.stopped).toBe(true);
    expect(pass.findings.some((finding) => finding.file === file)).toBe(true);
    expect(desk.publicFiles()).toEqual(before);
  });
});

it('finds a region without holidays where newsdesk.yaml names it', async () => {
  const desk = await openDesk(['releases', 'digest']);
  const text = readFileSync(join(desk.root, 'newsdesk.yaml'), 'utf8');
  desk.write('newsdesk.yaml', text.replace('US-MO', 'US-XX'));
  const pass = await desk.pass(FRIDAY);
  const line = text.split('\n').findIndex((one) => one.includes('region: US-MO')) + 1;
  expect(pass.findings).toMatchObject([{ file: 'newsdesk.yaml', line, rule: 'config/region' }]);
  expect(pass.stopped).toBe(true);
});
