import type { Overview } from '../desk/overview.ts';
import type { Task } from '../desk/tasks.ts';
import { table } from './terminal.ts';

type When = (at: number) => string;

/** What "Needs you" says at more length is not said again. */
const SAID: ReadonlySet<Task['about']> = new Set(['mailing', 'uncertain']);

/** What waits for somebody at the desk. */
export function taskLines(tasks: readonly Task[]): string[] {
  return tasks
    .filter(({ about }) => !SAID.has(about))
    .flatMap(({ words, path, do: fix }) => [
      words,
      `  ${path === undefined || fix.includes(path) ? '' : `${path}  `}do: ${fix}`,
    ]);
}

/** What waits for a person and has no minute; with who stopped it, since when. */
export function heldLines(held: Overview['held'], when: When): string[] {
  const rows = held.filter(({ until }) => until === undefined);
  return lines(
    rows.map(({ key, why, since }) => [key, since === undefined ? why : `${why} (${when(since)})`]),
  );
}

/** What is on hold, by whom, since when and why. */
export function onHoldLines(onHold: Overview['onHold'], when: When): string[] {
  return lines(
    onHold.map(({ key, by, since, reason }) => {
      const who = by === undefined ? '' : `by ${by}`;
      const from = since === undefined ? '' : ` since ${when(since)}`;
      return [key, `${who}${from}${reason === undefined ? '' : `: ${reason}`}`.trim()];
    }),
  );
}

/** What is out and is not what its file says, and why. */
export function standingLines(standing: Overview['standing'], when: When): string[] {
  return standing.map(({ key, why, until, correction }) => {
    const time = until === undefined ? '' : ` (until ${when(until)})`;
    return `${key}  ${correction === true ? 'a correction waits: ' : ''}${why}${time}`;
  });
}

/** Findings that somebody decided not to heed: what, who and why. */
export function overrideLines(overrides: Overview['overrides']): string[] {
  return overrides.flatMap(({ key, rule, words, reason, basis, by }) => [
    `${key}  ${rule} on "${words}"`,
    `  ${by}: ${reason} (${basis})`,
  ]);
}

function lines(rows: string[][]): string[] {
  return rows.length === 0 ? [] : table(rows).split('\n');
}
