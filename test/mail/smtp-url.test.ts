import { describe, expect, it } from 'vitest';
import { readSmtpUrl, SmtpUrlError } from '../../src/mail/smtp-url.ts';
import { smtpCourier } from '../../src/mail/smtp.ts';

describe('SMTP_URL', () => {
  it.each([
    ['smtp://smtp.example.gov', { port: 587, tls: 'required', name: 'smtp.example.gov:587' }],
    ['smtp://smtp.example.gov:25?tls=optional', { port: 25, tls: 'optional' }],
    ['smtps://smtp.example.gov', { port: 465, tls: 'implicit' }],
    ['smtps://smtp.example.gov:10465?tls=none', { port: 10465, tls: 'implicit' }],
    ['smtp://localhost:25', { port: 25, tls: 'none' }],
    ['smtp://127.0.0.1', { host: '127.0.0.1', tls: 'none' }],
    ['smtp://[::1]:2525', { host: '::1', port: 2525, tls: 'none' }],
    ['smtp://localhost?tls=required', { tls: 'required' }],
    ['smtp://desk%40example.gov:p%2Fw@smtp.example.gov', { auth: { user: 'desk@example.gov', pass: 'p/w' } }],
  ])('%s', (url, server) => {
    expect(readSmtpUrl(url)).toMatchObject(server);
  });

  it.each([
    ['http://smtp.example.gov', 'not the address of a mail server'],
    ['smtp.example.gov', 'not the address of a mail server'],
    ['smtp://', 'not the address of a mail server'],
    ['', 'not the address of a mail server'],
    ['smtp://smtp.example.gov?tls=none', 'asks for no TLS'],
    ['smtp://desk:s3cret@smtp.example.gov?tls=optional', 'TLS that is only optional'],
    ['smtp://127.example.gov?tls=none', 'asks for no TLS'],
    ['smtp://smtp.example.gov?tls=maybe', 'neither required, optional nor none'],
    ['smtp://desk:s3cret%@smtp.example.gov', 'stray "%"'],
  ])('is refused, in words that hold no password: %s', (url, words) => {
    expect(() => smtpCourier(url)).toThrow(SmtpUrlError);
    expect(() => smtpCourier(url)).toThrow(words);
    expect(() => smtpCourier(url)).not.toThrow(/s3cret/);
  });
});
