import { describe } from 'vitest';
import { directCourier } from '../../src/mail/direct/direct.ts';
import { readSmtpUrl } from '../../src/mail/smtp-url.ts';
import { verdictContract, type Make } from './smtp.contract.ts';
import { wordsContract } from './words.contract.ts';

const make: Make = (url, options) => directCourier(readSmtpUrl(url), options);

describe.each([false, true])('the narrow courier, to a server (pipelining: %s)', (pipelining) => {
  verdictContract(make, pipelining);
});

describe('what the narrow courier says', () => {
  wordsContract(make);
});
