import type { Answer, Dns } from '../dns.ts';
import { ill, unknown, well, type Diagnosis } from '../diagnosis.ts';

/** What a domain says about TLS for the mail that comes to it. */
export type TransportSeen = { domain: string; sts: Answer<string>; reports: Answer<string> };

export async function observeTransport(domain: string, dns: Dns): Promise<TransportSeen> {
  const [sts, reports] = await Promise.all([dns.txt(`_mta-sts.${domain}`), dns.txt(`_smtp._tls.${domain}`)]);
  return { domain, sts, reports };
}

/** Hints: answers and bounces travel more safely with both (RFC 8461, RFC 8460). `today` is a date: 20261120. */
export function judgeTransport({ domain, sts, reports }: TransportSeen, today: string): Diagnosis[] {
  return [
    judge('mta-sts', sts, /^v=STSv1\s*;/, {
      well: `${domain} asks for TLS on the way to it (MTA-STS)`,
      what: `${domain} does not ask for TLS on the way to it (MTA-STS)`,
      why: 'Answers to releases could be read on the way to you.',
      fix: `Publish this, and serve the policy at https://mta-sts.${domain}/.well-known/mta-sts.txt (RFC 8461 §3.2).`,
      name: `_mta-sts.${domain}`,
      value: `v=STSv1; id=${today}`,
    }),
    judge('tls-rpt', reports, /^v=TLSRPTv1\s*;/, {
      well: `${domain} gets reports about TLS on the way to it (TLS-RPT)`,
      what: `${domain} gets no reports about TLS on the way to it (TLS-RPT)`,
      why: 'Others would say when their mail cannot reach you safely.',
      fix: 'Publish this, with a mailbox that reads the reports.',
      name: `_smtp._tls.${domain}`,
      value: `v=TLSRPTv1; rua=mailto:postmaster@${domain}`,
    }),
  ];
}

type Words = Record<'well' | 'what' | 'why' | 'fix' | 'name' | 'value', string>;

function judge(id: string, answer: Answer<string>, sign: RegExp, words: Words): Diagnosis {
  const { what, why, fix, name, value } = words;
  // No mail of ours hangs on it.
  if (answer.kind === 'trouble') return Object.assign(unknown(id, name, answer.why), { severity: 'hint' });
  if (answer.kind === 'found' && answer.values.some((text) => sign.test(text))) return well(id, words.well);
  return ill(id, 'hint', { what, why, fix, publish: [{ name, type: 'TXT', value }] });
}
