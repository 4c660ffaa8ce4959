import type { Waiting } from '../model/examined.ts';
import type { CheckedOverride } from '../model/override.ts';
import type { Pass } from '../pipeline.ts';

type Standing = Pass['standings'][number];

/** What is between something and the public: by whom, why and since when, where a person is. */
export type Between = Pick<Waiting, 'by' | 'reason' | 'since'> & { cause?: Waiting['cause'] };

/** Not mailed, or not any further, until a person says yes. */
export type Asking = { publication: string; title: string; why: string };

/** How everything stands that is not simply out. Times are epoch ms. */
export type StandingViews = {
  /** What will be out, by the time it will; without `until` what waits for a person. */
  held: (Between & { key: string; path: string; why: string; until?: number })[];
  /** What was out and is a notice now, or stands as it was; `correction`: its correction waits for an approval. */
  standing: (Between & { key: string; why: string; until?: number; correction?: true })[];
  /** What is on hold because of a doubt, by whom and why. */
  onHold: { key: string; by?: string; reason?: string; since?: number }[];
  /** Findings that somebody decided not to heed, of everything that is out or may come. */
  overrides: (Omit<CheckedOverride, 'state'> & { key: string; path: string })[];
};

export function heldView(standings: readonly Standing[]): StandingViews['held'] {
  return standings
    .flatMap((one) => {
      if (one.state !== 'held') return [];
      const { key, path, why, until, waiting } = one;
      return [{ key, path, why, ...(until === undefined ? {} : { until }), ...between(waiting) }];
    })
    .toSorted((a, b) => (a.until ?? Infinity) - (b.until ?? Infinity));
}

export function standingView(standings: readonly Standing[]): StandingViews['standing'] {
  return standings.flatMap((one) => {
    if (one.state === 'withdrawn') return [{ key: one.key, why: one.why }];
    if (one.state !== 'kept') return [];
    const { key, why, waiting, publication, head } = one;
    const isCorrection = publication?.corrections?.some(({ edition }) => edition === head.revision + 1);
    const until = waiting?.until === undefined ? {} : { until: waiting.until };
    return [
      { key, why, ...until, ...between(waiting), ...(isCorrection ? { correction: true as const } : {}) },
    ];
  });
}

export function onHoldView(standings: readonly Standing[]): StandingViews['onHold'] {
  return standings.flatMap((one) => {
    if (one.state !== 'withdrawn' || one.verb !== 'hold') return [];
    const { by, reason, at } = one.publication?.recall ?? {};
    const since = at === undefined ? one.head?.sealedAt : Date.parse(at);
    return [
      {
        key: one.key,
        ...(by === undefined ? {} : { by }),
        ...(reason === undefined ? {} : { reason }),
        ...(since === undefined ? {} : { since }),
      },
    ];
  });
}

export function overridesView(standings: readonly Standing[]): StandingViews['overrides'] {
  return standings.flatMap((one) => {
    const { publication } = one;
    if (!publication || one.state === 'withdrawn') return [];
    return (publication.overrides ?? []).flatMap(({ state, ...override }) =>
      state === 'applied' ? [{ key: one.key, path: publication.path, ...override }] : [],
    );
  });
}

function between(waiting: Waiting | undefined): Between {
  if (!waiting) return {};
  const { cause, by, reason, since } = waiting;
  return {
    cause,
    ...(by ? { by } : {}),
    ...(reason === undefined ? {} : { reason }),
    ...(since === undefined ? {} : { since }),
  };
}
