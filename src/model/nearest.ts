/**
 * The candidate that a misspelt word most likely stands for, or undefined when none is near: up to a third of its
 * letters may be wrong, and capitals, blanks, hyphens and underscores do not count (`Reply-To` → `replyTo`).
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const wanted = plain(word);
  let best: string | undefined;
  let least = Infinity;
  for (const candidate of candidates) {
    const known = plain(candidate);
    const length = Math.max(wanted.length, known.length);
    if (length === 0 || length > 60) continue;
    const cost = distance(wanted, known);
    if (cost < least && cost <= Math.max(1, Math.floor(length / 3)) && cost < length) {
      best = candidate;
      least = cost;
    }
  }
  return best;
}

function plain(word: string): string {
  return word.toLowerCase().replace(/[\s_-]+/g, '');
}

/** Optimal string alignment: letters added, lost, changed, or swapped with their neighbour cost one each. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min(at(above, j) + 1, at(row, j - 1) + 1, at(above, j - 1) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, at(before, j - 2) + 1);
      row.push(cost);
    }
    before = above;
    above = row;
  }
  return at(above, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Infinity;
}
