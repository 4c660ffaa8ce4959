import type { Answer } from '../dns.ts';
import { ill, unknown, well, type Diagnosis, type Remark } from '../diagnosis.ts';
import { doubtOf, type Leaving } from '../sending.ts';
import { mended, named, ownRecord } from './advice.ts';
import type { SpfCheck } from './check.ts';
import { isSpf, readSpf } from './record.ts';

/** What was seen of the envelope's domain. Without a known address there is a check with one that nobody has. */
export type SpfSeen = {
  domain: string;
  texts: Answer<string>;
  leaving: Leaving;
  checks: readonly SpfCheck[];
  /** The names of the relays that are not this machine. */
  relays: readonly string[];
};

/** An address that no record names, with which a record is tried when the true one is unknown. */
export const NOBODY = '0.0.0.0';

const WHY =
  'Gmail, Yahoo and Microsoft refuse bulk mail whose sending address the domain does not name (RFC 7208).';

/** Whether the servers that send may send for the domain of the envelope. */
export function judgeSpf(seen: SpfSeen): Diagnosis[] {
  const { domain, texts, leaving, relays } = seen;
  if (texts.kind === 'trouble') return [unknown('spf', `The SPF record of ${domain}`, texts.why)];
  const records = texts.kind === 'found' ? texts.values.filter(isSpf) : [];
  const publish = (value: string) => [{ name: domain, type: 'TXT' as const, value }];
  const say = (
    remark: Pick<Remark, 'what' | 'fix'>,
    value: string,
    severity: 'error' | 'warning' = 'error',
  ) => ill('spf', severity, { ...remark, why: WHY, found: records, publish: publish(value) });
  const own = ownRecord(leaving.addresses, relays);
  const [record, ...more] = records;
  if (record === undefined) {
    const what = `${domain} has no SPF record`;
    const fix = `Publish it as a TXT record. ${others(leaving, relays)}`.trim();
    return [say({ what, fix }, own)];
  }
  if (more.length > 0) {
    const what = `${domain} has ${records.length} SPF records; servers then use none of them`;
    return [say({ what, fix: 'Delete them all but for this one.' }, mended(records))];
  }
  const broken = seen.checks.find(({ result }) => result === 'permerror');
  const [trouble] = readSpf(record).troubles;
  if (broken && trouble) {
    const what = `The SPF record of ${domain} cannot be read: "${trouble.text}", ${trouble.why}`;
    return [
      say(
        { what, fix: 'Correct that term. Without it the record is this one.' },
        mended([record], leaving.addresses),
      ),
    ];
  }
  if (broken) {
    const what = `The SPF record of ${domain} is broken: ${broken.why}`;
    const fix =
      'Take out what is no longer used, and names in favour of addresses. This one allows what Newsdesk sends from, and nobody else.';
    return [say({ what, fix }, own)];
  }
  const unsure = seen.checks.find(({ result }) => result === 'temperror');
  if (unsure) return [unknown('spf', `The SPF record of ${domain}`, unsure.why)];
  const failing = seen.checks.filter(({ ip, result }) => ip !== NOBODY && result !== 'pass');
  // Several findings about one record lead to the same one.
  const right = mended(
    [withoutPtr(record)],
    failing.map(({ ip }) => ip),
  );
  const sayRight: SayRight = (severity, what, fix) => say({ what, fix }, right, severity);
  return [...judgeAddresses(seen, failing, record, sayRight), ...judgeOthers(record, domain, sayRight)];
}

type SayRight = (severity: 'error' | 'warning', what: string, fix: string) => Diagnosis;

/** What a record says about the addresses that mail leaves from. */
function judgeAddresses(
  { domain, leaving, relays, checks }: SpfSeen,
  failing: readonly SpfCheck[],
  record: string,
  say: SayRight,
): Diagnosis[] {
  if (leaving.addresses.length === 0) {
    const what = `The SPF record of ${domain} can be read, but where mail leaves from is not known here`;
    const fix =
      'Look again with the addresses that mail leaves from: newsdesk doctor --sends-from 192.0.2.25';
    return [ill('spf', 'warning', { what, why: WHY, fix, found: [record] })];
  }
  const doubt = doubtOf(leaving, relays.join(' and '));
  const passing = checks
    .filter(({ result }) => result === 'pass')
    .map(({ ip, why, lookups }) =>
      well('spf', `${ip} may send for ${domain} (${why}, ${lookups} of the 10 lookups). ${doubt}`.trim()),
    );
  if (failing.length === 0) return passing;
  const said = failing.map(({ ip, result, why }) => `${ip}, SPF gives ${result} (${why})`);
  const what = `Not allowed to send for ${domain}: ${said.join('; ')}`;
  const severity = leaving.known === 'relay' ? 'warning' : 'error';
  return [say(severity, what, `Put what is missing into the record. ${doubt}`.trim()), ...passing];
}

/** What a record says about everybody else, and with what. */
function judgeOthers(record: string, domain: string, say: SayRight): Diagnosis[] {
  const { mechanisms, redirect } = readSpf(record);
  const all = mechanisms.find(({ name }) => name === 'all');
  const found: Diagnosis[] = [];
  const fix = 'Say at its end that all others may not.';
  if (all?.qualifier === '+') {
    const what = `The SPF record of ${domain} lets the whole world send in its name: "${all.text}"`;
    found.push(say('error', what, fix));
  } else if ((!all && redirect === undefined) || all?.qualifier === '?') {
    found.push(say('warning', `The SPF record of ${domain} does not say that others may not send`, fix));
  }
  if (mechanisms.some(({ name }) => name === 'ptr')) {
    const what = `The SPF record of ${domain} uses "ptr", which many servers do not look at (RFC 7208 §5.5)`;
    found.push(say('warning', what, 'Take it out.'));
  }
  return found;
}

function withoutPtr(record: string): string {
  return record.replace(/\s[+\-~?]?ptr(:\S*)?(?=\s|$)/gi, '');
}

function others({ known }: Leaving, relays: readonly string[]): string {
  if (known === 'told' || known === 'machine') return '';
  return relays.length === 0
    ? 'Put in the addresses that mail leaves from.'
    : `Your provider says what to put in place of ${named(relays).join(' and ')}, commonly an "include:".`;
}
