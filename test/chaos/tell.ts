import type { Chance } from './chance.ts';

/** Says what a run came to, when somebody wants to know: `CHAOS_TELL=1`. */
export function tell({ seed }: Chance, kills: number, tally: object): void {
  if (process.env.CHAOS_TELL === undefined) return;
  process.stderr.write(`seed ${seed}: ${kills} kills, ${JSON.stringify(tally)}\n`);
}
