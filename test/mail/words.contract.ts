import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { aMessage, wordsOf } from './messages.ts';
import { DROP, scriptedSmtp, type Script } from './scripted-smtp.ts';
import { courierTo, yes, type Make } from './smtp.contract.ts';

/** What every courier that speaks SMTP says. */
export function wordsContract(make: Make): void {
  it.each<[Script, string]>([
    [{ greeting: DROP }, 'It could not be handed to SERVER: the connection broke off'],
    [{ greeting: '554 5.7.1 Not you' }, 'It could not be handed to SERVER: 554 5.7.1 Not you'],
    [{ MAIL: '550 5.1.8 Not you' }, 'It could not be handed to SERVER: 550 5.1.8 Not you'],
    [
      { dot: DROP },
      'SERVER was handed the whole message and did not say whether it took it: the connection broke off',
    ],
    [{ dot: 'Hm.' }, 'SERVER was handed the whole message and did not say whether it took it: Hm.'],
    [{ dot: '250 2.0.0 Ok: queued as 4F3A' }, '250 2.0.0 Ok: queued as 4F3A'],
    [{ dot: '250-2.0.0 Ok\r\n250 2.0.0 reader1@example.org' }, '250-2.0.0 Ok 250 2.0.0 r…@example.org'],
    [{ RCPT: '550 5.1.1 <reader1@example.org>\u0007 gone' }, '550 5.1.1 <r…@example.org> gone'],
    [{ RCPT: '550 5.1.1 Kein Empfänger' }, '550 5.1.1 Kein Empfänger'],
  ])('is plain: %j', async (script, words) => {
    const server = await scriptedSmtp(script);
    const handed = await courierTo(make, server.url).hand(aMessage(1), yes);
    expect(wordsOf(handed)).toBe(words.replace('SERVER', server.url.replace('smtp://', '')));
  });

  it('names the server when nobody listens there', async () => {
    const port = await closedPort();
    expect(await courierTo(make, `smtp://127.0.0.1:${port}`).hand(aMessage(1), yes)).toEqual({
      kind: 'deferred',
      about: 'relay',
      response: `It could not be handed to 127.0.0.1:${port}: nothing answers at that address and port`,
    });
  });

  it.each([
    ['reader1@example.org>\r\nRCPT TO:<other@example.org'],
    ['reader1@example.org, other@example.org'],
    ['reader1@example.org\nDATA'],
    ['"reader 1"@example.org'],
  ])('refuses an address that would be two: %j', async (to) => {
    const server = await scriptedSmtp({});
    const message = aMessage(1);
    const envelope = { from: message.envelope.from, to };
    expect(await courierTo(make, server.url).hand({ ...message, envelope }, yes)).toMatchObject({
      kind: 'refused',
    });
    const back = { from: to, to: message.envelope.to };
    expect(await courierTo(make, server.url).hand({ ...message, envelope: back }, yes)).toMatchObject({
      kind: 'deferred',
      about: 'sender',
    });
    expect(server.commands).toEqual([]);
  });
}

/** A port on which nobody listens. */
async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
