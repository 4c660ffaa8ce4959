import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

const HOUR = 3600;

/** Counts what networks do, in memory: what was counted is forgotten with the program, and within an hour. */
export type NetworkLimit = {
  /** Undefined when it may; else the seconds to wait. */
  wait: (network: string) => Promise<number | undefined>;
};

/** At most `perHour` from one network in an hour. */
export function networkLimit(perHour: number): NetworkLimit {
  const limiter = new RateLimiterMemory({ points: perHour, duration: HOUR });
  return {
    async wait(network) {
      try {
        await limiter.consume(network);
        return undefined;
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes) return Math.ceil(refusal.msBeforeNext / 1000);
        throw refusal;
      }
    },
  };
}
