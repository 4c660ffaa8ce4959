import type { Answer } from '../dns.ts';
import { ill, unknown, well, type Diagnosis, type DnsRecord } from '../diagnosis.ts';
import { writeTags } from '../tags.ts';
import type { DmarcRecord } from './record.ts';
import { organisationOf, policyFor, type Step, type Walk } from './walk.ts';

/** What was seen of the domains in the sender's line and in the envelope. */
export type DmarcSeen = {
  from: Walk;
  envelope: Walk;
  /** Domains elsewhere that reports go to, and whether they agreed. */
  reports: readonly { domain: string; name: string; answer: Answer<string> }[];
};

const WHY =
  'Gmail, Yahoo and Microsoft ask every bulk sender for a DMARC policy that its mail passes (RFC 9989).';

/** Whether there is a policy, and whether mail passes it by the sender's own domain and by the envelope's. */
export function judgeDmarc(seen: DmarcSeen, isSigned: boolean): Diagnosis[] {
  const { from } = seen;
  const { domain } = from;
  if (from.trouble !== undefined) return [unknown('dmarc', `The DMARC policy of ${domain}`, from.trouble)];
  const several = from.steps.find(({ count }) => count > 1);
  if (several) return [severalRecords(several)];
  const policy = policyFor(from);
  if (!policy?.record) return [missing(domain)];
  return [
    ...judgePolicy(domain, policy.domain, policy.record),
    ...judgeReports(seen, policy.domain, policy.record),
    ...judgeAlignment(seen, policy.record, isSigned),
  ];
}

/** RFC 9989 §5.1.3: with reports one begins at "none". */
function missing(domain: string): Diagnosis {
  return ill('dmarc', 'error', {
    what: `There is no DMARC policy for ${domain}`,
    why: WHY,
    fix: 'Publish it as a TXT record, with a mailbox that reads the reports. After some weeks without surprises in them, change "none" to "quarantine".',
    publish: [recordOf(domain, new Map([...FIRST, ['rua', `mailto:postmaster@${domain}`]]))],
  });
}

const FIRST = [
  ['v', 'DMARC1'],
  ['p', 'none'],
] as const;

function severalRecords({ domain, count }: Step): Diagnosis {
  return ill('dmarc', 'error', {
    what: `_dmarc.${domain} has ${count} DMARC records; servers then use none of them`,
    why: WHY,
    fix: 'Delete all but one of them.',
  });
}

function judgePolicy(domain: string, at: string, record: DmarcRecord): Diagnosis[] {
  const own = at === domain;
  const policy = own ? record.policy : record.below;
  const where = own ? '' : `, by the policy of ${at}`;
  const publish = [recordOf(domain, own ? rightTags(at, record) : ownTags(record))];
  const found: Diagnosis[] = [];
  const say = (what: string, why: string, fix: string, severity: 'error' | 'warning' = 'warning') =>
    found.push(ill('dmarc', severity, { what, why, fix, found: [record.text], publish }));
  if (!record.isSaid) {
    const what = `The DMARC record of ${at} says neither "p=none" nor "quarantine" nor "reject"`;
    say(what, 'Many servers then take it for none.', 'Say which.', 'error');
  } else if (policy === 'none') {
    const what = `DMARC asks nothing of anybody: mail that only pretends to be from ${domain} is delivered (p=none${where})`;
    const fix =
      record.rua.length > 0
        ? 'When the reports of some weeks show no mail of your own that fails, publish this.'
        : 'Have reports sent first. When those of some weeks show no mail of your own that fails, write p=quarantine.';
    say(what, 'Anybody can send a false release in the department’s name.', fix);
  }
  if (record.isTest)
    say(
      `The DMARC policy for ${domain} is only a test (t=y${where})`,
      'It is not applied.',
      'Take "t=y" out.',
    );
  const share = Number(record.tags.get('pct') ?? 100);
  if (share < 100) {
    const what = `The DMARC policy for ${domain} is for ${share} % of the mail only (pct=${share}${where})`;
    say(what, 'RFC 9989 has no "pct"; servers now do one thing or the other.', 'Take it out.');
  }
  return found.length > 0 ? found : [well('dmarc', `The policy for ${domain} is ${policy}${where}`)];
}

/** A record with all that is wrong with it put right; one begins with reports, and asks for something afterwards. */
function rightTags(at: string, { tags, policy, rua }: DmarcRecord): Map<string, string> {
  const right = new Map([...tags].filter(([name]) => name !== 't' && name !== 'pct'));
  right.set('p', policy === 'none' && rua.length > 0 && tags.has('p') ? 'quarantine' : policy);
  if (rua.length === 0) right.set('rua', `mailto:postmaster@${at}`);
  return right;
}

/** A record of its own for a domain that has inherited one. */
function ownTags({ tags, below }: DmarcRecord): Map<string, string> {
  const own = new Map<string, string>(FIRST).set('p', below === 'none' ? 'quarantine' : below);
  const reports = tags.get('rua');
  return reports === undefined ? own : own.set('rua', reports);
}

function judgeReports({ from, reports }: DmarcSeen, at: string, record: DmarcRecord): Diagnosis[] {
  if (record.rua.length === 0) {
    const remark = {
      what: `Nobody reads reports about mail from ${from.domain}: the DMARC record of ${at} has no "rua="`,
      why: 'Without them nobody learns that signatures stopped working, or who misuses the name.',
      fix: 'Name a mailbox that reads them.',
      found: [record.text],
      publish: [recordOf(at, rightTags(at, record))],
    };
    return [ill('dmarc-reports', 'warning', remark)];
  }
  // RFC 9990 §4: who gets reports about others has to say that it wants them.
  return reports.flatMap(({ domain, name, answer }) => {
    if (answer.kind === 'trouble') return [unknown('dmarc-reports', name, answer.why)];
    if (answer.kind === 'found' && answer.values.some((text) => /^v\s*=\s*DMARC1/.test(text))) return [];
    const remark = {
      what: `${domain} is to get DMARC reports about ${at}, and does not say that it wants them`,
      why: 'Then nobody sends them (RFC 9990 §4).',
      fix: `Ask whoever runs ${domain} to publish this, or name a mailbox of your own domain.`,
      publish: [{ name, type: 'TXT' as const, value: 'v=DMARC1' }],
    };
    return [ill('dmarc-reports', 'warning', remark)];
  });
}

/** RFC 9989 §3.2.10: one of the two has to match; signatures are always made for the sender's own domain. */
function judgeAlignment({ from, envelope }: DmarcSeen, record: DmarcRecord, isSigned: boolean): Diagnosis[] {
  if (envelope.trouble !== undefined) {
    return [unknown('alignment', `The organisation of ${envelope.domain}`, envelope.trouble)];
  }
  const organisations = [from, envelope].map(organisationOf);
  const aligned =
    record.spf === 'strict' ? from.domain === envelope.domain : organisations[0] === organisations[1];
  if (aligned) {
    const by = isSigned ? 'by signature (d=) and by envelope' : 'by envelope';
    return [well('alignment', `Mail is ${from.domain}’s own ${by}`)];
  }
  const strict = record.spf === 'strict' && organisations[0] === organisations[1] ? ' (aspf=s)' : '';
  return [
    ill('alignment', isSigned ? 'warning' : 'error', {
      what: `Undeliverable mail goes to ${envelope.domain}, which for DMARC is not ${from.domain}${strict}`,
      why: isSigned
        ? 'SPF then counts for nothing, and everything hangs on the signature, which forwarding sometimes breaks.'
        : 'SPF then counts for nothing and mail is not signed: it fails DMARC.',
      fix: `Set mail.bounces in newsdesk.yaml to an address at ${from.domain}.`,
    }),
  ];
}

function recordOf(domain: string, tags: ReadonlyMap<string, string>): DnsRecord {
  return { name: `_dmarc.${domain}`, type: 'TXT', value: writeTags(tags) };
}
