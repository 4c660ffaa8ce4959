import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { filesBelow, releaseText } from '../support/desk.ts';
import { BY, mails, MINUTE, NOON, PATH, readers, slowServer, storyDesk, upTo } from './newsroom.ts';

const UPDATE = 'releases/2026-11-13-lane-open.md';

it('an update is a mail of its own under the first one, both pages are linked, and the record tells the whole story', async () => {
  const desk = await storyDesk(4);
  const server = await slowServer();
  desk.write(PATH, releaseText({}, 'One lane of Link Avenue is closed until noon, they said.'));
  await desk.run(['approve', PATH, ...BY]);
  desk.clock(NOON + 11 * MINUTE);
  await desk.run(['publish'], server);
  const first = await mails(server);

  const fields = {
    number: '"26-902"',
    updates: '"26-901"',
    title: 'Link Avenue is open again',
    date: '2026-11-13 15:15',
  };
  desk.write(
    UPDATE,
    releaseText({ ...fields, summary: 'Both lanes are open.' }, 'Both lanes of Link Avenue are open.'),
  );
  const approved = await desk.run(['approve', UPDATE, ...BY]);
  expect(approved.code, approved.out + approved.err).toBe(0);
  desk.clock(NOON + 30 * MINUTE);
  await desk.run(['publish'], server);
  const updates = (await mails(server)).slice(first.length);
  expect(readers(updates)).toEqual(upTo(4));
  for (const { reader, subject, inReplyTo } of updates) {
    expect(subject).toMatch(/^UPDATE/);
    expect(inReplyTo).toBe(first.find((mail) => mail.reader === reader)?.messageId);
  }
  const pages = filesBelow(join(desk.root, 'public'));
  expect(desk.page()).toContain('2026-11-13-lane-open.html');
  expect(pages.get('releases/2026-11-13-lane-open.html')).toContain('2026-11-13-lane.html');

  // What was mailed is corrected and killed; every step stands in the record.
  desk.edit(PATH, 'until noon, they', 'until one, they');
  await desk.run(['correct', PATH, ...BY, '--note', 'It was one.']);
  await desk.run(['approve', PATH, ...BY]);
  desk.clock(NOON + 50 * MINUTE);
  await desk.run(['publish'], server);
  await desk.run(['kill', PATH, ...BY, '--reason', 'The street was another one.']);
  await desk.run(['publish'], server);
  const made = await desk.run(['record', '26-901']);
  expect(made.code, made.err).toBe(0);
  const bundle = join(desk.root, 'record-release-26-901');
  const told = readFileSync(join(bundle, 'README.txt'), 'utf8');
  for (const words of ['Lt. Erin Example', 'It was one.', 'The street was another one.', '4 accepted'])
    expect(told).toContain(words);
  expect([...filesBelow(bundle).values()].join('\n')).not.toMatch(/reader\d@/);
  expect((await desk.run(['verify', bundle])).code).toBe(0);
  expect((await desk.run(['verify'])).code).toBe(0);
  writeFileSync(join(bundle, 'README.txt'), told.replace('It was one.', 'It was two.'));
  expect(await desk.run(['verify', bundle])).toMatchObject({ code: 1 });
});
