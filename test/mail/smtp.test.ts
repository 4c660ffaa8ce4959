import { describe, expect, it } from 'vitest';
import { connectionContract } from './connection.contract.ts';
import { permitContract } from './permit.contract.ts';
import { smtpCourier } from '../../src/mail/smtp.ts';
import { aMessage, wordsOf } from './messages.ts';
import { DROP, scriptedSmtp, type Step } from './scripted-smtp.ts';
import { courierTo, verdictContract, yes } from './smtp.contract.ts';
import { wordsContract } from './words.contract.ts';

describe.each([false, true])('nodemailer’s courier, to a server (pipelining: %s)', (pipelining) => {
  verdictContract(smtpCourier, pipelining);
  permitContract(smtpCourier, pipelining);
  connectionContract(smtpCourier, pipelining);
});

describe('what nodemailer’s courier says', () => {
  wordsContract(smtpCourier);

  it.each<[Step, string]>([
    ['535 5.7.8 Wrong', 'sender'],
    ['534 5.7.9 Too weak', 'sender'],
    ['504 5.5.4 Not that way', 'sender'],
    ['454 4.7.0 Later', 'relay'],
    ['421 4.3.2 Shutting down', 'relay'],
    [DROP, 'relay'],
  ])('about a password that is answered with %j: it is the %s’s matter', async (AUTH, about) => {
    const server = await scriptedSmtp({ EHLO: '250-scripted.example\r\n250 AUTH PLAIN', AUTH });
    const url = server.url.replace('smtp://', 'smtp://desk:s3cret@');
    const handed = await courierTo(smtpCourier, url).hand(aMessage(1), yes);
    expect(handed).toMatchObject({ kind: 'deferred', about });
    expect(wordsOf(handed)).toMatch(/^It could not be handed to 127\.0\.0\.1:\d+: /);
    expect(server.commands.join()).not.toContain('MAIL');
  });

  it('masks addresses and never repeats the password, even when the server does', async () => {
    const server = await scriptedSmtp({
      EHLO: '250-scripted.example\r\n250 AUTH PLAIN',
      AUTH: '535 5.7.8 s3cret is wrong, and so is AGRlc2sAczNjcmV0',
      RCPT: '550 5.1.1 <reader1@example.org> unknown, s3cret',
    });
    const courier = courierTo(smtpCourier, server.url.replace('smtp://', 'smtp://desk:s3cret@'));
    expect(courier.name).not.toContain('s3cret');
    const failed = await courier.hand(aMessage(1), yes);
    expect(failed).toMatchObject({ kind: 'deferred' });
    expect(JSON.stringify(failed)).not.toMatch(/s3cret|AGRlc2sA|reader1/);
    const open = await scriptedSmtp({ RCPT: '550 5.1.1 <reader1@example.org> unknown, s3cret' });
    const url = open.url.replace('smtp://', 'smtp://desk:s3cret@');
    expect(await courierTo(smtpCourier, url).hand(aMessage(1), yes)).toEqual({
      kind: 'refused',
      about: 'reader',
      response: '550 5.1.1 <r…@example.org> unknown, …',
    });
  });
});
