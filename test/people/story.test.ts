import { readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import PostalMime from 'postal-mime';
import { expect, it } from 'vitest';
import { openSqliteLedger } from '../../src/ledger/sqlite/open.ts';
import { SILENCE, scriptedSmtp, type ScriptedSmtp } from '../mail/scripted-smtp.ts';
import { releaseText } from '../support/desk.ts';
import { bundledNewsroom, finished, newsdesk, startNewsdesk } from '../support/program.ts';
import { FRIDAY } from '../support/shelf.ts';

const CLOCK = join(import.meta.dirname, '../chaos/clock.ts');
const NODE = [process.execPath, '--import', CLOCK];
const MINUTE = 60_000;
const JANE = 'jane@example.org';
const ORIGIN = 'https://newsroom.example.gov';
const SITE = { Origin: ORIGIN, 'Content-Type': 'application/x-www-form-urlencoded' };

type Answered = { status: number; location: string; text: string };

/** Asks the site that the program serves, as the web server in front of it would. */
function ask(port: number, address: string, body?: string, headers: Record<string, string> = {}) {
  const { pathname, search } = new URL(address, ORIGIN);
  return new Promise<Answered>((resolve, reject) => {
    const method = body === undefined ? 'GET' : 'POST';
    const options = { host: '127.0.0.1', port, path: pathname + search, method, headers, agent: false };
    const asked = request(options, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => {
        const { statusCode: status = 0, headers } = response;
        resolve({ status, location: headers.location ?? '', text });
      });
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

/** Waits until something is there; the test's own time limit ends it otherwise. */
async function until<T>(look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    await sleep(20);
  }
}

const mailTo = (server: ScriptedSmtp, address: string) =>
  server.arrivals.filter(({ to }) => to.includes(address)).map(({ bytes }) => PostalMime.parse(bytes));

async function headerOf(mail: ReturnType<typeof mailTo>[number] | undefined, name: string): Promise<string> {
  return (await mail)?.headers.find(({ key }) => key === name)?.value ?? '';
}

it('somebody signs up, confirms, is sent mail, leaves with one click, and the rest of an issue passes them by', async () => {
  const root = bundledNewsroom();
  const yaml = join(root, 'newsdesk.yaml');
  writeFileSync(yaml, `${readFileSync(yaml, 'utf8')}\ndelivery:\n  connections: 1\n`);
  const clock = join(root, 'clock');
  const setClock = (instant: number) => writeFileSync(clock, String(instant - Date.now()));
  setClock(FRIDAY - 30 * MINUTE);
  const list = [
    'address,topics,confirmed',
    ...Array.from({ length: 12 }, (_, i) => `r${i}@example.org,digest,2026-01-01`),
  ];
  writeFileSync(join(root, 'list.csv'), `${list.join('\n')}\n`);
  await newsdesk(root, ['subscribers', 'import', join(root, 'list.csv')]);

  let isHeld = false;
  const server = await scriptedSmtp(() => (isHeld && server.arrivals.length >= 5 ? { dot: SILENCE } : {}));
  const env = { SMTP_URL: server.url, CLOCK: clock, PORT: '0' };
  const program = startNewsdesk(root, ['run'], env, NODE);
  const end = finished(program);
  let log = '';
  program.stdout?.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const port = await until(() => {
    const found = /"port":(\d+)/.exec(log)?.[1];
    return found === undefined ? undefined : Number(found);
  });

  // Signs up on the public page.
  const home = await until(async () => {
    const answered = await ask(port, '/');
    return answered.status === 200 ? answered.text : undefined;
  });
  const door = /href="(\/subscribe)"/.exec(home)?.[1] ?? '';
  const form = /name="form" value="([^"]+)"/.exec((await ask(port, door)).text)?.[1] ?? '';
  await sleep(2100);
  const wish = new URLSearchParams({ form, address: JANE, topic: 'digest' });
  wish.append('topic', 'kind:traffic');
  expect(await ask(port, door, wish.toString(), SITE)).toMatchObject({
    status: 303,
    location: '/subscribe/sent?lang=en',
  });

  // Confirms by the mail that follows.
  const [asking] = await until(() => (mailTo(server, JANE).length > 0 ? mailTo(server, JANE) : undefined));
  const mail = await asking;
  expect(mail?.subject).toBe('Please confirm your subscription to St. Louis County Police');
  expect(mail?.headers.map(({ key }) => key).filter((key) => /^list-|^precedence/.test(key))).toEqual([]);
  expect(await headerOf(asking, 'auto-submitted')).toBe('auto-generated');
  const link = /https:\/\/newsroom\.example\.gov\/c\/\S+/.exec(mail?.text ?? '')?.[0] ?? '';
  expect(mail?.html).toContain(`href="${link}"`);
  expect((await ask(port, link)).text).toContain('Yes, subscribe me');
  expect((await ask(port, link, '', SITE)).status).toBe(303);
  expect((await ask(port, link)).text).toContain('You are subscribed');
  expect(mailTo(server, JANE)).toHaveLength(1);

  // A release comes out, and its mail says how to leave.
  setClock(FRIDAY - 20 * MINUTE);
  const lane = { title: 'Lane closed', number: '"26-901"', date: '2026-11-20 09:35' };
  writeFileSync(join(root, 'releases/2026-11-20-lane-closed.md'), releaseText(lane));
  await finished(startNewsdesk(root, ['publish'], env, NODE));
  const [, release] = await until(() => (mailTo(server, JANE).length > 1 ? mailTo(server, JANE) : undefined));
  expect((await release)?.subject).toContain('Lane closed');
  expect(await headerOf(release, 'list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
  const oneClick = /<(https:[^>]+)>/.exec(await headerOf(release, 'list-unsubscribe'))?.[1] ?? '';

  // The Digest comes out, and is on its way when Jane leaves.
  server.arrivals.length = 0;
  isHeld = true;
  setClock(FRIDAY + MINUTE);
  const publishing = finished(startNewsdesk(root, ['publish'], env, NODE));
  // A reader's server has not answered yet: the rest of the issue waits behind that one.
  await until(() => (server.arrivals.length >= 6 ? true : undefined));
  const ledger = await openSqliteLedger(join(root, 'var/newsdesk.db'));
  const clicked = await ask(port, oneClick, 'List-Unsubscribe=One-Click', {
    'Content-Type': 'application/x-www-form-urlencoded',
  });
  expect(clicked).toEqual({ status: 200, location: '', text: 'Unsubscribed.\n' });
  isHeld = false;
  server.shout('250 2.0.0 Ok: queued\r\n');
  await publishing;
  await until(async () => ((await ledger.unsettled()) === 0 ? true : undefined));
  expect(await ledger.tally('digest/24@1')).toMatchObject({ accepted: 12, cancelled: 1, waiting: 0 });
  await ledger.close();
  program.kill('SIGTERM');
  await end;

  const readers = server.arrivals.flatMap(({ to }) => to).toSorted();
  expect(readers).toEqual(Array.from({ length: 12 }, (_, i) => `r${i}@example.org`).toSorted());
}, 120_000);
