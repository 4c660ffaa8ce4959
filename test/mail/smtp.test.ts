import { describe, expect, it } from 'vitest';
import { connectionContract } from './connection.contract.ts';
import { permitContract } from './permit.contract.ts';
import { smtpCourier } from '../../src/mail/smtp.ts';
import { aMessage } from './messages.ts';
import { scriptedSmtp } from './scripted-smtp.ts';
import { courierTo, verdictContract, yes } from './smtp.contract.ts';
import { wordsContract } from './words.contract.ts';

describe.each([false, true])('nodemailer’s courier, to a server (pipelining: %s)', (pipelining) => {
  verdictContract(smtpCourier, pipelining);
  permitContract(smtpCourier, pipelining);
  connectionContract(smtpCourier, pipelining);
});

describe('what nodemailer’s courier says', () => {
  wordsContract(smtpCourier);

  it('masks addresses and never repeats the password, even when the server does', async () => {
    const server = await scriptedSmtp({
      EHLO: '250-scripted.example\r\n250 AUTH PLAIN',
      RCPT: '550 5.1.1 <reader1@example.org> unknown, s3cret',
    });
    const courier = courierTo(smtpCourier, server.url.replace('smtp://', 'smtp://desk:s3cret@'));
    expect(courier.name).not.toContain('s3cret');
    const failed = await courier.hand(aMessage(1), yes);
    expect(failed).toMatchObject({ kind: 'deferred' });
    expect(JSON.stringify(failed)).not.toMatch(/s3cret|reader1/);
    const open = await scriptedSmtp({ RCPT: '550 5.1.1 <reader1@example.org> unknown, s3cret' });
    const url = open.url.replace('smtp://', 'smtp://desk:s3cret@');
    expect(await courierTo(smtpCourier, url).hand(aMessage(1), yes)).toEqual({
      kind: 'refused',
      about: 'reader',
      response: '550 5.1.1 <r…@example.org> unknown, …',
    });
  });
});
