import { expect, it } from 'vitest';
import { scriptedSmtp } from '../mail/scripted-smtp.ts';
import { releaseText } from '../support/desk.ts';
import {
  BY,
  CONNECTIONS,
  mails,
  MINUTE,
  NOON,
  PATH,
  readers,
  storyDesk,
  underWay,
  until,
  upTo,
} from './newsroom.ts';

const KEY = 'release/26-901';

it('a stop lets nothing more leave than what was in hand, and resume sends the rest to everybody else', async () => {
  const { desk, slow: server, delivery } = await underWay(12, 4);
  const stopped = await desk.run(['stop', KEY, ...BY, '--reason', 'A name.']);
  expect(stopped).toMatchObject({ code: 0, out: expect.stringContaining('6 deliveries') as unknown });
  const atStop = server.arrivals.length;
  server.letGo();
  await delivery.end;
  expect(server.arrivals).toHaveLength(atStop);
  await desk.run(['publish'], server);
  await desk.run(['deliver'], server);
  expect(server.arrivals).toHaveLength(atStop);
  expect((await desk.run(['status'])).out).toMatch(/stopped by Lt\. Erin Example: A name\./);

  expect((await desk.run(['resume', `${KEY}@1`, ...BY])).code).toBe(0);
  await desk.run(['deliver'], server);
  expect(readers(await mails(server))).toEqual(upTo(12));
  expect((await desk.run(['resume', KEY, ...BY])).code).toBe(1);
});

it('a stop at any moment of a busy delivery is followed by no more copies than it has connections', async () => {
  const desk = await storyDesk(60);
  const server = await scriptedSmtp({}, { speaks: 'late' });
  desk.write(PATH, releaseText({}));
  await desk.run(['approve', PATH, ...BY]);
  desk.clock(NOON + 11 * MINUTE);
  const delivery = desk.start(['publish'], server);
  await until(() => server.arrivals.length > 0);
  let atStop = 0;
  const stop = desk.start(['stop', KEY, ...BY]);
  await until(() => stop.log() !== '');
  atStop = server.arrivals.length;
  await stop.end;
  await delivery.end;
  expect(atStop).toBeLessThan(60 - CONNECTIONS);
  expect(server.arrivals.length).toBeLessThanOrEqual(atStop + CONNECTIONS);
  await desk.run(['resume', KEY, ...BY]);
  await desk.run(['deliver'], server);
  expect(readers(await mails(server))).toEqual(upTo(60));
});

it('what is cancelled never leaves, and what was not public yet needs a new approval', async () => {
  const { desk, slow: server, delivery } = await underWay(12, 4);
  const other = 'releases/2026-11-13-other.md';
  desk.write(
    other,
    releaseText({ number: '"26-902"', title: 'Road works in Fenton' }, 'Crews work in Fenton.'),
  );
  await desk.run(['approve', other, ...BY]);
  expect((await desk.run(['cancel', KEY, ...BY])).out).toContain('6 deliveries');
  await desk.run(['cancel', 'release/26-902', ...BY]);
  server.letGo();
  await delivery.end;
  desk.clock(NOON + 40 * MINUTE);
  await desk.run(['publish'], server);
  await desk.run(['deliver'], server);
  expect(server.arrivals).toHaveLength(6);
  expect(desk.published()).not.toContain('Crews work');
  const tally = await desk.ledger((ledger) => ledger.tally(`${KEY}@1`));
  expect(tally).toMatchObject({ accepted: 6, cancelled: 6, waiting: 0, handing: 0 });

  await desk.run(['approve', other, ...BY]);
  desk.clock(NOON + 51 * MINUTE);
  await desk.run(['publish'], server);
  expect(desk.published()).toContain('Crews work');
  expect(server.arrivals).toHaveLength(6 + 12);
});
