import { marked, type Context, type Mark, type Rule } from '../../rule.ts';
import { quote } from '../../words.ts';

/** S02, the dates: a weekday that is not the one of its date. */
export const weekdayRules: readonly Rule[] = [
  {
    id: 'S02/weekday',
    severity: 'error',
    about: 'A weekday that does not match its date',
    source: 'newsroom practice',
    why: 'Half of the readers will come on the wrong day, and nobody can tell which half.',
    check: checkWeekdays,
  },
];

const ENGLISH = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');
const SPANISH = 'domingo lunes martes miércoles jueves viernes sábado'.split(' ');
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const MESES =
  'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre'.split(' ');
const MONTH = '(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\\.?';
const DATED = new RegExp(
  `\\b(?<day>${ENGLISH.join('|')}),? \\(?(?:the )?(?<month>${MONTH}) (?<date>\\d{1,2})(?:st|nd|rd|th)?(?!\\d)(?:,? (?<year>(?:19|20)\\d{2})(?!\\d))?`,
  'gu',
);
const FECHADO = new RegExp(
  `(?<![\\p{L}])(?<day>${SPANISH.join('|')}),? (?<date>\\d{1,2}) de (?<month>${MESES.join('|')})(?:,? (?:de|del) (?<year>(?:19|20)\\d{2}))?`,
  'giu',
);
const NUMERIC = new RegExp(
  `(?<![\\p{L}])(?<day>${ENGLISH.join('|')}),? \\(?(?<month>\\d{1,2})/(?<date>\\d{1,2})/(?<year>(?:19|20)\\d{2})(?!\\d)`,
  'gu',
);
/** "Saturday and Sunday, Nov. 21 and 22": the dates are told for both days at once. */
const PAIRED = new RegExp(
  `(?:${ENGLISH.join('|')}|${SPANISH.join('|')})s?(?:,? (?:and|or|to|through|y|o|a|al)(?: el)?|,| ?-| ?/) ?$`,
  'iu',
);
const DAY = 86_400_000;
const HALF_A_YEAR = 183;

function checkWeekdays(context: Context): readonly Mark[] {
  const { prose, front } = context;
  const { text } = prose;
  if (front.date === undefined || !/day|do|nes|tes|ves/i.test(text)) return [];
  const base = Date.parse(front.date.slice(0, 10));
  if (Number.isNaN(base)) return [];
  const marks: Mark[] = [];
  const patterns = [
    DATED,
    ...(/ de [a-z]/i.test(text) ? [FECHADO] : []),
    ...(/\d\/\d/.test(text) ? [NUMERIC] : []),
  ];
  for (const pattern of patterns) {
    for (const { 0: words, index, groups } of text.matchAll(pattern)) {
      if (PAIRED.test(text.slice(Math.max(0, index - 24), index))) continue;
      const names = pattern === FECHADO ? SPANISH : ENGLISH;
      const weekday = names.indexOf(
        pattern === FECHADO ? (groups?.['day'] ?? '').toLowerCase() : (groups?.['day'] ?? ''),
      );
      const month = monthOf(groups?.['month'] ?? '');
      const date = Number(groups?.['date']);
      const year = groups?.['year'] === undefined ? undefined : Number(groups['year']);
      const right = dayOf(base, month, date, year);
      if (right === undefined || right.getUTCDay() === weekday) continue;
      const name = names[right.getUTCDay()] ?? '';
      const shown = words.replace('(', '');
      const what = `${quote(shown)}: that day is a ${name}${year === undefined ? ` in ${right.getUTCFullYear()}` : ''}`;
      marks.push(
        marked(
          context,
          index,
          index + words.length,
          what,
          'Mend the weekday or the date; ask which of the two was meant.',
        ),
      );
    }
  }
  return marks;
}

function monthOf(written: string): number {
  if (/^\d/.test(written)) return Number(written) - 1;
  const month = MONTHS.indexOf(written.slice(0, 3).toLowerCase());
  return month === -1 ? MESES.indexOf(written.toLowerCase()) : month;
}

/** The day that is meant: of the year that is written, else the one nearest to the release. */
function dayOf(base: number, month: number, date: number, year: number | undefined): Date | undefined {
  if (month < 0 || month > 11 || date < 1 || date > 31) return undefined;
  const around = new Date(base).getUTCFullYear();
  const years = year === undefined ? [around, around - 1, around + 1] : [year];
  for (const one of years) {
    const day = new Date(Date.UTC(one, month, date));
    if (day.getUTCMonth() !== month) continue;
    if (year !== undefined || Math.abs(day.getTime() - base) <= HALF_A_YEAR * DAY) return day;
  }
  return undefined;
}
