import { styleText } from 'node:util';
import type { Diagnosis, Severity } from '../doctor.ts';
import { wrap } from './report.ts';
import type { Terminal } from './terminal.ts';

const STYLES = { error: 'red', warning: 'yellow', hint: 'cyan', ok: 'green' } as const;
const WIDEST = 120;

/** What is to be done, each with its reason and the record to publish; then what is well, a line each; then a sum. */
export function printDiagnoses(
  diagnoses: readonly Diagnosis[],
  { color, width: wanted }: Pick<Terminal, 'color' | 'width'>,
): string {
  const width = Math.min(WIDEST, Math.max(40, wanted));
  const paint = (severity: Severity, text: string) =>
    color ? styleText(STYLES[severity], text, { validateStream: false }) : text;
  const todo = diagnoses.filter(({ severity }) => severity !== 'ok');
  const fine = diagnoses.filter(({ severity }) => severity === 'ok');
  const parts = todo.map((one) => printTodo(one, width, paint));
  if (fine.length > 0) parts.push(fine.map((one) => printFine(one, width, paint)).join('\n'));
  return `${[...parts, sumOf(diagnoses, paint)].join('\n\n')}\n`;
}

type Paint = (severity: Severity, text: string) => string;

function printTodo(one: Diagnosis, width: number, paint: Paint): string {
  const { id, severity, what, why = '', fix = '', found = [], publish = [] } = one;
  return [
    `${paint(severity, severity)} ${id}`,
    wrap(what, width, '  '),
    wrap(why, width, '  why: '),
    wrap(fix, width, '  do:  '),
    ...found.map((text) => `  now: ${text}`),
    // Never wrapped: it is to be copied.
    ...publish.map(({ name, type, value }) => `  publish: ${name}  ${type}  ${value}`),
  ].join('\n');
}

function printFine({ id, severity, what }: Diagnosis, width: number, paint: Paint): string {
  const label = `${severity} ${id.padEnd(20)}`;
  return wrap(what, width, `${label} `).replace(severity, paint(severity, severity));
}

function sumOf(diagnoses: readonly Diagnosis[], paint: Paint): string {
  const count = (severity: Severity) => diagnoses.filter((one) => one.severity === severity).length;
  const counts = (['error', 'warning', 'hint'] as const).flatMap((severity) => {
    const number = count(severity);
    return number === 0 ? [] : `${number} ${severity}${number === 1 ? '' : 's'}`;
  });
  const well = `${count('ok')} looked at and well`;
  const worst = diagnoses.some(({ severity }) => severity === 'error') ? 'error' : 'ok';
  return paint(worst, `${[...counts, well].join(', ')}.`);
}

/** For other programs. Later versions may add fields; a change that breaks readers gets a new `version`. */
export function doctorJson(diagnoses: readonly Diagnosis[]): string {
  const count = (severity: Severity) => diagnoses.filter((one) => one.severity === severity).length;
  const [errors, warnings, hints] = [count('error'), count('warning'), count('hint')];
  return `${JSON.stringify({ version: 1, errors, warnings, hints, diagnoses }, null, 2)}\n`;
}
