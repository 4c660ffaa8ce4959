import { expect, it } from 'vitest';
import { EMBARGO_ZONE, openDesk, releaseText, type TestDesk } from '../support/desk.ts';

const HOUR = 3_600_000;
const NOON = Date.parse('2026-11-13T12:00:00-06:00');

const READER = { address: 'reader@example.org', topics: ['releases'], confirmedAt: 0, consent: 'test' };

/** Writes the release of an hour after noon: its title says which one it is. */
function write(desk: TestDesk, hour: number, fields: Record<string, string> = {}): void {
  const number = `26-90${hour}`;
  const date = `2026-11-13 ${12 + hour}:00`;
  desk.write(
    `releases/2026-11-13-story-${hour}.md`,
    releaseText({ number: `"${number}"`, title: `Story as of hour ${hour}`, date, ...fields }),
  );
}

/** Publishes an hour after noon; the subjects of what was mailed for the first time. */
async function publishAt(desk: TestDesk, hour: number): Promise<(string | undefined)[]> {
  const { mailings, findings } = await desk.pass(NOON + hour * HOUR + 60_000);
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  return mailings.filter(({ queued }) => queued > 0).map(({ subject }) => subject);
}

const page = (desk: TestDesk, hour: number): string =>
  desk.publicFiles().get(`releases/2026-11-13-story-${hour}.html`) ?? '';

it('updates of one story are mailed and shown with their count, whichever release they name', async () => {
  const desk = await openDesk();
  await desk.ledger.subscribe([READER]);
  const subjects: (string | undefined)[] = [];
  write(desk, 1);
  subjects.push(...(await publishAt(desk, 1)));
  write(desk, 2, { updates: '"26-901"' });
  subjects.push(...(await publishAt(desk, 2)));
  write(desk, 3, { updates: '"26-902"' });
  subjects.push(...(await publishAt(desk, 3)));
  write(desk, 4, { updates: '"26-901"' });
  subjects.push(...(await publishAt(desk, 4)));
  expect(subjects).toEqual([
    'Story as of hour 1',
    'UPDATE 1: Story as of hour 2',
    'UPDATE 2: Story as of hour 3',
    'UPDATE 3: Story as of hour 4',
  ]);
  for (const hour of [1, 2, 3]) {
    expect(page(desk, hour)).toMatch(
      /class="flag"><strong>Updated by <a href="[^"]*story-4.html">release 26-904/,
    );
  }
  expect(page(desk, 4)).not.toContain('Updated by');
  const before = page(desk, 4).slice(page(desk, 4).indexOf('What was said before'));
  const told = [...before.matchAll(/Story as of hour (\d)/g)].map(([, hour]) => hour);
  expect(told).toEqual(['3', '2', '1']);
  const letter = await desk.ledger.letter('release/26-904@1');
  expect(letter?.text.split('\n')[0]).toBe('UPDATE 3 TO RELEASE 26-901');
  expect(letter?.inReplyTo).toBe('release/26-901');
  // Publishing again changes no file.
  const files = desk.publicFiles();
  await desk.pass(NOON + 5 * HOUR);
  expect(desk.publicFiles()).toEqual(files);
});

it('an update that is killed keeps its count, and none of its words stays on the pages of the others', async () => {
  const desk = await openDesk();
  await desk.ledger.subscribe([READER]);
  write(desk, 1);
  await publishAt(desk, 1);
  write(desk, 2, { updates: '"26-901"', title: 'Named by mistake' });
  await publishAt(desk, 2);
  write(desk, 3, { updates: '"26-901"' });
  expect(await publishAt(desk, 3)).toEqual(['UPDATE 2: Story as of hour 3']);
  expect(page(desk, 3)).toContain('Named by mistake');
  const recall =
    '{verb: kill, reason: "A name was wrong.", by: "Lt. Erin Example", at: "2026-11-13T15:30:00-06:00"}';
  write(desk, 2, { updates: '"26-901"', title: 'Named by mistake', recall });
  await desk.pass(NOON + 4 * HOUR);
  for (const [path, bytes] of desk.publicFiles())
    expect(`${path} ${bytes}`).not.toContain('Named by mistake');
  expect(page(desk, 3)).toContain('Update 2 to release 26-901');
  expect(page(desk, 3)).toContain('It is killed');
  write(desk, 5, { updates: '"26-902"' });
  expect(await publishAt(desk, 5)).toEqual(['UPDATE 3: Story as of hour 5']);
  expect((await desk.ledger.letter('release/26-905@1'))?.html).not.toContain('Named by mistake');
});

it('an update under embargo counts only once it is out', async () => {
  const desk = await openDesk();
  await desk.ledger.subscribe([READER]);
  write(desk, 1);
  await publishAt(desk, 1);
  write(desk, 2, { updates: '"26-901"', release: `2026-11-13 16:00${EMBARGO_ZONE}` });
  write(desk, 3, { updates: '"26-901"' });
  expect(await publishAt(desk, 3)).toEqual(['UPDATE 1: Story as of hour 3']);
  expect(page(desk, 3)).not.toContain('26-902');
  expect(await publishAt(desk, 4)).toEqual(['UPDATE 2: Story as of hour 2']);
  expect(page(desk, 3)).toContain('Updated by');
});
