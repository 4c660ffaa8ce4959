import type { Contender, Cost } from './contenders.ts';
import { openSink } from './sinks.ts';

/** The costs of a contender, one for each round; with a failure, what was said of it. */
export type Result = { contender: Contender; costs: Cost[]; failure?: string };

/** One run into a fresh sink. Throws when the run fails, or when the sink did not get every message exactly once. */
export async function runOnce(contender: Contender, count: number): Promise<Cost> {
  const sink = await openSink(contender.sink);
  let cost: Cost;
  try {
    cost = contender.run(sink.port, count);
  } catch (error) {
    // What the contender said matters more than what the sink has to say.
    await sink.stop().catch(() => undefined);
    throw error;
  }
  const { messages, bytes } = await sink.stop();
  if (messages !== count) throw new Error(`The sink counted ${messages} messages; it should have ${count}.`);
  return { ...cost, ...(bytes !== undefined && { bytes }) };
}

/**
 * Every contender once in each round, so that all of them meet the same weather. One that failed is left out of the
 * rounds that follow: what it would do then says nothing any more.
 */
export async function runRounds(
  contenders: readonly Contender[],
  rounds: number,
  count: number,
  say: (line: string) => void,
): Promise<Result[]> {
  const results = contenders.map((contender): Result => ({ contender, costs: [] }));
  for (let round = 1; round <= rounds; round += 1) {
    for (const result of results) {
      if (result.failure !== undefined) continue;
      const { name, sink } = result.contender;
      try {
        const cost = await runOnce(result.contender, count);
        result.costs.push(cost);
        say(`round ${round}: ${name} → ${sink}: ${(count / cost.seconds).toFixed(0)} a second`);
      } catch (error) {
        result.failure = error instanceof Error ? error.message : String(error);
        say(`round ${round}: ${name} → ${sink}: FAILED`);
      }
    }
  }
  return results;
}

/** The middle one of some numbers; not a number when there are none. */
export function middle(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
