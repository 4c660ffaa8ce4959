/** Longer words are not looked at: nothing of ours is. */
const LONGEST = 200;

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
    if (length > LONGEST) continue;
    const most = Math.min(least, length, Math.max(1, Math.floor(length / 3)) + 1) - 1;
    const cost = distance(wanted, known, most);
    if (cost <= most) {
      best = candidate;
      least = cost;
    }
  }
  return best;
}

function plain(word: string): string {
  return word.toLowerCase().replace(/[\s_-]+/g, '');
}

/**
 * Optimal string alignment: letters added, lost, changed, or swapped with their neighbour cost one each. Gives up, with
 * Infinity, as soon as more than `most` are certain.
 */
function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return Infinity;
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
    if (Math.min(...row) > most && Math.min(...above) > most) return Infinity;
    before = above;
    above = row;
  }
  return at(above, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Infinity;
}
