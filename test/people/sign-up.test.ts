import { describe, expect, it } from 'vitest';
import { Leaving } from '../../src/model/subscriber.ts';
import { aSubscriber } from '../ledger/records.ts';
import { openDoors, type Doors } from './doors.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const wish = (doors: Doors, address: string, more: Record<string, string | string[]> = {}) => ({
  form: doors.form(),
  address,
  topic: ['digest', 'kind:traffic'],
  language: '',
  ...more,
});

const signUp = (doors: Doors, address: string, more: Record<string, string | string[]> = {}) =>
  doors.post('/subscribe', wish(doors, address, more));

async function everybody(doors: Doors) {
  return doors.ledger.subscribers(0, 100);
}

describe('signing up', () => {
  it('sends a mail, and puts the address on the list when its link was opened and the button was pressed', async () => {
    const doors = await openDoors();
    const sent = await signUp(doors, ' Jane@Example.ORG ');
    expect(sent).toMatchObject({ status: 303, location: '/subscribe/sent?lang=en' });
    expect((await doors.get(sent.location)).text).toContain('Look into your mailbox');
    expect(await doors.ledger.noticesWaiting()).toBe(1);
    expect(await everybody(doors)).toEqual([]);

    const link = `/c/${await doors.confirmation('Jane@example.org')}`;
    doors.clock.now += HOUR;
    for (const method of ['GET', 'HEAD', 'GET']) {
      expect((await doors.send(method, link)).status).toBe(200);
    }
    expect(await everybody(doors)).toEqual([]);
    const page = await doors.get(link);
    expect(page.text).toMatch(/Jane@example\.org[\s\S]*<li>Information Digest<\/li><li>Traffic<\/li>/);
    expect(await doors.post(link, {})).toMatchObject({ status: 303, location: link });
    expect(await everybody(doors)).toMatchObject([
      {
        address: 'Jane@example.org',
        topics: ['digest', 'kind:traffic'],
        confirmedAt: doors.clock.now,
        consent: 'sign-up form 2026-11-20',
      },
    ]);
    const done = await doors.get(link);
    expect(done.text).toContain('You are subscribed');
    const preferences = /href="(\/p\/[^"]+)"/.exec(done.text)?.[1] ?? '';
    expect((await doors.get(preferences)).text).toContain('Jane@example.org');
  });

  it('says the same and does as much for an address that is known, unknown or was sent away', async () => {
    const doors = await openDoors({ settings: '\nsignUp:\n  perNetwork: 100\n' });
    await doors.ledger.subscribe([1, 2, 3, 4, 5].map((count) => aSubscriber(count)));
    for (const [index, why] of Leaving.options.entries()) await doors.ledger.leave(index + 2, why, 1);
    const answers = [];
    for (const name of ['nobody', 'reader1', 'reader2', 'reader3', 'reader4', 'reader5']) {
      const before = await doors.ledger.noticesWaiting();
      const { status, location, text, headers } = await signUp(doors, `${name}@example.org`);
      answers.push({ status, location, text, headers: { ...headers, date: '' } });
      expect(await doors.ledger.noticesWaiting()).toBe(before + 1);
    }
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });

  it('keeps whoever was sent away off the list until they confirm themselves', async () => {
    const doors = await openDoors();
    await doors.ledger.subscribe([aSubscriber(1)]);
    await doors.ledger.leave(1, 'complaint', 1);
    await signUp(doors, 'reader1@example.org');
    expect(await everybody(doors)).toEqual([]);
    await doors.post(`/c/${await doors.confirmation('reader1@example.org')}`, {});
    expect(await everybody(doors)).toMatchObject([{ id: 1, topics: ['digest', 'kind:traffic'] }]);
  });

  it('brings back who was forgotten, when they confirm', async () => {
    const doors = await openDoors();
    await doors.ledger.subscribe([aSubscriber(1)]);
    await doors.post(`/p/${doors.token('preferences', 1)}/forget`, {});
    await signUp(doors, 'reader1@example.org');
    await doors.post(`/c/${await doors.confirmation('reader1@example.org')}`, {});
    expect(await everybody(doors)).toMatchObject([{ address: 'reader1@example.org' }]);
  });

  it.each([
    ['jane@köln.example', 'jane@xn--kln-sna.example'],
    ['иван@пример.рф', undefined],
    ['ivan@пример.рф', 'ivan@xn--e1afmkfd.xn--p1ai'],
    ["o'hara+news&more@example.org", "o'hara+news&more@example.org"],
    ['jane@example.org, john@example.org', undefined],
    ['jane@localhost', undefined],
    ['jane@127.0.0.1', undefined],
    ['"jane doe"@example.org', undefined],
    ['jane@exam ple.org', undefined],
    ['jane..doe@example.org', undefined],
    ['<script>alert(1)</script>@example.org', undefined],
    ['jane@example.org\r\nBcc: all@example.org', undefined],
    [`${'j'.repeat(65)}@example.org`, undefined],
  ])('takes %j for %j', async (typed, kept) => {
    const doors = await openDoors();
    const answer = await signUp(doors, typed);
    expect(answer.status).toBe(kept === undefined ? 422 : 303);
    expect(await doors.ledger.asked(kept ?? 'jane@example.org', 0)).toBe(kept === undefined ? 0 : 1);
  });

  it('shows an address with an internationalised domain as its owner writes it', async () => {
    const doors = await openDoors();
    await signUp(doors, 'jane@KÖLN.example');
    const link = `/c/${await doors.confirmation('jane@xn--kln-sna.example')}`;
    expect((await doors.get(link)).text).toContain('jane@köln.example');
  });

  it('says what is wrong at each field, and keeps what was typed', async () => {
    const doors = await openDoors();
    const { status, text } = await signUp(doors, '"><b>jane', { topic: ['kind:none', 'area:fenton:x'] });
    expect(status).toBe(422);
    expect(text).toContain('<title>Error: Subscribe by e-mail');
    expect(text).toMatch(/<input id="address"[^>]*value="&quot;&gt;&lt;b&gt;jane"[^>]*aria-invalid="true"/);
    expect(text).toMatch(/aria-describedby="address-hint address-error"/);
    expect(text).toContain('href="#topic-digest">Choose at least one');
    expect(await doors.ledger.noticesWaiting()).toBe(0);
    const kept = await signUp(doors, 'jane@', { topic: ['area:fenton', 'releases'], language: 'es' });
    expect(kept.text).toMatch(/value="releases" checked/);
    expect(kept.text).toMatch(/<option value="es" lang="es" selected>/);
  });

  it('is spoken in Spanish for whoever asks for it, to the last page', async () => {
    const doors = await openDoors();
    const page = await doors.get('/subscribe', { 'Accept-Language': 'es-MX,es;q=0.9,en;q=0.5' });
    expect(page.text).toContain('<html lang="es" dir="ltr">');
    expect(page.text).toMatch(/<option value="es" lang="es" selected>/);
    const sent = await signUp(doors, 'juana@example.org', { lang: 'es', language: 'es' });
    expect(sent.location).toBe('/subscribe/sent?lang=es');
    const link = `/c/${await doors.confirmation('juana@example.org')}`;
    expect((await doors.get(link)).text).toContain('Confirme su suscripción');
    await doors.post(link, {});
    expect(await everybody(doors)).toMatchObject([{ language: 'es' }]);
  });

  it('is not there when the newsroom does not want it, while links in mails still work', async () => {
    const doors = await openDoors({ settings: '\nsignUp:\n  open: false\n' });
    await doors.ledger.subscribe([aSubscriber(1)]);
    expect((await doors.get('/subscribe')).status).toBe(404);
    expect((await signUp(doors, 'jane@example.org')).status).toBe(404);
    expect(await doors.ledger.noticesWaiting()).toBe(0);
    const left = await doors.post(`/u/${doors.token('unsubscribe', 1)}`, 'List-Unsubscribe=One-Click');
    expect(left.status).toBe(200);
    expect(await everybody(doors)).toEqual([]);
  });
});

describe('abuse of the form', () => {
  it.each([
    ['no token', () => ''],
    ['a made-up token', () => 'A'.repeat(22)],
    ['a token for another purpose', (doors: Doors) => doors.token('preferences', doors.clock.now - HOUR)],
    ['a token that is too young', (doors: Doors) => doors.token('form', doors.clock.now - 1999, 1)],
    ['a token that is too old', (doors: Doors) => doors.token('form', doors.clock.now - 12 * HOUR - 1, 1)],
    ['a token from the future', (doors: Doors) => doors.token('form', doors.clock.now + 1, 1)],
  ])('with %s is asked to press the button once more', async (_, form) => {
    const doors = await openDoors();
    const { status, text } = await signUp(doors, 'jane@example.org', { form: form(doors) });
    expect(status).toBe(422);
    expect(text).toContain('press the button once more');
    expect(text).toContain('value="jane@example.org"');
    expect(await doors.ledger.noticesWaiting()).toBe(0);
  });

  it('takes the token of its own page after two seconds', async () => {
    const doors = await openDoors();
    const { text } = await doors.get('/subscribe');
    const form = /name="form" value="([^"]+)"/.exec(text)?.[1] ?? '';
    doors.clock.now += 2000;
    expect((await signUp(doors, 'jane@example.org', { form })).status).toBe(303);
  });

  it('that fills in the field nobody sees is told that all is well, and does nothing', async () => {
    const doors = await openDoors();
    const trapped = await signUp(doors, 'jane@example.org', { website: 'https://example.org' });
    expect(trapped).toMatchObject({ status: 303, location: '/subscribe/sent?lang=en' });
    expect(await doors.ledger.noticesWaiting()).toBe(0);
  });

  it('sends no more than three mails a day to one address, and answers as before', async () => {
    const doors = await openDoors({ settings: '\nsignUp:\n  perNetwork: 100\n' });
    for (let i = 0; i < 5; i += 1) expect((await signUp(doors, 'jane@example.org')).status).toBe(303);
    expect(await doors.ledger.noticesWaiting()).toBe(3);
    doors.clock.now += DAY + 1;
    await signUp(doors, 'JANE@example.org');
    expect(await doors.ledger.noticesWaiting()).toBe(4);
  });

  it('is stopped for a network, which is told when to come back; what others claim to be does not help', async () => {
    const doors = await openDoors();
    const statuses = [];
    const waits = [];
    for (let i = 0; i < 7; i += 1) {
      const headers = { 'X-Forwarded-For': `198.51.${i}.7` };
      const answer = await doors.post('/subscribe', wish(doors, `reader${i}@example.org`), headers);
      statuses.push(answer.status);
      if (answer.status === 429) waits.push(Number(answer.headers['retry-after']));
    }
    expect(statuses).toEqual([303, 303, 303, 303, 303, 429, 429]);
    expect(waits.every((seconds) => seconds > 3000 && seconds <= 3600)).toBe(true);
    expect(await doors.ledger.noticesWaiting()).toBe(5);
  });

  it('counts for the reader’s network behind web servers that are trusted, as they saw it', async () => {
    const doors = await openDoors({ proxies: '[127.0.0.1, 10.0.0.0/8]' });
    const from = async (i: number, forwarded: string) =>
      (await doors.post('/subscribe', wish(doors, `r${i}@example.org`), { 'X-Forwarded-For': forwarded }))
        .status;
    for (let i = 0; i < 5; i += 1) expect(await from(i, `6.6.6.${i}, 198.51.100.${i}, 10.1.1.1`)).toBe(303);
    expect(await from(6, '198.51.101.1, 198.51.100.9')).toBe(429);
    expect(await from(7, '198.51.100.1, 198.51.101.9, 10.0.0.9')).toBe(303);
  });

  it.each([
    [{ 'Sec-Fetch-Site': 'cross-site' }],
    [{ 'Sec-Fetch-Site': 'same-site' }],
    [{ Origin: 'https://elsewhere.example' }],
    [{ Origin: 'null' }],
  ])('from another site is refused: %j', async (headers) => {
    const doors = await openDoors();
    const { status } = await doors.post('/subscribe', wish(doors, 'jane@example.org'), headers);
    expect(status).toBe(403);
    expect(await doors.ledger.noticesWaiting()).toBe(0);
  });

  it('of a size or a form that no browser sends is not read', async () => {
    const doors = await openDoors();
    const json = { 'Content-Type': 'application/json' };
    expect((await doors.post('/subscribe', '{"address":"jane@example.org"}', json)).status).toBe(415);
    expect((await doors.post('/subscribe', `address=${'j'.repeat(20_000)}`)).status).toBe(413);
    expect(await doors.ledger.noticesWaiting()).toBe(0);
  });
});

describe('a confirmation', () => {
  it('is over when its time is, when a newer one was asked for, and when somebody left since', async () => {
    const doors = await openDoors();
    await signUp(doors, 'jane@example.org');
    const first = `/c/${await doors.confirmation('jane@example.org')}`;
    await signUp(doors, 'jane@example.org', { topic: ['releases'] });
    const second = `/c/${await doors.confirmation('jane@example.org')}`;
    expect((await doors.get(first)).status).toBe(410);
    await doors.post(first, {});
    expect(await everybody(doors)).toEqual([]);
    doors.clock.now += 2 * DAY + 1;
    expect((await doors.get(second)).status).toBe(410);
    await doors.post(second, {});
    expect(await everybody(doors)).toEqual([]);

    await signUp(doors, 'jane@example.org');
    const third = `/c/${await doors.confirmation('jane@example.org')}`;
    await doors.post(third, {});
    const [member] = await everybody(doors);
    await doors.post(`/u/${doors.token('unsubscribe', member?.id ?? 0)}`, 'List-Unsubscribe=One-Click');
    expect((await doors.get(third)).status).toBe(410);
    await doors.post(third, {});
    expect(await everybody(doors)).toEqual([]);
  });

  it('is worth nothing when another site presses the button', async () => {
    const doors = await openDoors();
    await signUp(doors, 'jane@example.org');
    const link = `/c/${await doors.confirmation('jane@example.org')}`;
    expect((await doors.post(link, {}, { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403);
    expect(await everybody(doors)).toEqual([]);
  });
});
