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
  until,
  upTo,
} from './newsroom.ts';

it('a correction in the middle of a mailing goes to exactly those with the wrong words, under the mail that they have', async () => {
  const desk = await storyDesk(10);
  const [slow, quick] = [await slowServer(), await slowServer()];
  desk.write(PATH, releaseText({}, 'One lane of Link Avenue is closed until noon, they said.'));
  await desk.run(['approve', PATH, ...BY]);
  desk.clock(NOON + 11 * MINUTE);
  slow.holdAfter(3);
  const delivery = desk.start(['publish'], slow);
  await until(() => slow.arrivals.length === 3 + CONNECTIONS);

  desk.edit(PATH, 'until noon, they', 'until one, they');
  const note = ['--note', 'The lane is closed until one.'];
  const unsaid = await desk.run(['publish'], quick);
  expect(unsaid.out + unsaid.err).toContain('correction/missing');
  const correcting = await desk.run(['correct', PATH, ...BY, ...note]);
  expect(correcting).toMatchObject({
    code: 0,
    out: expect.stringContaining('Edition 2 is a correction') as unknown,
  });
  const approved = await desk.run(['approve', PATH, ...BY]);
  expect(approved.code, approved.out + approved.err).toBe(0);
  expect(quick.arrivals.length + slow.arrivals.length).toBe(10);
  const wrong = readers([...(await mails(slow)), ...(await mails(quick))]);
  expect(wrong).toEqual(upTo(10));
});
