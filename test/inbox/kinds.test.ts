import { describe, expect, it } from 'vitest';
import { dsn, failed, message, readingOf } from './desk.ts';

const ADDRESS = 'jane@example.org';

async function kindsOf(bytes: Uint8Array): Promise<string[]> {
  return (await readingOf(bytes)).statements.map(({ kind }) => kind);
}

const arf = (type: string) =>
  message(
    'From: <abuse@provider.example>',
    'To: <complaints@newsroom.example.gov>',
    'Subject: FW: Digest',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=feedback-report; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'This is an email abuse report.',
    '--b',
    'Content-Type: message/feedback-report',
    '',
    `Feedback-Type: ${type}`,
    'User-Agent: SomeGenerator/1.0',
    'Version: 1',
    'Original-Mail-From: <bounces+abc@newsroom.example.gov>',
    'Original-Rcpt-To: <jane@example.org>',
    '--b',
    'Content-Type: message/rfc822',
    '',
    'From: <media@newsroom.example.gov>',
    'To: <jane@example.org>',
    'Message-ID: <abc@newsroom.example.gov>',
    '',
    'Text.',
    '--b--',
  );
const plain = (from: string, subject: string, ...text: string[]) =>
  message(
    'Return-Path: <>',
    `From: ${from}`,
    'To: bounces@newsroom.example.gov',
    `Subject: ${subject}`,
    '',
    ...text,
  );
const told = (what: object) =>
  message(
    'From: SNS <no-reply@sns.amazonaws.com>',
    'Subject: AWS Notification Message',
    '',
    JSON.stringify(what),
  );
const answer = (...head: string[]) =>
  message(
    'From: Jane <jane@example.org>',
    'To: media@newsroom.example.gov',
    ...head,
    '',
    'I am back on Monday.',
  );
const TOKEN = 'AbCdEfGhIjKlMnOpQrStUv';
const wish = (subject: string, text = '', to = 'media@newsroom.example.gov') =>
  message('From: jane@example.org', `To: ${to}`, `Subject: ${subject}`, '', text);

describe('a report (RFC 3464)', () => {
  it('says of each recipient what became of that one', async () => {
    const { statements, report } = await readingOf(
      dsn({
        recipients: [
          failed(ADDRESS, '5.1.1', '550 5.1.1 User unknown'),
          [
            'Final-Recipient: rfc822; a@example.org',
            'Action: delayed',
            'Status: 4.4.1',
            'Will-Retry-Until: later',
          ],
          ['Final-Recipient: rfc822; b@example.org', 'Action: delivered', 'Status: 2.1.5'],
          ['Final-Recipient: rfc822; c@example.org', 'Action: relayed', 'Status: 2.1.9'],
          ['Final-Recipient: rfc822; d@example.org', 'Action: expanded (to 12)', 'Status: 2.1.5'],
        ],
      }),
    );
    expect(report).toBe(true);
    expect(statements.map(({ kind }) => kind)).toEqual([
      'hard',
      'delayed',
      'delivered',
      'delivered',
      'expanded',
    ]);
    expect(statements[0]).toMatchObject({
      status: '5.1.1',
      words: '550 5.1.1 User unknown',
      recipients: [ADDRESS],
    });
  });

  it('is understood with fields in any order, without blank lines between recipients, and with a name cut off', async () => {
    const { statements } = await readingOf(
      dsn({
        recipients: [
          [
            'Action: failed',
            'Status: 5.1.1',
            'Final-Recipient: RFC822;a@example.org',
            'Final-Recipient: RFC822;b@example.org',
            'ction: failed',
            'Status: 5.2.2',
          ],
        ],
      }),
    );
    expect(statements.map(({ kind, recipients }) => [kind, recipients.join()])).toEqual([
      ['hard', 'a@example.org'],
      ['soft', 'b@example.org'],
    ]);
  });

  it.each([
    ['rfc822; jane+2Bnews@example.org', 'jane+2Bnews@example.org'],
    ['rfc822;<jane@example.org>', ADDRESS],
    ['rfc822; jane+40example.org', ADDRESS],
    ['utf-8; jan\\x{E9}@example.org', 'jané@example.org'],
    ['utf-8;用户@例子.公司', '用户@例子.公司'],
    ['jane@example.org', ADDRESS],
  ])('names a recipient as %s', async (field, address) => {
    const { statements } = await readingOf(
      dsn({ recipients: [[`Final-Recipient: ${field}`, 'Action: failed', 'Status: 5.1.1']] }),
    );
    expect(statements[0]?.recipients).toEqual([address]);
  });

  it('in UTF-8 is one too (RFC 6533)', async () => {
    const text = Buffer.from(dsn({ recipients: [failed(ADDRESS, '5.1.1', '550 unbekannt')] })).toString();
    const global = text
      .replace('message/delivery-status\r\n', 'message/global-delivery-status\r\n')
      .replace('text/rfc822-headers', 'message/global-headers');
    expect(await kindsOf(Buffer.from(global))).toEqual(['hard']);
  });

  it('keeps the head of what came back, for whose it was', async () => {
    const { original, envelope } = await readingOf(
      dsn({
        recipients: [failed(ADDRESS, '5.1.1', '550 no')],
        original: [
          'Message-ID: <abc@newsroom.example.gov>',
          'List-Unsubscribe: <https://x/u/1>,',
          ' <mailto:u@x>',
        ],
      }),
    );
    expect(original?.messageId).toBe('<abc@newsroom.example.gov>');
    expect(original?.head).toContain('<https://x/u/1>, <mailto:u@x>');
    expect(envelope[0]).toBe('bounces@newsroom.example.gov');
  });
});

describe('a complaint (RFC 5965)', () => {
  it('is read with whom it came from and which mail it was', async () => {
    const { statements, envelope, original } = await readingOf(arf('abuse'));
    expect(statements).toMatchObject([{ kind: 'complaint', recipients: [ADDRESS] }]);
    expect(envelope).toContain('<bounces+abc@newsroom.example.gov>');
    expect(original?.messageId).toBe('<abc@newsroom.example.gov>');
  });

  it.each([
    ['fraud', 'complaint'],
    ['other', 'complaint'],
    ['opt-out', 'complaint'],
    ['not-spam', 'delivered'],
    ['auth-failure', 'ours'],
    ['virus', 'ours'],
  ])('of the type %s is %s', async (type, kind) => {
    expect(await kindsOf(arf(type))).toEqual([kind]);
  });
});

describe('a bounce that is no report', () => {
  it.each([
    ['in German', 'Unzustellbar: Digest', 'jane@example.org:', '550 5.1.1 Benutzer unbekannt'],
    ['in French', 'Échec de la remise', 'jane@example.org', '550 5.1.1 utilisateur inconnu'],
    ['in Spanish', 'No se puede entregar: Digest', '<jane@example.org>', '550 5.1.1 usuario desconocido'],
    ['in Russian', 'Сообщение не доставлено', '<jane@example.org>:', '550 5.1.1 не найден'],
  ])('%s', async (_, subject, line, words) => {
    const { statements } = await readingOf(
      plain('Postmaster <postmaster@example.org>', subject, '', line, words),
    );
    expect(statements).toMatchObject([{ kind: 'hard', status: '5.1.1', recipients: [ADDRESS] }]);
  });

  it('of qmail names several recipients, each with its own reason', async () => {
    const { statements, original } = await readingOf(
      plain(
        'MAILER-DAEMON@example.org',
        'failure notice',
        'Hi. This is the qmail-send program at example.org.',
        "I'm afraid I wasn't able to deliver your message to the following addresses.",
        '',
        '<jane@example.org>:',
        'Sorry, no mailbox here by that name. (#5.1.1)',
        '',
        '<john@example.org>:',
        'user is over quota (#5.2.2)',
        '',
        '--- Below this line is a copy of the message.',
        '',
        'Return-Path: <bounces+abc@newsroom.example.gov>',
        'Message-ID: <abc@newsroom.example.gov>',
        'To: <ann@example.org>',
      ),
    );
    expect(statements.map(({ kind, recipients }) => [kind, recipients.join()])).toEqual([
      ['hard', ADDRESS],
      ['soft', 'john@example.org'],
    ]);
    expect(original?.messageId).toBe('<abc@newsroom.example.gov>');
    expect(original?.head).toContain('bounces+abc@');
  });

  it.each([
    [
      'Exchange 2003',
      ['jane@example.org on Thu, 19 Nov 2026 23:34:45 -0600', '    The recipient name is not recognized'],
    ],
    [
      'GMX',
      ['"jane@example.org":', 'SMTP error from remote server after RCPT command:', '5.1.1 user unknown'],
    ],
    ['Zoho', ['jane@example.org Invalid Address, ERROR_CODE :550, ERROR_CODE :5.1.1 User Unknown']],
    ['IMail', ['Unknown user: jane@example.org']],
    [
      'MailMarshal',
      ['550 5.1.1 User unknown', '', 'The following recipients were affected:', '    jane@example.org'],
    ],
    ['OpenSMTPD', ['jane@example.org: 550 5.1.1 no such user']],
    ['Courier', ['<jane@example.org>:', '     mx.example.org [192.0.2.1]:', ' <<< 550 5.1.1 User unknown']],
  ])('of %s names its recipient', async (_, lines) => {
    const { statements } = await readingOf(
      plain('postmaster@example.org', 'Undeliverable mail', '', ...lines),
    );
    expect(statements).toMatchObject([{ kind: 'hard', recipients: [ADDRESS] }]);
  });

  it('that only says "not yet" asks for nothing', async () => {
    const bytes = plain(
      'MAILER-DAEMON@example.org',
      'Warning: could not send message for past 4 hours',
      '<jane@example.org>: 451 4.4.1 connection timed out',
      'Will keep trying until message is 5 days old',
    );
    expect(await kindsOf(bytes)).toEqual(['delayed']);
  });

  it('in HTML alone is read too', async () => {
    const bytes = message(
      'From: MAILER-DAEMON@example.org',
      'Subject: Delivery failure',
      'Content-Type: text/html',
      '',
      '<p>&lt;jane@example.org&gt;:</p><p>550 5.1.1 User unknown</p>',
    );
    expect(await readingOf(bytes)).toMatchObject({ statements: [{ kind: 'hard', recipients: [ADDRESS] }] });
  });

  it('told by Amazon in JSON is read by its type', async () => {
    const mail = { headers: [{ name: 'Message-ID', value: '<abc@newsroom.example.gov>' }] };
    const bounced = {
      emailAddress: ADDRESS,
      status: '5.1.1',
      diagnosticCode: 'smtp; 550 5.1.1 user unknown',
    };
    const bounce = { bounceType: 'Permanent', bouncedRecipients: [bounced] };
    const hard = await readingOf(told({ notificationType: 'Bounce', mail, bounce }));
    expect(hard).toMatchObject({
      statements: [{ kind: 'hard', recipients: [ADDRESS] }],
      original: { messageId: '<abc@newsroom.example.gov>' },
    });
    const complaint = { complainedRecipients: [{ emailAddress: ADDRESS }] };
    expect(await kindsOf(told({ eventType: 'Complaint', mail, complaint }))).toEqual(['complaint']);
  });

  it('told by Amazon that says nothing of anybody is told like any other mail', async () => {
    for (const what of [{ eventType: 'Open' }, { eventType: 'Bounce', bounce: { bouncedRecipients: [] } }]) {
      expect(await kindsOf(told(what))).toEqual(['person']);
    }
  });
});

describe('what is left alone', () => {
  it.each([
    ['Subject: Re: Digest', 'Auto-Submitted: auto-replied (vacation)'],
    ['Subject: Re: Digest', 'X-Auto-Response-Suppress: All'],
    ['Subject: Re: Digest', 'Precedence: auto_reply'],
    ['Subject: Re: Digest', 'Precedence: bulk'],
    ['Subject: Re: Digest', 'Return-Path: <>'],
    ['Subject: Out of office: Digest', 'X-Any: 1'],
    ['Subject: Automatische Antwort: Digest', 'X-Any: 1'],
    ['Subject: Réponse automatique : Digest', 'X-Any: 1'],
    ['Subject: Respuesta automática: Digest', 'X-Any: 1'],
    ['Subject: =?utf-8?B?6Ieq5YuV6L+U5L+h?=', 'X-Any: 1'],
    [
      'Subject: Read: Digest',
      'Content-Type: multipart/report; report-type=disposition-notification; boundary=b',
    ],
  ])('an automatic answer: %s, %s', async (...head) => {
    expect(await kindsOf(answer(...head))).toEqual(['auto']);
  });

  it('a person’s mail, which is counted', async () => {
    expect(await kindsOf(answer('Subject: A question about the Gravois lane'))).toEqual(['person']);
    expect(await kindsOf(answer('Auto-Submitted: no', 'Subject: A question'))).toEqual(['person']);
  });

  it('a person who writes about an error', async () => {
    const bytes = message(
      'From: Jane <jane@example.org>',
      'Subject: Your page shows an error',
      '',
      'It says 550 5.1.1 user unknown <john@example.org>. Is that right?',
    );
    expect(await kindsOf(bytes)).toEqual(['person']);
  });
});

describe('a wish to leave', () => {
  it.each([`unsubscribe ${TOKEN}`, `Re: UNSUBSCRIBE ${TOKEN}`, `unsubscribe: ${TOKEN} `])(
    'is known by its token: %s',
    async (subject) => {
      expect(await readingOf(wish(subject))).toMatchObject({ leave: TOKEN, statements: [{ kind: 'leave' }] });
    },
  );

  it('is known when a program sends it, also without a subject', async () => {
    const bytes = message(
      'From: jane@example.org',
      'Auto-Submitted: auto-generated',
      '',
      `unsubscribe ${TOKEN}`,
    );
    expect(await readingOf(bytes)).toMatchObject({ leave: TOKEN });
  });

  it.each(['unsubscribe', 'Please remove me', 'STOP', 'Abmelden', 'darse de baja', 'désabonner'])(
    'in words alone goes to the desk: %s',
    async (subject) => {
      const { statements, leave } = await readingOf(wish(subject));
      expect(statements).toMatchObject([{ kind: 'person', about: 'leave' }]);
      expect(leave).toBeUndefined();
    },
  );

  it('is also what comes to the address for it', async () => {
    const bytes = wish('hello', '', 'unsubscribe@newsroom.example.gov');
    expect(await readingOf(bytes)).toMatchObject({ statements: [{ kind: 'person', about: 'leave' }] });
  });

  it('is not what an answer quotes: the letter below it has the token in its links', async () => {
    const bytes = wish(
      'Re: Information Digest',
      `Thank you!\r\n> Unsubscribe: https://x/u/${TOKEN}\r\n> unsubscribe ${TOKEN}`,
    );
    const { statements, leave } = await readingOf(bytes);
    expect(statements).toMatchObject([{ kind: 'person', about: '' }]);
    expect(leave).toBeUndefined();
  });
});

describe('one message', () => {
  it('has one key, whatever servers write above it and however its lines end', async () => {
    const bytes = dsn({ recipients: [failed(ADDRESS, '5.1.1', '550 no')] });
    const again = Buffer.from(
      `Received: from a by b\r\nDelivered-To: other@example.org\r\n${Buffer.from(bytes).toString()}`,
    );
    const unix = Buffer.from(Buffer.from(bytes).toString().replaceAll('\r\n', '\n'));
    const { key } = await readingOf(bytes);
    expect((await readingOf(again)).key).toBe(key);
    expect((await readingOf(unix)).key).toBe(key);
    expect((await readingOf(dsn({ recipients: [failed(ADDRESS, '5.1.1', '551 no')] }))).key).not.toBe(key);
  });
});
