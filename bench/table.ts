import type { Cost } from './contenders.ts';
import { middle, type Result } from './rounds.ts';

/** What a row is held against: other rows, by name, and what it has to reach there. */
export type Aims = {
  plain?: string;
  timesPlain?: number;
  source?: string;
  timesSource?: number;
  /** Processor microseconds a message, at most. */
  micros?: number;
};
export type Row = { label: string; result: Result; aims: Aims };

const HEADS = [
  'who',
  'into',
  'messages/s',
  'CPU µs each',
  'peak',
  'whole run',
  '÷ plain loop',
  '÷ smtp-source',
];

/**
 * The table of a benchmark of `count` messages, a line each. Medians; a ratio is the median of the rounds' ratios. Processor time
 * is shown with its least and its most: unlike a ratio it has nothing to be held against in the same moment.
 */
export function tableOf(rows: readonly Row[], count: number): string[] {
  const cells = [HEADS, ...rows.map((row) => cellsOf(row, rows, count))];
  const widths = HEADS.map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
  return cells.map((line) =>
    line
      .map((cell, column) =>
        column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join(' | '),
  );
}

function cellsOf({ label, result, aims }: Row, rows: readonly Row[], count: number): string[] {
  const { contender, costs, failure } = result;
  const sink = contender.sink === 'own' ? 'counting sink' : 'smtp-sink';
  if (failure !== undefined) return [label, sink, 'FAILED', '', '', '', '', ''];
  const of = (what: (cost: Cost) => number | undefined) =>
    middle(costs.map(what).filter((value) => value !== undefined));
  const micros = of((cost) => cost.micros) / count;
  return [
    label,
    sink,
    (count / of((cost) => cost.seconds)).toFixed(0),
    shown(micros, '', 0) + spread(costs, count) + aim(micros, '≤', aims.micros),
    shown(
      of((cost) => cost.megabytes),
      ' MB',
      0,
    ),
    shown(
      of((cost) => cost.whole),
      ' s',
      2,
    ),
    ratio(result, rows, aims.plain, aims.timesPlain),
    ratio(result, rows, aims.source, aims.timesSource),
  ];
}

function ratio(result: Result, rows: readonly Row[], other?: string, least?: number): string {
  const against = rows.find(({ label }) => label === other)?.result;
  if (!against) return '';
  const ratios = result.costs.map(
    ({ seconds }, round) => (against.costs[round]?.seconds ?? Number.NaN) / seconds,
  );
  const times = middle(ratios.filter((value) => !Number.isNaN(value)));
  return shown(times, '×', 2) + aim(times, '≥', least);
}

/** Between which rounds it lay: how far neighbours on the machine had a part in it. */
function spread(costs: readonly Cost[], count: number): string {
  const each = costs.flatMap(({ micros }) => (micros === undefined ? [] : [micros / count]));
  if (each.length < 2) return '';
  return ` [${Math.min(...each).toFixed(0)}–${Math.max(...each).toFixed(0)}]`;
}

function shown(value: number, unit: string, digits: number): string {
  return Number.isNaN(value) ? '–' : `${value.toFixed(digits)}${unit}`;
}

/** The target beside a figure, and whether it is met. */
export function aim(value: number, sign: '≤' | '≥', target?: number): string {
  if (target === undefined || Number.isNaN(value)) return '';
  const met = sign === '≤' ? value <= target : value >= target;
  return ` (${sign} ${target}: ${met ? 'met' : 'MISSED'})`;
}
