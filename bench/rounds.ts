import type { Contender, Cost } from './contenders.ts';
import { openSink } from './sinks.ts';

/** Messages in a proof. */
export const PROOF = 20;

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
  const { messages, bytes, signed } = await sink.stop();
  if (messages !== count) throw new Error(`The sink counted ${messages} messages; it should have ${count}.`);
  const signatures = contender.signs ? count : 0;
  if (signed !== undefined && signed !== signatures)
    throw new Error(`The sink saw ${signed} DKIM signatures; it should have seen ${signatures}.`);
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
  for (const result of results) {
    const { proof } = result.contender;
    if (!proof) continue;
    await attempt(result, 'proof', say, async () => {
      await runOnce(proof, PROOF);
      return 'counted, and signed as it should be';
    });
  }
  for (let round = 1; round <= rounds; round += 1) {
    for (const result of results) {
      await attempt(result, `round ${round}`, say, async () => {
        const cost = await runOnce(result.contender, count);
        result.costs.push(cost);
        return `${(count / cost.seconds).toFixed(0)} a second`;
      });
    }
  }
  return results;
}

/** Does it unless the contender has failed before; a failure is kept with it. */
async function attempt(
  result: Result,
  when: string,
  say: (line: string) => void,
  work: () => Promise<string>,
): Promise<void> {
  if (result.failure !== undefined) return;
  const { name } = result.contender;
  try {
    say(`${when}: ${name}: ${await work()}`);
  } catch (error) {
    result.failure = error instanceof Error ? error.message : String(error);
    say(`${when}: ${name}: FAILED`);
  }
}

/** The middle one of some numbers; not a number when there are none. */
export function middle(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
