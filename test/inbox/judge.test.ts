import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judge } from '../../src/inbox/judge.ts';

/** What servers of the large providers and of common software really say; the third is the status beside the words. */
const REPLIES: [kind: string, words: string, status?: string][] = [
  [
    'hard',
    "550-5.1.1 The email account that you tried to reach does not exist. Please try 550-5.1.1 double-checking the recipient's email address for typos or 550-5.1.1 unnecessary spaces. For more information, go to 550 5.1.1  https://support.google.com/mail/?p=NoSuchUser",
  ],
  [
    'soft',
    "552-5.2.2 The recipient's inbox is out of storage space and inactive. Please direct the 552-5.2.2 recipient to https://support.google.com/mail/?p=OverQuotaPerm",
  ],
  ['soft', '550 5.2.1 The email account that you tried to reach is inactive.'],
  [
    'ours',
    '550-5.7.26 This mail has been blocked because the sender is unauthenticated. Gmail requires all senders to authenticate with either SPF or DKIM.',
  ],
  [
    'ours',
    '550-5.7.1 [192.0.2.1] Our system has detected that this message is likely unsolicited mail. To reduce the amount of spam sent to Gmail, this message has been blocked.',
  ],
  [
    'ours',
    '421-4.7.28 Gmail has detected an unusual rate of unsolicited mail originating from your IP address.',
  ],
  [
    'ours',
    "550 5.7.515 Access denied, sending domain example.gov doesn't meet the required authentication level.",
  ],
  ['hard', '550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302).'],
  [
    'hard',
    '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient jane@example.org not found by SMTP address lookup',
  ],
  [
    'hard',
    '550 5.4.1 Recipient address rejected: Access denied. [BN1NAM02FT037.eop-nam02.prod.protection.outlook.com]',
  ],
  [
    'ours',
    '550 5.7.1 Service unavailable, Client host [192.0.2.1] blocked using Spamhaus. To request removal from this list see https://www.spamhaus.org/query/ip/192.0.2.1 (AS3130)',
  ],
  ['ours', '550 5.7.606 Access denied, banned sending IP [192.0.2.1]'],
  [
    'ours',
    "550 5.7.1 Unfortunately, messages from [192.0.2.1] weren't sent. Please contact your Internet service provider since part of their network is on our block list (S3150).",
  ],
  [
    'hard',
    "554 delivery error: dd This user doesn't have a yahoo.com account (jane@yahoo.com) [0] - mta1.mail.ne1.yahoo.com",
  ],
  ['hard', '552 1 Requested mail action aborted, mailbox not found'],
  [
    'soft',
    '554 delivery error: dd Sorry, your message to jane@yahoo.com cannot be delivered. This mailbox is disabled (554.30).',
  ],
  [
    'ours',
    "553 5.7.1 [BL21] Connections will not be accepted from 192.0.2.1, because the ip is in Spamhaus's list",
  ],
  [
    'ours',
    '554 5.7.9 Message not accepted for policy reasons. See https://postmaster.yahooinc.com/error-codes',
  ],
  ['hard', '550 5.1.1 <jane@example.org>: Recipient address rejected: User unknown in virtual mailbox table'],
  ['hard', '550 5.1.1 <jane@example.org>: Recipient address rejected: User unknown in local recipient table'],
  ['hard', '550 5.1.1 <jane@spamfilter.example.org> User unknown'],
  ['hard', '550 No Such User Here'],
  ['hard', '550 Unrouteable address'],
  ['hard', '550 jane@example.org: user not found'],
  ['hard', '550 5.1.1 unknown or illegal alias: jane@example.org'],
  ['hard', '511 sorry, no mailbox here by that name (#5.1.1 - chkuser)'],
  ['hard', '550 #5.1.0 Address rejected.'],
  ['ours', '550 5.1.0 <bounces@example.gov> sender rejected. Refer to Error Codes section'],
  ['ours', '550 5.1.8 <bounces@example.gov>: Sender address rejected: Domain not found'],
  ['ours', '554 5.7.1 <jane@example.org>: Relay access denied'],
  ['ours', '450 4.7.1 <mail.example.gov>: Helo command rejected: Host not found'],
  [
    'soft',
    '450 4.2.0 <jane@example.org>: Recipient address rejected: Greylisted, see http://postgrey.schweikert.ch/help/example.org.html',
  ],
  ['soft', '452 4.2.2 The email account that you tried to reach is over quota.'],
  ['soft', '552 5.2.2 <jane@example.org>: user is over quota'],
  ['soft', '550 5.2.2 STOREDRV.Deliver.Exception:QuotaExceededException; mailbox full'],
  ['soft', '552 5.3.4 Message size exceeds fixed limit'],
  ['soft', "552-5.2.3 Your message exceeded Google's message size limits."],
  ['soft', '451 4.4.1 connect to mx.example.org[192.0.2.1]:25: Connection timed out'],
  [
    'soft',
    'Host or domain name not found. Name service error for name=mx.example.org type=A: Host not found, try again',
    '4.4.3',
  ],
  [
    'hard',
    'Host or domain name not found. Name service error for name=exmaple.org type=AAAA: Host not found',
    '5.4.4',
  ],
  ['soft', 'mail for example.org loops back to myself', '5.4.6'],
  ['soft', '450 4.1.1 <jane@example.org>: Recipient address rejected: unverified address: host not reached'],
  [
    'ours',
    "554 Your access to this mail system has been rejected due to the sending MTA's poor reputation. If you believe that this failure is in error, please contact the intended recipient via alternate means.",
  ],
  ['ours', '421 4.7.0 Too many connections from 192.0.2.1'],
  ['ours', '550 5.7.0 Local Policy Violation'],
  ['ours', '550 5.7.1 Message contains spam or virus'],
  ['ours', '554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org'],
  ['ours', '550 5.7.1 TRANSPORT.RULES.RejectMessage; the message was rejected by organization policy'],
  [
    'ours',
    '550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required; Delivery restriction check failed',
  ],
  ['ours', '554 5.6.0 Message contains invalid header'],
  ['ours', '550 5.5.2 Syntax error'],
  ['ours', '530 5.7.0 Must issue a STARTTLS command first'],
  ['ours', '550 Message rejected: high probability of spam'],
  ['ours', '554 rejected due to DMARC policy of example.gov'],
  ['ours', '550 SPF check failed'],
  ['soft', '550 Mailbox quota exceeded'],
  ['soft', '550'],
  ['soft', '554 Transaction failed'],
  ['hard', '550 5.1.1 Utilisateur inconnu'],
  ['hard', '550 Benutzer unbekannt'],
  ['hard', '550 El usuario no existe'],
  ['hard', '550 5.1.6 Recipient no longer on server'],
  ['hard', '550 5.1.1 Mailbox does not exist!'],
  ['hard', '550 5.1.1 recipient rejected'],
  ['hard', '556 5.1.10 Domain does not accept mail (nullMX)'],
  ['hard', '550 5.1.1 Address does not exist (in reply to RCPT TO) see spam policy at http://x.y/'],
  ['hard', '550 Invalid recipient: jane@example.org'],
  ['hard', '550 5.7.1 User unknown'],
  ['soft', '550 This account has been disabled or discontinued [#101].'],
  ['soft', '450 4.3.2 Service currently unavailable'],
  ['soft', '550 mailbox is full'],
  ['soft', '550 5.2.0 mailbox for jane temporarily locked'],
  [
    'soft',
    '554 5.4.7 [internal] message timeout (exceeded max time, last transfail: 451 4.4.1 no answer from host)',
  ],
  ['soft', '550 5.4.300 Message expired -> 421 4.4.1 Connection timed out'],
  ['hard', '550 Account closed'],
  ['hard', '550 Recipient not found'],
  ['hard', '550 5.1.1 jane@example.org is not a valid mailbox'],
  ['hard', '550 5.1.3 The recipient address is not a valid RFC-5321 address.'],
  ['soft', '550 5.2.1 Mailbox disabled for this recipient'],
  ['ours', '550 Rejected by header based Anti-Phish'],
  ['ours', '550 Administrative prohibition - envelope blocked'],
  ['ours', '550 csi.mimecast.org Poor Reputation Sender. [abc]'],
  ['hard', '550 Invalid Recipient - https://community.mimecast.com/docs/DOC-1369#550'],
  ['soft', "552 5.7.0 Number of 'Received:' DATA headers exceeds maximum permitted"],
  ['hard', '550 5.4.310 DNS domain exmaple.org does not exist'],
  ['hard', 'all relevant MX records point to non-existent hosts'],
  ['hard', 'User jane (jane@example.org) not listed in Domino Directory'],
  ['hard', '554 No valid recipients'],
  ['soft', '451 4.7.1 Greylisting in action, please come back later'],
  ['soft', '552 Too many messages in this mailbox'],
  ['soft', '550 Mailbox is blocked'],
  ['ours', '554 Blocked - see https://ipcheck.example.com/'],
];

describe('a refusal', () => {
  it.each(REPLIES)('is %s: %s', (kind, words, status = '') => {
    expect(judge(words, status).kind).toBe(kind);
  });

  it('of which every 5 is no hard bounce: policy, a full mailbox and a message that is too big are not the address', () => {
    const statuses = [
      '5.7.1',
      '5.7.0',
      '5.2.2',
      '5.2.3',
      '5.3.4',
      '5.5.0',
      '5.6.0',
      '5.4.4',
      '5.0.0',
      '5.2.1',
    ];
    expect(statuses.filter((status) => judge('refused', status).kind === 'hard')).toEqual([]);
  });

  it('is never hard while its status is temporary, whatever its words', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...REPLIES.map(([, words]) => words.replace(/^\d{3}[ -]?\S*/, ''))),
        fc.nat(7),
        fc.nat(30),
        (words, subject, detail) => {
          expect(judge(words, `4.${subject}.${detail}`).kind).not.toBe('hard');
        },
      ),
    );
  });

  it('is not understood from what only names a machine or a mailbox', () => {
    expect(judge('550 5.1.1 <no.spam@blocked.example.org>: unknown user').kind).toBe('hard');
    expect(judge('host spamfilter.example.org[192.0.2.1] said: 550 5.1.1 user unknown').kind).toBe('hard');
    expect(judge('550 5.2.2 over quota, see https://example.org/user-unknown').kind).toBe('soft');
  });

  it('knows a status from an address of the network', () => {
    expect(judge('550 192.5.1.1 is not welcome').status).toBe('');
    expect(judge('550 (#5.1.1)').status).toBe('5.1.1');
  });
});
