import { ill, unknown, well, type Diagnosis } from './diagnosis.ts';
import { judgeDkim } from './dkim/judge.ts';
import { judgeDmarc } from './dmarc/judge.ts';
import { judgeMail } from './domain/mail.ts';
import { judgeReverse } from './domain/reverse.ts';
import { judgeTransport } from './domain/transport.ts';
import { judgeClock } from './machine/clock.ts';
import { judgeDisk } from './machine/disk.ts';
import type { Observed, Seen } from './observed.ts';
import { judgeRelay } from './relay/judge.ts';
import { domainOf, elsewhereOf, type Sender } from './sender.ts';
import { judgeSite } from './site/judge.ts';
import { judgeSpf } from './spf/judge.ts';

/** What the world said, as findings: everything that is to be done, and everything that is well. */
export function judge(sender: Sender, observed: Observed): Diagnosis[] {
  const { at, spf, dkim, dmarc, mail, reverse, transport, relays, site, clock, disk } = observed;
  const from = domainOf(sender.from);
  const elsewhere = elsewhereOf(sender.relays);
  const outside = sender.relays.find(({ isHere }) => !isHere);
  const today = new Date(at).toISOString().slice(0, 10).replaceAll('-', '');
  return [
    ...sender.troubles.map(({ id, ...remark }) => ill(id, 'error', remark)),
    ...judgeSettings(sender),
    ...of('spf', 'The SPF record', spf, judgeSpf),
    ...of('dkim', 'The DKIM records', dkim, (seen) =>
      judgeDkim(
        seen,
        from,
        elsewhere,
        sender.troubles.some(({ id }) => id === 'dkim-key'),
      ),
    ),
    ...of('dmarc', 'The DMARC policy', dmarc, (seen) => judgeDmarc(seen, sender.keys.length > 0)),
    ...of('mx', 'Where mail goes', mail, (seen) => seen.map(judgeMail)),
    ...of('ptr', 'The names of the addresses that mail leaves from', reverse, ({ leaving, addresses }) =>
      addresses.map((one) => judgeReverse(one, leaving, elsewhere, outside?.host ?? `mail.${from}`)),
    ),
    ...of('transport', 'What the domain says about TLS', transport, (seen) => judgeTransport(seen, today)),
    ...judgeRelays(sender, relays, at),
    // Where the key of the links is damaged, that is said already.
    ...of('site', 'The site', site, (seen) => judgeSite(sender.site, seen, at)).filter(
      ({ id }) => id !== 'doctor/one-click' || !sender.troubles.some((trouble) => trouble.id === 'link-key'),
    ),
    ...judgeClock(clock),
    ...of('disk', 'The disk', disk, judgeDisk),
  ];
}

/** Each for itself; one that cannot be used is less bad while another can. */
function judgeRelays(
  { relays, largest }: Sender,
  seen: readonly Seen<Parameters<typeof judgeRelay>[1]>[],
  at: number,
): Diagnosis[] {
  const works = seen.map((one) => 'seen' in one && one.seen.trouble === undefined);
  return relays.flatMap((relay, index) => {
    const looked = seen[index] ?? { trouble: 'it was not looked at' };
    const isBackedUp = works.some((well, other) => well && other !== index);
    return of('relay', `The mail server ${relay.name}`, looked, (one) =>
      judgeRelay(relay, one, { largest, isBackedUp }, at),
    );
  });
}

function of<T>(id: string, subject: string, seen: Seen<T>, judged: (seen: T) => Diagnosis[]): Diagnosis[] {
  return 'seen' in seen ? judged(seen.seen) : [unknown(id, subject, seen.trouble)];
}

/** Whether the settings fit each other and mean real mail. */
function judgeSettings({ from, site, relays, isRedirected, troubles }: Sender): Diagnosis[] {
  const found: Diagnosis[] = [];
  if (relays.length === 0 && !troubles.some(({ id }) => id === 'relay')) {
    const what = 'SMTP_URL is not set: mail is written to files and reaches nobody';
    const fix = 'Set it when mail is to leave: smtp://user:password@smtp.example.gov:587';
    found.push(ill('settings', 'warning', { what, why: 'Nothing leaves by default.', fix }));
  }
  if (isRedirected) {
    const what = 'MAIL_REDIRECT_TO is set: every mail goes to one address';
    found.push(
      ill('settings', 'warning', {
        what,
        why: 'No subscriber gets anything.',
        fix: 'Take it away when mail is to reach the subscribers.',
      }),
    );
  }
  const [sender, host] = [domainOf(from), new URL(site).hostname];
  if (isAkin(sender, host))
    found.push(well('settings', `The sender (${sender}) and the site (${host}) belong together`));
  else {
    const what = `Mail comes from ${sender}, and its links lead to ${host}`;
    const why = 'Filters and careful readers take mail whose links lead elsewhere for a fraud.';
    const fix = `Show the site under ${sender}, or send from ${host}.`;
    found.push(ill('settings', 'warning', { what, why, fix }));
  }
  return found;
}

/** One lies under the other, or both under a name of two labels or more. Coarse on purpose: it only warns. */
function isAkin(one: string, other: string): boolean {
  const [left, right] = [one, other].map((name) => name.split('.'));
  if (!left || !right) return false;
  if (one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`)) return true;
  return left.length > 2 && right.length > 2 && left.slice(1).join('.') === right.slice(1).join('.');
}
