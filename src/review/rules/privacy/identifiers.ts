import { marked, NOTHING, type Context, type Mark, type Rule } from '../../rule.ts';
import { quote } from '../../words.ts';
import { isCard, isIban, isRouting } from './numbers.ts';

/** P01 to P04: numbers by which a person can be found, impersonated or robbed. */
export const identifierRules: readonly Rule[] = [
  {
    id: 'P01',
    severity: 'error',
    about: 'A Social Security number, or its last four digits',
    source: 'RSMo 610.035; 5 U.S.C. 552a note',
    why: 'A public body may not disclose a Social Security number, and no reader needs one.',
    check: checkSocial,
  },
  {
    id: 'P02',
    severity: 'error',
    about: 'A full date of birth',
    source: 'RSMo 595.226; newsroom practice',
    why: 'With a name, a date of birth is enough to open accounts. The age says what readers need.',
    check: checkBirth,
  },
  {
    id: 'P03',
    severity: 'error',
    about: 'A driver license, a license plate or a vehicle identification number',
    source: '18 U.S.C. 2721 (DPPA); RSMo 32.091',
    why: 'Each of them leads to the name and the address of its owner.',
    check: checkVehicle,
  },
  {
    id: 'P04',
    severity: 'error',
    about: 'A card number or a bank account',
    source: 'RSMo 610.021',
    why: 'Whoever reads it can use it.',
    check: checkAccounts,
  },
];

const SSN = /(?<![\d-])(?!000|666|9\d\d)\d{3}[- .](?!00)\d{2}[- .](?!0000)\d{4}(?![\d-])/g;
const SSN_WORD = String.raw`(?:social security(?: (?:number|no\.?|#))?|SSN|SS#)`;
const SSN_NEAR = new RegExp(
  `${SSN_WORD}[^.\\n]{0,20}?(?<![\\d-])(?<full>\\d{9})(?![\\d-])|${SSN_WORD}[^.\\n]{0,40}?(?:last four|last 4|ending|ends|end)(?: digits)?(?: are| is| in| with|:)* (?<four>\\d{4})(?![\\d-])|last (?:four|4)(?: digits)?(?: of)?[^.\\n]{0,30}?${SSN_WORD}[^.\\n\\d]{0,20}(?<last>\\d{4})(?![\\d-])|(?:SSN|social security number)(?: is| was|:| #)? (?:[xX*]{3}-?[xX*]{2}-?)?(?<bare>\\d{4})(?![\\d-])`,
  'gi',
);
const NO_SSN =
  /\b(?:part|model|serial|case|docket|permit|invoice|item|lot|report|claim)(?: (?:number|no\.?|#))?:? *$/i;

function checkSocial(context: Context): readonly Mark[] {
  const { text } = context.prose;
  const fix = 'Take it out. If it tells two persons apart, give the age and the town instead.';
  const marks: Mark[] = [];
  for (const { 0: words, index } of text.matchAll(SSN)) {
    if (NO_SSN.test(text.slice(Math.max(0, index - 24), index))) continue;
    marks.push(
      marked(context, index, index + words.length, `${quote(words)} is a Social Security number`, fix),
    );
  }
  if (!/social security|SSN|SS#/i.test(text)) return marks;
  for (const { 0: all, index, groups } of text.matchAll(SSN_NEAR)) {
    const full = groups?.['full'];
    const words = full ?? groups?.['four'] ?? groups?.['last'] ?? groups?.['bare'] ?? '';
    const start = index + all.lastIndexOf(words);
    const what = `${quote(words)} is ${full === undefined ? 'the end of ' : ''}a Social Security number`;
    marks.push(marked(context, start, start + words.length, what, fix));
  }
  return marks;
}

const MONTH =
  '(?:Jan(?:uary|\\.)?|Feb(?:ruary|\\.)?|Mar(?:ch|\\.)?|Apr(?:il|\\.)?|May|June?|July?|Aug(?:ust|\\.)?|Sept?(?:ember|\\.)?|Oct(?:ober|\\.)?|Nov(?:ember|\\.)?|Dec(?:ember|\\.)?)';
const DATE = `(?:${MONTH} \\d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\\d{2}|\\d{1,2} ${MONTH},? (?:19|20)\\d{2}|\\d{1,2}[/.-]\\d{1,2}[/.-](?:(?:19|20)\\d{2}|\\d{2})|(?:19|20)\\d{2}-\\d{2}-\\d{2})(?!\\d)`;
const BORN = new RegExp(
  `(?:(?:\\b(?:born|birth ?date|birthday|date of birth|DOB|D\\.O\\.B\\.?|b\\.))(?: (?:on|is|was|of))*[:,]? {0,2}\\(?|\\b[WBHAIU] ?/ ?[MF],? |\\p{Lu}\\p{Ll}+ \\p{Lu}\\p{Ll}+,? \\((?=\\d{1,2}/\\d{1,2}/))(?<date>${DATE})`,
  'giu',
);
const BORN_QUICK = /\bborn\b|birth|\bD\.?O\.?B\b|[WBHAIU] ?\/ ?[MF]\b|\(\d{1,2}\/\d|\bb\. ?\d/i;
const INSTITUTION =
  /\b(?:department|academy|agency|division|bureau|unit|program(?:me)?|city|county|school|club|association|museum|foal|dog|idea|custom|tradition|it|newsletter|digest|library|company|office)\b(?: was)? ?$/i;

function checkBirth(context: Context): readonly Mark[] {
  const { text } = context.prose;
  if (!BORN_QUICK.test(text)) return NOTHING;
  const marks: Mark[] = [];
  for (const { 0: all, index, groups } of text.matchAll(BORN)) {
    const date = groups?.['date'] ?? '';
    if (
      /^(?:born|birthday)/i.test(all) &&
      (INSTITUTION.test(text.slice(Math.max(0, index - 30), index)) || isNewborn(date, context))
    )
      continue;
    const start = index + all.length - date.length;
    const what = `${quote(date)} is a date of birth`;
    marks.push(
      marked(context, start, start + date.length, what, 'Give the age at the time of the incident.'),
    );
  }
  return marks;
}

/** Born in the year of the release or the one before: a foal, a panda, a baby in an ambulance; nobody's secret. */
function isNewborn(date: string, { front }: Context): boolean {
  const year = /(?:19|20)\d{2}/.exec(date)?.[0];
  return year !== undefined && front.date !== undefined && Number(front.date.slice(0, 4)) - Number(year) <= 1;
}

const LICENSE =
  /\b(?:driver'?s?'?|operator'?s?|chauffeur'?s?|commercial)(?: driver'?s?)? licen[sc]e(?:,? (?:number|no\.?|#|num\.?))?(?: is| was|:|,)? *#?(?:number |no\.? )?(?<number>[A-Z]{0,2}\d[\dA-Z-]{5,14})(?![\w])|\b(?:OLN|DLN|DL|OL)(?: (?:number|no\.?))?[:# ]*(?<short>[A-Z]{0,2}\d[\dA-Z-]{5,14})/gi;
const PLATE =
  /\b(?:licen[sc]e )?(?:plates?|tags?|registration)(?: (?:number|no\.?))?(?: is| was| are| of| reads?| reading|:|,| #)? *(?:number |no\.? )?(?:(?:Missouri|Illinois|Kansas|Arkansas|Iowa|Mo\.|Ill\.|MO|IL|KS) )?["(]?(?<plate>(?=[A-Z0-9 -]*\d)(?=[A-Z0-9 -]*[A-Z])[A-Z0-9]{1,4}[ -]?[A-Z0-9]{2,5})(?![\w])/g;
const VIN = /(?<![\w])(?=[A-Z\d]*\d)(?=[A-Z\d]*[A-Z])[A-HJ-NPR-Z\d]{17}(?![\w])/g;

function checkVehicle(context: Context): readonly Mark[] {
  const { text } = context.prose;
  const marks: Mark[] = [];
  const add = (words: string, start: number, name: string, fix: string): void => {
    marks.push(marked(context, start, start + words.length, `${quote(words)} is ${name}`, fix));
  };
  if (/licen[sc]e|\b(?:OLN?|DLN?)\b/i.test(text)) {
    for (const { 0: all, index, groups } of text.matchAll(LICENSE)) {
      const words = groups?.['number'] ?? groups?.['short'] ?? '';
      add(words, index + all.lastIndexOf(words), 'the number of a driver license', 'Take it out.');
    }
  }
  if (/plate|tag|registration/i.test(text)) {
    for (const { 0: all, index, groups } of text.matchAll(PLATE)) {
      const words = groups?.['plate'] ?? '';
      if (/^\d+ ?(?:AM|PM)$/.test(words)) continue;
      const fix =
        'Describe the vehicle: make, color, damage. A plate that the public has to look for needs an override with its legal basis.';
      add(words, index + all.lastIndexOf(words), 'a license plate', fix);
    }
  }
  if (!/[A-Z\d]{17}/.test(text)) return marks;
  for (const { 0: words, index } of text.matchAll(VIN)) {
    add(words, index, 'a vehicle identification number', 'Take it out; make, model and year say enough.');
  }
  return marks;
}

const LONG_NUMBER = /(?<![\d.,$#-])\d(?:[ -]?\d){11,18}(?![\d-])/g;
const ACCOUNT =
  /\b(?:(?<kind>bank account|account|acct\.?|routing|ABA)(?: (?:number|no\.?|#))?)(?: is| was|:| in| ending(?: in)?| #)* *#?(?<number>\d[\d -]{3,16}\d)(?!\d)/gi;
const IBAN = /(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){3,7}(?: ?[A-Z\d]{1,3})?(?!\w)/g;

function checkAccounts(context: Context): readonly Mark[] {
  const { text } = context.prose;
  const marks: Mark[] = [];
  const add = (words: string, start: number, name: string): void => {
    marks.push(marked(context, start, start + words.length, `${quote(words)} is ${name}`, 'Take it out.'));
  };
  for (const { 0: words, index } of text.matchAll(LONG_NUMBER)) {
    if (isCard(words)) add(words, index, 'a card number');
  }
  if (/account|acct|routing|ABA\b/i.test(text)) {
    for (const { 0: all, index, groups } of text.matchAll(ACCOUNT)) {
      const words = (groups?.['number'] ?? '').trim();
      const routing = /routing|ABA/i.test(groups?.['kind'] ?? '');
      const digits = words.replace(/\D/g, '');
      if (routing ? !isRouting(digits) && digits.length < 8 : digits.length < 4) continue;
      if (/^(?:19|20)\d\d$/.test(digits) || /^\d{3}-\d{3}-\d{4}$/.test(words)) continue;
      add(words, index + all.lastIndexOf(words), routing ? 'a bank’s routing number' : 'an account number');
    }
  }
  for (const { 0: words, index } of text.matchAll(IBAN))
    if (isIban(words)) add(words, index, 'a bank account (IBAN)');
  return marks.length === 0 ? NOTHING : marks;
}
