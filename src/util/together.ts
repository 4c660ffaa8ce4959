/** At most so many turns of the event loop are waited for others, which are microseconds each. */
const PATIENCE = 8;

/**
 * Lets calls of about the same moment share one piece of work: as long as each turn of the event loop brings more of them,
 * the work waits, a few turns at the most. `work` answers each in its order; when it rejects, so does every call of that
 * moment.
 */
export function gatherer<T, R>(
  work: (all: readonly T[]) => Promise<R[]>,
): (one: T) => Promise<R | undefined> {
  let asked: { one: T; answer: (result: R | undefined) => void; fail: (error: unknown) => void }[] = [];
  const go = async (): Promise<void> => {
    const some = asked;
    asked = [];
    try {
      const results = await work(some.map(({ one }) => one));
      some.forEach(({ answer }, index) => answer(results[index]));
    } catch (error) {
      for (const { fail } of some) fail(error);
    }
  };
  const wait = (before: number, turns: number): void => {
    if (asked.length === before || turns === 0) void go();
    else setImmediate(wait, asked.length, turns - 1);
  };
  return (one) =>
    new Promise((answer, fail) => {
      asked.push({ one, answer, fail });
      if (asked.length === 1) setImmediate(wait, 0, PATIENCE);
    });
}
