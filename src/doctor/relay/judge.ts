import { judgeCertificate } from '../certificate.ts';
import { ill, well, type Diagnosis } from '../diagnosis.ts';
import type { Relay } from '../sender.ts';
import type { RelaySeen } from './probe.ts';

/** Whether a relay will take the mail. `largest`: the largest message, bytes; `isBackedUp`: another relay can be used. */
export function judgeRelay(
  relay: Relay,
  seen: RelaySeen,
  { largest, isBackedUp }: { largest: number; isBackedUp: boolean },
  at: number,
): Diagnosis[] {
  const found: Diagnosis[] = [];
  if (seen.certificate) found.push(judgeCertificate('relay-tls', relay.host, seen.certificate, at));
  if (seen.offersTls === false && relay.tls === 'required') found.push(noTls(relay));
  if (seen.trouble !== undefined) return [...found, silent(relay, seen.trouble, isBackedUp)];
  const pipelining = seen.pipelining ? 'with PIPELINING' : 'without PIPELINING, so delivery is slower';
  const where = relay.isHere ? ' on this machine' : '';
  return [
    well('relay', `${relay.name}${where} answers, ${pipelining}`),
    ...found,
    ...judgeAuth(relay, seen),
    judgeSize(relay, seen, largest),
  ];
}

function silent({ name }: Relay, trouble: string, isBackedUp: boolean): Diagnosis {
  return ill('relay', isBackedUp ? 'warning' : 'error', {
    what: `The mail server ${name} cannot be used: ${trouble}`,
    why: isBackedUp ? 'All mail goes over the others, and none leaves when they fail.' : 'No mail leaves.',
    fix: 'Check SMTP_URL, whether the server runs, and whether a firewall lets this machine reach it.',
  });
}

function noTls({ name }: Relay): Diagnosis {
  return ill('relay-tls', 'error', {
    what: `The mail server ${name} does not offer STARTTLS`,
    why: 'Mail and password would travel in the clear, so nothing is sent.',
    fix: 'Switch TLS on at the server, or use the port that begins with TLS: smtps://…:465.',
  });
}

function judgeAuth(relay: Relay, { auth, ways = [], certificate }: RelaySeen): Diagnosis[] {
  if (!relay.auth) return [];
  if (auth?.accepted) return [well('relay-auth', `${relay.name} accepts the password`)];
  if (auth) {
    const what = `${relay.name} does not accept the password: ${auth.words}`;
    const fix =
      'Correct the user and the password in SMTP_URL; characters such as @ or / are written %40 or %2F.';
    return [ill('relay-auth', 'error', { what, why: 'No mail leaves.', fix })];
  }
  const isSafe = relay.isHere || (certificate !== undefined && certificate.fault === undefined);
  if (!isSafe) return [];
  const offered = ways.length === 0 ? 'none' : ways.join(', ');
  const what = `${relay.name} takes no password in a way that is known here (it offers ${offered})`;
  const fix = 'Use the port for senders, commonly 587 or 465, or leave the password out of SMTP_URL.';
  return [ill('relay-auth', 'error', { what, why: 'No mail leaves.', fix })];
}

function judgeSize({ name }: Relay, { size = 0 }: RelaySeen, largest: number): Diagnosis {
  const limit = `${Math.floor(size / 1000).toLocaleString('en-US')} KB`;
  if (size === 0 || size >= largest) {
    return well(
      'relay-size',
      size === 0
        ? `${name} names no limit for the size of a message`
        : `${name} takes messages of up to ${limit}`,
    );
  }
  return ill('relay-size', 'error', {
    what: `${name} takes messages of ${limit} at the most; one of ours may have ${Math.ceil(largest / 1000)} KB`,
    why: 'A long Digest would be refused for everybody.',
    fix: 'Raise the limit of the server (Postfix: message_size_limit), or lower limits.letterBytes in newsdesk.yaml.',
  });
}
