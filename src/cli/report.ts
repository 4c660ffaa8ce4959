import { styleText } from 'node:util';
import { blocks, inReadingOrder, type Finding, type Place } from '../model/finding.ts';
import type { Stripped } from '../model/trace.ts';
import { excerpt, visible } from './excerpt.ts';

/** How findings are printed. */
export type ReportOptions = {
  /** The text of a file for its excerpts; undefined when there is none to show. */
  textOf: (file: string) => string | undefined;
  color: boolean;
  /** Columns of the terminal. */
  width: number;
  /** How many files were checked, for the sum at the end. */
  files?: number;
};

type Style = Parameters<typeof styleText>[0];
type Paint = (style: Style, text: string) => string;

const WIDEST = 120;

/**
 * Findings in reading order as a person reads them: where and which rule, what is wrong, the lines with a mark under the
 * words, why it matters, what to do, the other places it is about; and a sum at the end.
 */
export function printFindings(findings: readonly Finding[], options: ReportOptions): string {
  const paint: Paint = (style, text) =>
    options.color ? styleText(style, text, { validateStream: false }) : text;
  const width = Math.min(WIDEST, Math.max(40, options.width));
  const linesOf = lineReader(options.textOf);
  const parts = inReadingOrder(findings).map((finding) => printFinding(finding, linesOf, width, paint));
  return `${[...parts, printSum(findings, options.files, paint)].join('\n\n')}\n`;
}

/** Findings for other programs. Later versions may add fields; a change that breaks readers gets a new `version`. */
export function findingsJson(
  findings: readonly Finding[],
  files?: number,
  stripped: readonly Stripped[] = [],
): string {
  const { errors, warnings, overridden } = count(findings);
  const sorted = inReadingOrder(findings).map((finding) => Object.assign({ related: [] }, finding));
  return `${JSON.stringify({ version: 1, files, errors, warnings, overridden, findings: sorted, stripped }, null, 2)}\n`;
}

function printFinding(finding: Finding, linesOf: LineReader, width: number, paint: Paint): string {
  const { severity, rule, what, why, fix, overridden, related = [] } = finding;
  const mark: Style = overridden ? 'gray' : severity === 'error' ? 'red' : 'yellow';
  const label = overridden ? 'overridden' : severity;
  const parts = [
    `${paint('bold', printPlace(finding))} ${visible(rule)} ${paint(mark, label)}`,
    wrap(what, width, '  ', (text) => paint('bold', text)),
    printExcerpt(finding, linesOf, width, mark, paint),
  ];
  for (const other of related) {
    parts.push(wrap(`see ${printPlace(other)} — ${other.what}`, width, '  '));
    parts.push(printExcerpt(other, linesOf, width, 'cyan', paint));
  }
  if (overridden) {
    const { reason, basis, by } = overridden;
    parts.push(wrap(`${by}: ${reason} (${basis})`, width, '  by:  '));
  } else parts.push(wrap(why, width, '  why: '), wrap(fix, width, '  do:  '));
  return parts.filter((part) => part !== '').join('\n');
}

function printPlace({ file, line, column }: Place): string {
  return `${visible(file)}:${line}:${column}`;
}

function printExcerpt(place: Place, linesOf: LineReader, width: number, mark: Style, paint: Paint): string {
  const wholeFile = place.line === 1 && place.column === 1 && place.length === 0;
  const lines = wholeFile ? undefined : linesOf(place.file);
  if (!lines || place.line > lines.length) return '';
  return excerpt(lines, place, width - 2)
    .split('\n')
    .map((line) => `  ${paintLine(line, mark, paint)}`.trimEnd())
    .join('\n');
}

function paintLine(line: string, mark: Style, paint: Paint): string {
  const [, sign = '', gutter = '', rest = ''] = /^([> ])( *\d* \|)(.*)$/.exec(line) ?? [];
  if (gutter === '') return line;
  const isMark = gutter.trim() === '|';
  return `${paint(mark, sign)}${paint('gray', gutter)}${isMark ? paint(mark, rest) : rest}`;
}

function printSum(findings: readonly Finding[], files: number | undefined, paint: Paint): string {
  const { errors, warnings, overridden } = count(findings);
  if (findings.length === 0) {
    return paint('green', files === undefined ? 'No findings.' : `No findings in ${plural(files, 'file')}.`);
  }
  const counts = [
    errors > 0 ? plural(errors, 'error') : '',
    warnings > 0 ? plural(warnings, 'warning') : '',
    overridden > 0 ? `${overridden} overridden` : '',
  ];
  const touched = new Set(findings.map((finding) => finding.file)).size;
  const among =
    files === undefined || files < touched
      ? plural(touched, 'file')
      : `${touched} of ${plural(files, 'file')}`;
  const said = counts
    .filter(Boolean)
    .join(', ')
    .replace(/, ([^,]*)$/, ' and $1');
  return paint(errors > 0 ? 'red' : 'yellow', `${said} in ${among}.`);
}

function count(findings: readonly Finding[]): { errors: number; warnings: number; overridden: number } {
  const errors = findings.filter(blocks).length;
  const overridden = findings.filter((finding) => finding.overridden !== undefined).length;
  return { errors, warnings: findings.length - errors - overridden, overridden };
}

function plural(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** Breaks a text at blanks; further lines stand under the first one's words. */
export function wrap(text: string, width: number, label: string, style = (line: string) => line): string {
  const lines: string[] = [''];
  for (const word of visible(text).split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && label.length + line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines
    .map((line, index) => (index === 0 ? label : ' '.repeat(label.length)) + style(line))
    .join('\n');
}

type LineReader = (file: string) => readonly string[] | undefined;

function lineReader(textOf: ReportOptions['textOf']): LineReader {
  const known = new Map<string, readonly string[] | undefined>();
  return (file) => {
    if (!known.has(file))
      known.set(
        file,
        textOf(file)
          ?.replace(/^\ufeff/, '')
          .split(/\r\n?|\n/),
      );
    return known.get(file);
  };
}
