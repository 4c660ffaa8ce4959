import { marked, type Context, type Mark, type Rule } from '../../rule.ts';
import { digitsOf } from '../../settings.ts';
import { quote } from '../../words.ts';

/*
 * Numbers of the United States have one fixed form, and what matters is whether a number is one of a dozen contacts;
 * so an own pattern does, and no table of the world's numbers is loaded for every file.
 */

/** P05: ways to reach somebody who is not the newsroom. */
export const contactRules: readonly Rule[] = [
  {
    id: 'P05',
    severity: 'error',
    about: 'A phone number or an e-mail address that is not among the newsroom’s contacts',
    source: 'RSMo 610.100; newsroom practice',
    why: 'A private number in a release rings for months, and a wrong digit sends witnesses to a stranger.',
    check: checkContacts,
  },
];

const PHONE =
  /(?<![\w.,$/#@-])(?:\+?1[-. ]{1,2})?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[-. /])(?:[2-9]\d{2}[-. ]\d{4}|\d{3}-[A-Z]{4})(?![\w-])/g;
const LOCAL = /(?<![\w.,$/#@)-])(?<!\d[ -])[2-9]\d{2}-\d{4}(?![\w-])/g;
const LOCAL_NEAR =
  /\b(?:call|phone|tele(?:phone)?|tel\.?|dial|text|fax|cell|mobile|reach|at|contact|number)\b[^.\n]{0,40}$/i;
const RUN = /(?<![\w.,$/#@-])1?[2-9]\d{2}[2-9]\d{6}(?![\w-])/g;
const RUN_NEAR = /\b(?:call|phone|telephone|tel\.?|dial|text|fax|cell|mobile|reach)\b[^.\n]{0,30}$/i;
const ABROAD = /(?<![\w+])\+(?!1[-. (]?\d{3})\d{1,3}(?:[ .-]?\(?\d{1,5}\)?){2,6}(?!\w)/g;
/** Short codes, to which one writes instead of calling. */
const CODE = /(?<=\btext(?:s|ed|ing)?(?: \p{L}+){0,6} (?:to|at) )\d{5,6}(?![\d-])/giu;
const MAIL = /(?<![\w.+-])[\w.+'-]{1,64}@[a-zA-Z\d-]{1,63}(?:\.[a-zA-Z\d-]{1,63})+/g;

function checkContacts(context: Context): readonly Mark[] {
  const { text } = context.prose;
  const { phones, mails } = context.settings;
  const marks: Mark[] = [];
  const phone = (words: string, start: number): void => {
    const digits = digitsOf(words);
    if (phones.has(digits) || (digits.length === 7 && [...phones].some((known) => known.endsWith(digits))))
      return;
    marks.push(
      marked(context, start, start + words.length, `${quote(words)} is not a number of this newsroom`, FIX),
    );
  };
  if (/\d{4}|-[A-Z]{4}/.test(text)) {
    const before = (index: number): string => text.slice(Math.max(0, index - 60), index);
    for (const { 0: words, index } of text.matchAll(PHONE)) phone(words, index);
    for (const { 0: words, index } of text.matchAll(LOCAL))
      if (LOCAL_NEAR.test(before(index)) && !/\d\)? ?$/.test(before(index))) phone(words, index);
    for (const { 0: words, index } of text.matchAll(RUN))
      if (RUN_NEAR.test(before(index))) phone(words, index);
    if (/\btext/i.test(text)) for (const { 0: words, index } of text.matchAll(CODE)) phone(words, index);
    for (const { 0: words, index } of text.matchAll(ABROAD))
      if (words.replace(/\D/g, '').length >= 8) phone(words, index);
  }
  if (text.includes('@')) {
    for (const { 0: written, index } of text.matchAll(MAIL)) {
      const words = written.replace(/[.'-]+$/, '');
      if (mails.has(words.toLowerCase())) continue;
      const what = `${quote(words)} is not an address of this newsroom`;
      marks.push(marked(context, index, index + words.length, what, FIX));
    }
  }
  return [...marks, ...hidden(context, marks)];
}

const FIX =
  'Use one of the contacts in newsdesk.yaml, or add it there if it is the newsroom’s. A public hotline goes under rules: checks: P05: allow.';

/** Numbers and addresses that only a link has, behind other words. */
function hidden({ addresses, settings }: Context, told: readonly Mark[]): Mark[] {
  const marks: Mark[] = [];
  for (const { kind, href, at } of addresses) {
    const [, scheme = '', rest = ''] = /^(tel|sms|mailto):([^?]*)/i.exec(href) ?? [];
    if (kind !== 'link' || rest === '') continue;
    const mail = scheme.toLowerCase() === 'mailto';
    const words = safeDecode(rest);
    const known = mail ? settings.mails.has(words.toLowerCase()) : settings.phones.has(digitsOf(words));
    const short = !mail && /^\d{3}$/.test(words);
    if (
      known ||
      short ||
      told.some((mark) => mark.at.line === at.line && sameNumber(mark.words ?? '', words))
    )
      continue;
    const what = `The link leads to ${quote(words)}, which is not ${mail ? 'an address' : 'a number'} of this newsroom`;
    marks.push({ at, words, what, fix: FIX });
  }
  return marks;
}

function sameNumber(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase() || (digitsOf(a) !== '' && digitsOf(b).endsWith(digitsOf(a)));
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
