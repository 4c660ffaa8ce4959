import { onTestFailed } from 'vitest';

/** Chance that can be repeated: the same seed and the same words give the same numbers, in whatever order they are asked. */
export type Chance = {
  readonly seed: number;
  /** From 0 up to 1. */
  number: () => number;
  /** A whole number, both ends included. */
  between: (least: number, most: number) => number;
  pick: <T>(list: readonly T[]) => T;
  /** One of a table's keys, as often as its weight says. */
  weigh: <Key extends string>(table: Readonly<Record<Key, number>>) => Key;
  /** Another source, which depends on nothing but the seed and these words. */
  of: (...words: readonly (string | number)[]) => Chance;
};

export function chanceOf(seed: number): Chance {
  const number = mulberry32(seed);
  const between = (least: number, most: number) => least + Math.floor(number() * (most - least + 1));
  return {
    seed,
    number,
    between,
    pick(list) {
      const picked = list[between(0, list.length - 1)];
      if (picked === undefined) throw new Error('There is nothing to pick from.');
      return picked;
    },
    weigh(table) {
      const rows = Object.entries<number>(table) as [keyof typeof table, number][];
      let left = number() * rows.reduce((sum, [, weight]) => sum + weight, 0);
      const [found] = rows.find(([, weight]) => (left -= weight) < 0) ?? rows.at(-1) ?? [];
      if (found === undefined) throw new Error('There is nothing to weigh.');
      return found;
    },
    of: (...words) => chanceOf(hashed(`${seed} ${words.join(' ')}`)),
  };
}

/** The chance of one test: of SEED when it is given. A test that fails says how to repeat it. */
export function seeded(): Chance {
  const { SEED } = process.env;
  const seed = SEED === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(SEED);
  onTestFailed(({ task }) => {
    process.stderr.write(`To repeat it: SEED=${seed} npx vitest run test/chaos -t "${task.name}"\n`);
  });
  return chanceOf(seed);
}

function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** FNV-1a. */
function hashed(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
