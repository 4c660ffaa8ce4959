import { describe, expect, it } from 'vitest';
import { serverCourier } from '../../src/mail/server.ts';
import { SmtpUrlError } from '../../src/mail/smtp-url.ts';
import { aMessage } from './messages.ts';
import { scriptedSmtp } from './scripted-smtp.ts';
import { courierTo, yes } from './smtp.contract.ts';

describe('the courier to a server', () => {
  it.each([
    ['narrow', 'smtp://', '', 0],
    ['nodemailer’s, for a password', 'smtp://desk:s3cret@', '', 1],
    ['nodemailer’s, where TLS may be', 'smtp://', '?tls=optional', 1],
  ])('is %s', async (_, scheme, query, dots) => {
    // The narrow one alone gives no dot to a server that takes DATA for nobody.
    const server = await scriptedSmtp({ RCPT: '550 No', DATA: '354 Go' }, true);
    const url = `${server.url.replace('smtp://', scheme)}/${query}`;
    expect((await courierTo(serverCourier, url).hand(aMessage(1), yes)).kind).toBe('refused');
    expect(server.dots()).toBe(dots);
  });

  it('has a name without the password', () => {
    expect(serverCourier('smtps://desk:s3cret@mail.example.gov').name).toBe('mail.example.gov:465');
  });

  it('is not made for a URL that would show the list to everybody on the way', () => {
    expect(() => serverCourier('smtp://mail.example.gov?tls=none')).toThrow(SmtpUrlError);
  });
});
