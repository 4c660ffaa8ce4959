import { z } from 'zod';

/** A duration as it is written in newsdesk.yaml: `90s`, `5m`, `36h`, `14d`. */
export const Duration = z
  .string()
  .regex(/^\d+(s|m|h|d)$/)
  .meta({ description: 'a number and s, m, h or d for seconds, minutes, hours or days, such as 36h' });

const UNITS: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A duration such as "36h" in milliseconds. */
export function durationMs(duration: string): number {
  return Number(duration.slice(0, -1)) * (UNITS[duration.slice(-1)] ?? NaN);
}
