import type { Config } from './config/config.ts';
import { tryAgainAt } from './deliver/retry.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { Courier } from './mail/courier.ts';
import { systemClock, systemRandom } from './util/clock.ts';

/**
 * The way of mail: the server of SMTP_URL, or several, of which one that fails is set aside; without any, files in
 * `var/outbox/`. What is set aside stands in the ledger, for other programs and for the officer. Over
 * `connections` at the same time to each server. Rejects with SmtpUrlError.
 */
export async function openCourier(
  config: Config,
  ledger: Ledger,
  connections: number = config.newsroom.delivery.connections,
): Promise<Courier> {
  const { smtpUrl, paths } = config;
  if (smtpUrl === undefined) return (await import('./mail/outbox.ts')).outboxCourier(paths.outbox);
  const { serverCouriers } = await import('./mail/server.ts');
  const members = serverCouriers(smtpUrl, { connections });
  const [first, second] = members;
  if (first && !second) return first.courier;
  const { relaysCourier } = await import('./mail/relays.ts');
  const note = (what: string, subject: string, detail: string) =>
    ledger.note({ at: systemClock(), what, subject, detail });
  return relaysCourier({
    members,
    aside: await ledger.relays(),
    clock: systemClock,
    tryAgainAt: (at, failures) => tryAgainAt(at, failures, systemRandom),
    // The ledger only tells others: when it is in trouble, delivering finds out by itself.
    onAside: (aside) => {
      const told = ledger.relayFailed(aside).then(() => note('set aside', aside.name, aside.words));
      told.catch(() => {});
    },
    onWell: (name) => {
      const told = ledger.relayWell(name).then(() => note('resumed', name, 'the mail server works again'));
      told.catch(() => {});
    },
  });
}
