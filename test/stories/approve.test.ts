import { expect, it } from 'vitest';
import { scriptedSmtp } from '../mail/scripted-smtp.ts';
import { releaseText } from '../support/desk.ts';
import { BY, mails, MINUTE, NOON, PATH, readers, storyDesk, upTo } from './newsroom.ts';

const WORDS = 'One lane of Link Avenue is closed until noon, the purple crew said.';

it('what is approved is public and mailed when its time to be stopped is over, not before, and not after an edit', async () => {
  const desk = await storyDesk(6);
  const server = await scriptedSmtp({});
  const nothingIsOut = async () => {
    const { code, err } = await desk.run(['publish'], server);
    expect(code, err).toBe(0);
    expect(desk.published()).not.toContain('Link Avenue');
    expect(server.arrivals).toEqual([]);
  };
  desk.write(PATH, releaseText({}, WORDS));
  await nothingIsOut();
  const stranger = await desk.run(['approve', PATH, '--by', 'Somebody Else']);
  expect(stranger).toMatchObject({ code: 1, err: expect.stringContaining('Not approved') as unknown });

  const approved = await desk.run(['approve', PATH, ...BY]);
  expect(approved.code, approved.err).toBe(0);
  expect(approved.out).toContain('6 subscribers');
  desk.clock(NOON + 9 * MINUTE);
  await nothingIsOut();
  expect((await desk.run(['status'])).out).toMatch(/approved by Lt\. Erin Example, can still be stopped/);

  desk.edit(PATH, 'purple', 'orange');
  desk.clock(NOON + 11 * MINUTE);
  const edited = await desk.run(['publish'], server);
  expect(edited.out + edited.err).toContain('approval/void');
  expect(desk.published()).not.toContain('Link Avenue');

  await desk.run(['approve', PATH, ...BY]);
  desk.clock(NOON + 22 * MINUTE);
  await desk.run(['publish'], server);
  expect(desk.page()).toContain('orange');
  const sent = await mails(server);
  expect(readers(sent)).toEqual(upTo(6));
  expect(sent.every(({ text }) => text.includes('orange'))).toBe(true);
  expect(sent.some(({ text }) => text.includes('purple')) || desk.published().includes('purple')).toBe(false);
});
