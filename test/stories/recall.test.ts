import { get } from 'node:http';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { filesBelow } from '../support/desk.ts';
import {
  BY,
  CONNECTIONS,
  mails,
  MINUTE,
  NOON,
  PAGE,
  PATH,
  readers,
  slowServer,
  underWay,
  until,
  upTo,
} from './newsroom.ts';

const HAD = 3 + CONNECTIONS;

/** A release that is on its way, and what happens once the silent server answers. */
async function recallable() {
  const words = 'One lane of Link Avenue is closed, the purple crew said.';
  const { desk, slow, delivery } = await underWay(10, 3, words);
  const quick = await slowServer();
  /** What is in hand is taken, and the next passes tell whoever was being served. */
  const goOn = async () => {
    slow.letGo();
    await delivery.end;
    desk.clock(NOON + 13 * MINUTE);
    await desk.run(['publish'], quick);
    await desk.run(['publish'], quick);
  };
  return { desk, slow, quick, goOn };
}

function status(port: number, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = get({ host: '127.0.0.1', port, path, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    asked.on('error', reject);
  });
}

it('a hold takes the text back from everywhere and tells who has it; its end sends it to them and to all others', async () => {
  const { desk, slow, quick, goOn } = await recallable();
  const held = await desk.run(['hold', PATH, ...BY, '--reason', 'A doubt about the street.']);
  expect(held).toMatchObject({ code: 0, out: expect.stringContaining('5 deliveries') as unknown });
  expect(desk.published()).not.toContain('purple');
  expect(desk.page()).toContain('A doubt about the street.');
  await goOn();
  const first = await mails(slow, quick);
  const had = first.filter(({ text }) => text.includes('purple'));
  const notices = first.filter(({ subject }) => subject.startsWith('HOLD'));
  expect(had).toHaveLength(HAD);
  expect(first).toHaveLength(2 * HAD);
  expect(readers(notices)).toEqual(readers(had));
  for (const { reader, inReplyTo } of notices)
    expect(inReplyTo).toBe(had.find((mail) => mail.reader === reader)?.messageId);

  expect((await desk.run(['release', PATH, ...BY])).code).toBe(0);
  await desk.run(['publish'], quick);
  expect(desk.page()).toContain('purple');
  const after = (await mails(slow, quick)).slice(first.length);
  expect(readers(after)).toEqual(upTo(10));
  expect(after.every(({ text }) => text.includes('purple'))).toBe(true);
});

it('a kill stops what has not left, answers 410, leaves no word behind, tells everybody who had it, and names them', async () => {
  const { desk, slow, quick, goOn } = await recallable();
  const site = desk.start(['site']);
  await until(() => /"port":\d+/.test(site.log()));
  const port = Number(/"port":(\d+)/.exec(site.log())?.[1]);
  expect(await status(port, `/${PAGE}`)).toBe(200);
  const guid = /<guid[^>]*>([^<]+)<\/guid>/;
  const feed = () => filesBelow(join(desk.root, 'public')).get('feeds/releases.rss') ?? desk.published();
  const before = guid.exec(feed())?.[1];
  expect(before).toBeDefined();

  const killed = await desk.run(['kill', PATH, ...BY, '--reason', 'A victim could be known by it.']);
  expect(killed.code, killed.err).toBe(0);
  const certificate = readFileSync(join(desk.root, 'var/certificates/release-26-901.txt'), 'utf8');
  const served = readers((await mails(slow)).slice(0, HAD));
  const named = [...certificate.matchAll(/^reader(\d+)@/gm)].map(([, reader]) => Number(reader));
  expect(named.toSorted((a, b) => a - b)).toEqual(served);
  expect(certificate).toContain('Mail that had not left and never will: 5');
  for (const address of [`/${PAGE}`, `/${PAGE.replace('.html', '.txt')}`]) {
    expect(await status(port, address), address).toBe(410);
  }
  expect(guid.exec(feed())?.[1]).toBe(before);
  expect(feed()).toContain('KILLED');
  expect(desk.published()).not.toMatch(/purple|Link Avenue/);
  site.stop();
  await site.end;

  await goOn();
  const all = await mails(slow, quick);
  const had = all.filter(({ text }) => text.includes('purple'));
  const notices = all.filter(({ subject }) => subject.startsWith('KILL'));
  expect(all).toHaveLength(2 * HAD);
  expect(readers(had)).toEqual(served);
  expect(readers(notices)).toEqual(served);
  expect(notices.some(({ subject, text }) => /Link Avenue|purple/.test(subject + text))).toBe(false);
  const again = await desk.run(['release', PATH, ...BY]);
  expect(again.code).not.toBe(0);
  const approved = await desk.run(['approve', PATH, ...BY]);
  desk.clock(NOON + 40 * MINUTE);
  await desk.run(['publish'], quick);
  expect(desk.published(), approved.out).not.toContain('purple');
  expect(quick.arrivals.length + slow.arrivals.length).toBe(2 * HAD);
});
