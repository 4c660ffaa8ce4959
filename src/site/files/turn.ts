/**
 * Numbers the turns of the event loop: the same number until all requests that have arrived together are answered. What
 * was looked at in this turn need not be looked at again; a turn under full load is a few milliseconds.
 */
export function turns(): () => number {
  let turn = 0;
  let counting = false;
  return () => {
    if (!counting) {
      counting = true;
      setImmediate(() => {
        counting = false;
        turn += 1;
      });
    }
    return turn;
  };
}
