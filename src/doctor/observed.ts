import type { DkimSeen } from './dkim/judge.ts';
import type { DmarcSeen } from './dmarc/judge.ts';
import type { MailSeen } from './domain/mail.ts';
import type { ReverseSeen } from './domain/reverse.ts';
import type { TransportSeen } from './domain/transport.ts';
import type { ClockSeen } from './machine/clock.ts';
import type { DiskSeen } from './machine/disk.ts';
import type { RelaySeen } from './relay/probe.ts';
import type { Leaving } from './sending.ts';
import type { SiteSeen } from './site/probe.ts';
import type { SpfSeen } from './spf/judge.ts';

/** What was seen, or why nobody knows. */
export type Seen<T> = { seen: T } | { trouble: string };

/** What the world said, all of it looked at side by side. `relays` are in the order in which they are set. */
export type Observed = {
  /** When it was looked at, epoch ms. */
  at: number;
  spf: Seen<SpfSeen>;
  dkim: Seen<readonly DkimSeen[]>;
  dmarc: Seen<DmarcSeen>;
  mail: Seen<readonly MailSeen[]>;
  reverse: Seen<{ leaving: Leaving; addresses: readonly ReverseSeen[] }>;
  transport: Seen<TransportSeen>;
  relays: readonly Seen<RelaySeen>[];
  site: Seen<SiteSeen>;
  clock: readonly ClockSeen[];
  disk: Seen<DiskSeen>;
};
