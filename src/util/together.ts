/**
 * Lets calls of the same moment share one piece of work: whatever is asked for in one turn of the event loop is done
 * together. `work` answers each in its order; when it rejects, so does every call of that moment.
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
  return (one) =>
    new Promise((answer, fail) => {
      asked.push({ one, answer, fail });
      if (asked.length === 1) setImmediate(() => void go());
    });
}
