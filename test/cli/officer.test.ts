import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { releaseText } from '../support/desk.ts';
import { scratch } from '../support/folder.ts';
import { newsdesk, type Ran } from '../support/program.ts';

const ROOT = join(import.meta.dirname, '../..');
const BY = ['--by', 'Lt. Erin Example'];

/** A file of today's, so that a pass of now puts it out. */
const today = new Date(Date.now() - 6 * 3_600_000).toISOString().slice(0, 10);
const number = (count: number): string => `${today.slice(2, 4)}-${count}`;
const fileOf = (name: string): string => `releases/${today}-${name}.md`;

type Desk = { root: string; write: (name: string, count: number, fields?: Record<string, string>) => void };

/** A newsroom of its own, with approvals as bundled, or without. */
function aDesk(approvals: boolean): Desk {
  const root = scratch();
  for (const name of ['newsdesk.yaml', 'templates'])
    cpSync(join(ROOT, name), join(root, name), { recursive: true });
  for (const name of ['releases', 'digest', 'var']) mkdirSync(join(root, name));
  if (!approvals) {
    const path = join(root, 'newsdesk.yaml');
    writeFileSync(path, readFileSync(path, 'utf8').replace(/^  required: true$/m, '  required: false'));
  }
  return {
    root,
    write(name, count, fields = {}) {
      const text = releaseText({ number: `"${number(count)}"`, date: `${today} 00:01`, ...fields });
      writeFileSync(join(root, fileOf(name)), text);
    },
  };
}

/** What happened, why it matters and what to do: a calm message has all three, and no stack. */
function isCalm({ err }: Ran): boolean {
  return /^newsdesk: .+\n {2}why: .+\n {2}do: {2}.+\n$/.test(err) && !/\bat .*\.ts:\d/.test(err);
}

describe('an officer in a hurry', () => {
  it('is told of a wrong path by every verb, and nothing is changed', async () => {
    const { root } = aDesk(true);
    const note = ['--note', 'It was noon.'];
    const reason = ['--reason', 'A doubt.'];
    for (const [verb, more] of [
      ['approve', []],
      ['correct', note],
      ['hold', reason],
      ['kill', reason],
      ['release', []],
    ] as const) {
      const ran = await newsdesk(root, [verb, 'releases/nowhere.md', ...BY, ...more]);
      expect([verb, ran.code, isCalm(ran)]).toEqual([verb, 2, true]);
      expect(ran.err).toContain('releases/nowhere.md is no release');
    }
  });

  it('is told of a mistyped number, so that nobody believes that something was stopped', async () => {
    const { root, write } = aDesk(true);
    write('lane', 901);
    for (const verb of ['stop', 'cancel', 'resume']) {
      const ran = await newsdesk(root, [verb, `release/${number(910)}`, ...BY]);
      expect([verb, ran.code, isCalm(ran), ran.out]).toEqual([verb, 2, true, '']);
      expect(ran.err).toContain(`Did you mean release/${number(901)}?`);
      expect(ran.err).toContain('what is leaving goes on leaving');
    }
    for (const typed of [
      `release/${number(901)}`,
      `release/${number(901)}@1`,
      number(901),
      join(root, fileOf('lane')),
    ]) {
      const ran = await newsdesk(root, ['stop', typed, ...BY]);
      expect([typed, ran.code, ran.err]).toEqual([typed, 0, '']);
      expect(ran.out).toContain(`newsdesk resume release/${number(901)} --by NAME`);
    }
  });

  it('learns what a kind that needs two people asks for', async () => {
    const { root, write } = aDesk(true);
    write('two', 902, { kind: 'arrest' });
    const alone = await newsdesk(root, ['approve', fileOf('two'), ...BY]);
    expect(alone.code).toBe(1);
    const [twice, nobody] = [
      await newsdesk(root, ['approve', fileOf('two'), ...BY, '--second', 'Lt. Erin Example']),
      await newsdesk(root, ['approve', fileOf('two'), '--by', ' ']),
    ];
    for (const { err } of [alone, twice]) {
      expect(err).toContain('--second ANOTHER');
      expect(err).toContain('Write author: NAME into the front matter.');
    }
    expect([nobody.code, isCalm(nobody)]).toEqual([2, true]);
    expect(readFileSync(join(root, fileOf('two')), 'utf8')).not.toContain('approval:');
  });

  it('does not approve a file with findings', async () => {
    const { root, write } = aDesk(true);
    write('faulty', 903, { contact: 'nobody-of-this-name' });
    const { code, out, err } = await newsdesk(root, ['approve', fileOf('faulty'), ...BY]);
    expect(code).toBe(1);
    expect(`${out}${err}`).toContain('nobody-of-this-name');
    expect(err).toContain('Not approved: the findings above have to be mended first.');
  });

  it('can hold what was never out, and end that; ending no hold is told', async () => {
    const { root, write } = aDesk(true);
    write('lane', 904);
    const held = await newsdesk(root, ['hold', fileOf('lane'), ...BY, '--reason', 'A doubt about the time.']);
    expect(held).toMatchObject({ code: 0, err: '' });
    expect(held.out).toContain('No mail of it was waiting to leave.');
    expect(held.out).toContain(`release/${number(904)}: not out: on hold before it was out.`);
    const ended = await newsdesk(root, ['release', fileOf('lane'), ...BY]);
    expect(ended).toMatchObject({ code: 0, err: '' });
    expect(ended.out).toMatch(/release\/\d\d-904: not out: .*approv/);
    const again = await newsdesk(root, ['release', fileOf('lane'), ...BY]);
    expect([again.code, isCalm(again)]).toEqual([1, true]);
    expect(again.err).toContain('is not on hold');
  });

  it('cannot correct what is not out, and learns where a correction goes instead', async () => {
    const { root, write } = aDesk(false);
    write('lane', 905, { status: 'draft' });
    const draft = await newsdesk(root, ['correct', fileOf('lane'), ...BY, '--note', 'It was noon.']);
    expect([draft.code, isCalm(draft)]).toEqual([1, true]);
    write('out', 906);
    await newsdesk(root, ['publish']);
    await newsdesk(root, ['hold', fileOf('out'), ...BY, '--reason', 'A doubt.']);
    const held = await newsdesk(root, ['correct', fileOf('out'), ...BY, '--note', 'It was noon.']);
    expect([held.code, held.err]).toEqual([0, '']);
    expect(held.out).toContain('It is on hold, and goes out once that ends too: newsdesk release');
    await newsdesk(root, ['kill', fileOf('out'), ...BY, '--reason', 'A name was wrong.']);
    const killed = await newsdesk(root, ['correct', fileOf('out'), ...BY, '--note', 'It was noon.']);
    expect([killed.code, isCalm(killed)]).toEqual([1, true]);
  });

  it('cannot kill twice, whether it ever was out or not', async () => {
    const { root, write } = aDesk(false);
    write('out', 907);
    await newsdesk(root, ['publish']);
    write('never', 908, { status: 'draft' });
    for (const name of ['out', 'never']) {
      const first = await newsdesk(root, ['kill', fileOf(name), ...BY, '--reason', 'A name was wrong.']);
      expect([name, first.code, first.err]).toEqual([name, 0, '']);
      expect(first.out).toContain('Nobody was sent a copy.');
      const second = await newsdesk(root, ['kill', fileOf(name), ...BY, '--reason', 'A name was wrong.']);
      expect([name, second.code, isCalm(second)]).toEqual([name, 1, true]);
      expect(second.err).toContain('is killed already');
    }
    const back = await newsdesk(root, ['release', fileOf('out'), ...BY]);
    expect(back.err).toContain('a kill is for good');
  });

  it('never writes a reason or a name that would make the file unreadable and keep its words out', async () => {
    const { root, write } = aDesk(false);
    write('out', 909);
    await newsdesk(root, ['publish']);
    const before = readFileSync(join(root, fileOf('out')), 'utf8');
    for (const wrong of [
      ['kill', fileOf('out'), ...BY, '--reason', ''],
      ['kill', fileOf('out'), ...BY, '--reason', 'x'.repeat(501)],
      ['hold', fileOf('out'), '--by', 'X', '--reason', 'A doubt.'],
      ['kill', fileOf('out'), '--by', 'a\nb', '--reason', 'A name was wrong.'],
      ['correct', fileOf('out'), ...BY, '--note', ''],
      ['correct', fileOf('out'), ...BY, '--note', 'x'.repeat(501)],
    ]) {
      const ran = await newsdesk(root, wrong);
      expect([wrong, ran.code, isCalm(ran)]).toEqual([wrong, 1, true]);
      expect(ran.err).toContain('Nothing was changed.');
    }
    expect(readFileSync(join(root, fileOf('out')), 'utf8')).toBe(before);
  });

  it('is told which updates still tell what is killed', async () => {
    const { root, write } = aDesk(false);
    write('first', 911);
    write('second', 912, { updates: `"${number(911)}"` });
    write('third', 913, { updates: `"${number(912)}"` });
    await newsdesk(root, ['publish']);
    const { out } = await newsdesk(root, ['kill', fileOf('first'), ...BY, '--reason', 'A name was wrong.']);
    for (const count of [912, 913]) expect(out).toContain(`newsdesk stop release/${number(count)} --by NAME`);
  });

  it('finds every command of the desk in the help, each in one sentence', async () => {
    const { out } = await newsdesk(scratch(), ['--help'], { COLUMNS: '300' });
    for (const verb of ['approve', 'stop', 'resume', 'cancel', 'correct', 'hold', 'kill', 'release'])
      expect(out).toMatch(new RegExp(`^ {2}${verb} \\[options\\] <\\w+> +[a-z]`, 'm'));
  });
});
