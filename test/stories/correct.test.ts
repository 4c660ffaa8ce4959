import { expect, it } from 'vitest';
import { releaseText } from '../support/desk.ts';
import {
  BY,
  CONNECTIONS,
  mails,
  MINUTE,
  NOON,
  PATH,
  readers,
  slowServer,
  storyDesk,
  underWay,
  upTo,
} from './newsroom.ts';

const KEY = 'release/26-901';

it('a correction in the middle of a mailing goes to exactly those with the wrong words, under the mail that they have', async () => {
  const words = 'One lane of Link Avenue is closed until noon, they said.';
  const { desk, slow, delivery } = await underWay(10, 3, words);
  const quick = await slowServer();

  await desk.run(['stop', KEY, ...BY, '--reason', 'The time is wrong.']);
  desk.edit(PATH, 'until noon, they', 'until one, they');
  const correcting = await desk.run(['correct', PATH, ...BY, '--note', 'The lane is closed until one.']);
  expect(correcting).toMatchObject({
    code: 0,
    out: expect.stringContaining('Edition 2 is a correction') as unknown,
  });
  const approved = await desk.run(['approve', PATH, ...BY]);
  expect(approved.code, approved.out + approved.err).toBe(0);
  desk.clock(NOON + 22 * MINUTE);
  await desk.run(['resume', KEY, ...BY]);
  await desk.run(['publish'], quick);
  slow.letGo();
  await delivery.end;
  // Whoever was being served at that moment is told by the next pass.
  desk.clock(NOON + 23 * MINUTE);
  await desk.run(['publish'], quick);
  await desk.run(['publish'], quick);

  const all = await mails(slow, quick);
  const wrong = all.filter(({ text }) => !text.startsWith('CORRECTION') && text.includes('until noon'));
  const corrections = all.filter(({ subject }) => subject.startsWith('CORRECTION: '));
  const right = all.filter((mail) => !wrong.includes(mail) && !corrections.includes(mail));
  expect(wrong).toHaveLength(3 + CONNECTIONS);
  expect(readers(corrections)).toEqual(readers(wrong));
  expect(readers([...wrong, ...right])).toEqual(upTo(10));
  for (const mail of corrections) {
    expect(mail.text).toMatch(/^CORRECTION: The lane is closed until one\.\n/);
    expect(mail.inReplyTo).toBe(wrong.find(({ reader }) => reader === mail.reader)?.messageId);
  }
  for (const { subject, text, inReplyTo } of right) {
    expect(subject + text.slice(0, 12) + inReplyTo).not.toContain('CORRECTION');
    expect(text).toContain('until one');
    expect(text).not.toContain('until noon, they');
  }
  expect(desk.page()).toContain('until one, they');
  expect((await desk.run(['verify'])).code).toBe(0);
});

it('a comma is mended in silence, and a fact never is', async () => {
  const desk = await storyDesk(3);
  const server = await slowServer();
  desk.write(PATH, releaseText({}, 'One lane of Link Avenue is closed until noon, they said.'));
  await desk.run(['approve', PATH, ...BY]);
  desk.clock(NOON + 11 * MINUTE);
  await desk.run(['publish'], server);
  expect(server.arrivals).toHaveLength(3);

  desk.edit(PATH, 'noon, they', '12:30 p.m. they');
  const quiet = ['correct', PATH, ...BY, '--note', 'A comma.', '--quiet'];
  expect(await desk.run(quiet)).toMatchObject({
    code: 1,
    err: expect.stringContaining('may not change a fact') as unknown,
  });
  desk.edit(PATH, '12:30 p.m. they', 'noon they');
  expect((await desk.run(quiet)).code).toBe(0);
  await desk.run(['approve', PATH, ...BY]);
  desk.clock(NOON + 22 * MINUTE);
  await desk.run(['publish'], server);
  expect(desk.page()).toContain('until noon they said');
  expect(server.arrivals).toHaveLength(3);
  expect((await desk.ledger((ledger) => ledger.heads()))[0]?.key).toBe(`${KEY}@2`);
});
