import { describe, expect, it } from 'vitest';
import { aSealing, aSubscriber, subscribers } from '../ledger/records.ts';
import { FRIDAY } from '../support/shelf.ts';
import { openDoors, type Doors } from './doors.ts';

async function atHome(): Promise<{ doors: Doors; home: string }> {
  const doors = await openDoors();
  await doors.ledger.subscribe([
    aSubscriber(1, { topics: ['digest', 'kind:traffic', 'area:nowhere'] }),
    aSubscriber(2),
  ]);
  return { doors, home: `/p/${doors.token('preferences', 1)}` };
}

describe('one’s own subscription', () => {
  it('shows what one gets, and takes another choice and another language', async () => {
    const { doors, home } = await atHome();
    const page = await doors.get(home);
    expect(page.text).toContain('reader1@example.org');
    expect(page.text).toMatch(/value="kind:traffic" checked/);
    expect(page.text).toMatch(/value="area:nowhere" checked/);
    const choice = { topic: ['releases', 'kind:arrest', 'area:nowhere', 'area:made-up'], language: 'es' };
    expect(await doors.post(home, choice)).toMatchObject({ status: 303, location: `${home}?saved` });
    expect(await doors.ledger.member(1)).toMatchObject({ topics: ['releases'], language: 'es' });
    expect((await doors.get(`${home}?saved`)).text).toContain('Sus opciones se guardaron');
    await doors.post(home, { topic: ['area:nowhere', 'area:affton'], language: 'xx' });
    expect(await doors.ledger.member(1)).toMatchObject({
      topics: ['area:affton'],
      language: '',
    });
    expect(await doors.ledger.member(2)).toMatchObject({ topics: ['digest'] });
  });

  it('asks for at least one choice, and changes nothing until there is one', async () => {
    const { doors, home } = await atHome();
    const { status, text } = await doors.post(home, { language: '' });
    expect(status).toBe(422);
    expect(text).toContain('Choose at least one thing to get, or leave the list');
    expect(await doors.ledger.member(1)).toMatchObject({
      topics: ['area:nowhere', 'digest', 'kind:traffic'],
    });
  });

  it('moves to another address when that one confirms it, and not before', async () => {
    const { doors, home } = await atHome();
    const bad = await doors.post(`${home}/address`, { address: 'not an address' });
    expect(bad).toMatchObject({ status: 422 });
    expect(bad.text).toMatch(/value="not an address"[^>]*aria-invalid/);
    const sent = await doors.post(`${home}/address`, { address: 'new@example.org' });
    expect(sent).toMatchObject({ status: 303, location: `${home}?sent` });
    expect(await doors.ledger.member(1)).toMatchObject({ address: 'reader1@example.org' });
    const link = `/c/${await doors.confirmation('new@example.org')}`;
    expect((await doors.get(link)).text).toContain('Confirm your new address');
    await doors.post(link, {});
    expect(await doors.ledger.member(1)).toMatchObject({
      address: 'new@example.org',
      confirmedAt: aSubscriber(1).confirmedAt,
      consent: 'import of list.csv; new address 2026-11-20',
    });
  });

  it('does not tell whether the other address is on the list; its own mailbox learns it', async () => {
    const { doors, home } = await atHome();
    const known = await doors.post(`${home}/address`, { address: 'reader2@example.org' });
    const unknown = await doors.post(`${home}/address`, { address: 'nobody@example.org' });
    expect(known).toMatchObject({ status: unknown.status, location: unknown.location, text: unknown.text });
    const link = `/c/${await doors.confirmation('reader2@example.org')}`;
    expect((await doors.post(link, {})).status).toBe(409);
    expect(await doors.ledger.member(1)).toMatchObject({ address: 'reader1@example.org' });
  });

  it('gives everything that is held, as JSON and as a table, and changes nothing by it', async () => {
    const { doors, home } = await atHome();
    const { ledger } = doors;
    await ledger.seal([aSealing()]);
    await ledger.queue('digest/24@1', ['digest'], FRIDAY, FRIDAY);
    const worker = await ledger.enlist('me', FRIDAY);
    await ledger.claim(worker, 1, FRIDAY);
    const verdict = { kind: 'refused', response: '=SUM(1), "no" such user' } as const;
    const settled = { edition: 'digest/24@1', subscriber: 1, verdict, notBefore: 0, attempt: true };
    await ledger.record(worker, [settled], [], FRIDAY);
    await doors.post(`${home}/address`, { address: 'new@example.org' });
    const json = await doors.get(`${home}/data.json`);
    expect(json.headers['content-disposition']).toBe('attachment; filename="newsroom-data.json"');
    expect(JSON.parse(json.text)).toMatchObject({
      address: 'reader1@example.org',
      topics: ['area:nowhere', 'digest', 'kind:traffic'],
      consent: 'import of list.csv',
      confirmed: new Date(aSubscriber(1).confirmedAt).toISOString(),
      mails: [{ what: 'digest/24@1', state: 'refused', answer: verdict.response }],
      requests: [{ kind: 'move', confirmed: '' }],
    });
    const csv = await doors.get(`${home}/data.csv`);
    expect(csv.text).toContain('address,2026-11-19T16:00:00.000Z,,,reader1@example.org\r\n');
    expect(csv.text).toContain(
      `mail,2026-11-20T16:00:00.000Z,digest/24@1,refused,"'=SUM(1), ""no"" such user"\r\n`,
    );
    expect((await doors.get(`/p/${doors.token('preferences', 2)}/data.json`)).text).not.toContain('reader1');
  });

  it('leaves the list, and then shows nothing more', async () => {
    const { doors, home } = await atHome();
    await doors.post(`${home}/leave`, {});
    expect(await doors.ledger.member(1)).toBeUndefined();
    for (const path of ['', '/forget', '/data.json', '/data.csv']) {
      const { text } = await doors.get(home + path);
      expect(text).toContain('You are not on the list');
      expect(text).not.toContain('reader1');
    }
    await doors.post(home, { topic: 'releases' });
    await doors.post(`${home}/address`, { address: 'new@example.org' });
    expect(await doors.ledger.noticesWaiting()).toBe(0);
    expect(await doors.ledger.subscribers(0, 9)).toHaveLength(1);
  });

  it('is forgotten after one more question: nothing tells who it was, and no list brings them back', async () => {
    const { doors, home } = await atHome();
    await doors.post(`${home}/address`, { address: 'new@example.org' });
    expect((await doors.get(`${home}/forget`)).text).toContain('Delete everything');
    expect(await doors.ledger.member(1)).toBeDefined();
    await doors.post(`${home}/forget`, {});
    expect(await doors.ledger.member(1)).toBeUndefined();
    expect(await doors.ledger.noticesWaiting()).toBe(0);
    expect(await doors.ledger.asked('new@example.org', 0)).toBe(0);
    expect((await doors.get(home)).text).not.toContain('reader1');
  });

  it('is changed by no other site, and by no GET', async () => {
    const { doors, home } = await atHome();
    const elsewhere = { Origin: 'https://elsewhere.example' };
    for (const path of ['', '/address', '/leave', '/forget']) {
      const form = { topic: 'releases', address: 'new@example.org' };
      expect((await doors.post(home + path, form, elsewhere)).status).toBe(403);
      await doors.get(`${home}${path}?topic=releases&address=new@example.org`);
    }
    expect(await doors.ledger.member(1)).toMatchObject({
      topics: ['area:nowhere', 'digest', 'kind:traffic'],
    });
    expect(await doors.ledger.noticesWaiting()).toBe(0);
  });
});

describe('every page for people', () => {
  it('needs no script and no cookie, is kept and framed by nobody, and tells no other site its address', async () => {
    const { doors, home } = await atHome();
    const pages = ['/subscribe', '/subscribe/sent', home, `${home}/forget`, '/u/x', '/p/x', '/c/x'];
    for (const path of [...pages, `/u/${doors.token('unsubscribe', 1)}`]) {
      const { headers, text } = await doors.get(path);
      expect(headers).not.toHaveProperty('set-cookie');
      expect(headers['cache-control']).toBe('no-store');
      expect(headers['referrer-policy']).toBe('same-origin');
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['content-security-policy']).toMatch(/^default-src 'none';.*frame-ancestors 'none'$/);
      expect(text).not.toMatch(/<script|<style| style="| on[a-z]+="/);
      expect(text.match(/<h1[ >]/g)).toHaveLength(1);
      const head = await doors.send('HEAD', path);
      expect([head.text, head.headers['content-type']]).toEqual(['', headers['content-type']]);
    }
  });

  it('takes the methods that it knows, and says which', async () => {
    const { doors, home } = await atHome();
    const table = {
      '/subscribe': 'GET, HEAD, POST',
      '/subscribe/sent': 'GET, HEAD',
      '/c/x': 'GET, HEAD, POST',
      '/u/x': 'GET, HEAD, POST',
      [home]: 'GET, HEAD, POST',
      [`${home}/forget`]: 'GET, HEAD, POST',
      [`${home}/leave`]: 'POST',
      [`${home}/address`]: 'POST',
      [`${home}/data.json`]: 'GET, HEAD',
    };
    for (const [path, allow] of Object.entries(table)) {
      for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
        const { status, headers } = await doors.send(method, path);
        expect([path, status, headers.allow]).toEqual([path, 405, allow]);
      }
    }
    expect((await doors.get(`${home}/leave`)).headers.allow).toBe('POST');
    expect((await doors.get(`${home}/anything`)).status).toBe(404);
  });

  it('says that it could not be done while the ledger is out of reach, and leaks nothing', async () => {
    const doors = await openDoors();
    await doors.ledger.subscribe(subscribers(1));
    await doors.ledger.close();
    const { status, headers, text } = await doors.post(
      `/u/${doors.token('unsubscribe', 1)}`,
      'List-Unsubscribe=One-Click',
    );
    expect(status).toBe(503);
    expect(headers['retry-after']).toBe('60');
    expect(text).toContain('Please try again in a minute');
    expect(text).not.toMatch(/newsdesk\.db|sqlite|database/i);
    expect(doors.errors).toHaveLength(1);
  });
});
