/** Orders release numbers as they were given out: by year, then by count (`26-99` before `26-100`). */
export function compareNumbers(a: string, b: string): number {
  return yearOf(a) - yearOf(b) || countOf(a) - countOf(b) || (a < b ? -1 : a > b ? 1 : 0);
}

/**
 * Release numbers as a person would list them, in order and each once: "26-101 to 26-109, 26-111". Two neighbours stay
 * apart ("26-101, 26-102"); three or more make a range. Empty for no numbers.
 */
export function printNumbers(numbers: readonly string[]): string {
  const runs: string[][] = [];
  for (const number of new Set(numbers.toSorted(compareNumbers))) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run && last && follows(last, number)) run.push(number);
    else runs.push([number]);
  }
  return runs.map((run) => (run.length > 2 ? `${run[0]} to ${run.at(-1)}` : run.join(', '))).join(', ');
}

function follows(before: string, number: string): boolean {
  return yearOf(before) === yearOf(number) && countOf(before) + 1 === countOf(number);
}

function yearOf(number: string): number {
  return Number(number.slice(0, 2));
}

function countOf(number: string): number {
  return Number(number.slice(3));
}
