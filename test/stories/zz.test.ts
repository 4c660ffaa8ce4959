import { it } from 'vitest';
import { scriptedSmtp } from '../mail/scripted-smtp.ts';
import { releaseText } from '../support/desk.ts';
import { BY, NOON, MINUTE, PATH, storyDesk } from './newsroom.ts';
it('x', async () => {
  const desk = await storyDesk(6);
  const server = await scriptedSmtp({});
  desk.write(PATH, releaseText({}));
  console.log(await desk.run(['publish'], server));
  console.log(await desk.run(['approve', PATH, ...BY]));
  desk.clock(NOON + 11 * MINUTE);
  console.log(await desk.run(['publish'], server), server.arrivals.length);
}, 20000);
