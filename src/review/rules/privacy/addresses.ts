import { marked, NOTHING, type Context, type Mark, type Rule } from '../../rule.ts';
import { quote } from '../../words.ts';

/** P06: where somebody lives. */
export const addressRules: readonly Rule[] = [
  {
    id: 'P06/victim',
    severity: 'error',
    about: 'The house number of a victim',
    source: 'RSMo 595.226, 610.100',
    why: 'It leads whoever did it, and whoever is curious, to the door. The block says where it happened.',
    check: (context) => checkAddresses(context, true),
  },
  {
    id: 'P06/other',
    severity: 'warning',
    about: 'The house number of a person or of the place of an incident',
    source: 'newsroom practice',
    why: 'Neighbors and later tenants live with it. The block says where it happened.',
    check: (context) => checkAddresses(context, false),
  },
];

const TYPES =
  'Street|St\\.?|Avenue|Ave\\.?|Road|Rd\\.?|Drive|Dr\\.?|Lane|Ln\\.?|Court|Ct\\.?|Boulevard|Blvd\\.?|Way|Place|Pl\\.?|Circle|Cir\\.?|Terrace|Ter\\.?|Trail|Parkway|Pkwy\\.?|Highway|Hwy\\.?|Broadway';
const COMPASS = '(?:N|S|E|W|NE|NW|SE|SW|North|South|East|West)\\.?';
export const ADDRESS = new RegExp(
  `(?<![\\w$./:-])(?<number>\\d{1,5}[A-Z]?(?: 1/2|½)?) (?:${COMPASS} )?(?:(?:[\\p{Lu}\\d][\\p{L}\\d'.-]*) ){0,4}?(?:${TYPES})(?![\\p{L}])(?:,? (?:Apt|Apartment|Unit|Suite|Ste|No|#)\\.? ?[\\dA-Z]{1,5})?`,
  'gu',
);
const NO_STREET =
  /(?:County|Circuit|Supreme|Municipal|Federal|District|Family|Juvenile|Drug|Associate) (?:Court|Ct\.?)|^\d{1,2} (?:Court|Place|Way|Street)s?$/;
const YEAR_BEFORE = /\b(?:in|of|since|by|for|the|until|from|and|to|during) $/i;
const HOME =
  /\b(?:homes?|houses?|residences?|apartment|lives?|lived|living|resid(?:es|ed|ing)|tenants?|bedroom|porch|family|front door)\b|, \d{1,3}, of $/i;
/** In a release that is about no case, only what says that somebody lives there. */
const LIVES =
  /\b(?:(?:lives?|lived|living|resid(?:es|ed|ing)) (?:at|in)|(?:his|her|their|the victim's|family's) (?:home|house|apartment|residence)|residents? of|home of)\b/i;
const PUBLIC =
  /\b(?:headquarters|station|library|school|church|center|centre|park|store|shop|market|pharmacy|bank|restaurant|cafe|bar|hotel|motel|hospital|clinic|museum|hall|courthouse|court (?:moves|is)|office|gas station|company|business|theater|stadium|club|gym|dealer(?:ship)?|mall|warehouse|factory|academy|college|university|window|Suite)\b/i;
const VICTIM =
  /\b(?:victims?|her home|their home|his home|family|woman's|alone|asleep|robbed|bullets?|broken into)\b/i;

/** Where the victim is protected by law, P08 speaks of every exact address. */
function checkAddresses(context: Context, ofVictim: boolean): readonly Mark[] {
  const { prose, story, front, newsroom } = context;
  const { text } = prose;
  if (front.type !== 'release' || story.isSensitive || !/\d \p{Lu}/u.test(text)) return NOTHING;
  const own = newsroom.newsroom.address.map(plain);
  const marks: Mark[] = [];
  for (const { 0: words, index, groups } of text.matchAll(ADDRESS)) {
    const number = groups?.['number'] ?? '';
    if (
      NO_STREET.test(words) ||
      own.some((line) => plain(words).startsWith(line) || line.startsWith(plain(words)))
    )
      continue;
    if (/^(?:19|20)\d\d$/.test(number) && YEAR_BEFORE.test(text.slice(Math.max(0, index - 8), index)))
      continue;
    const { start, end } = prose.sentence(index);
    const sentence = text.slice(start, end);
    const home = HOME.test(text.slice(start, index)) || HOME.test(text.slice(index + words.length, end));
    if (story.isCase ? !home && PUBLIC.test(sentence) : !LIVES.test(sentence)) continue;
    const victim = home && VICTIM.test(sentence) && !/\bwarrant\b/.test(sentence);
    if (victim !== ofVictim) continue;
    const what = `${quote(words)} names a house${ofVictim ? ', and a victim’s' : ''}`;
    marks.push(
      marked(context, index, index + words.length, what, `Write the block: "${blockOf(number, words)}".`),
    );
  }
  return marks;
}

/** "8721 Link Avenue" → "the 8700 block of Link Avenue". */
export function blockOf(number: string, address: string): string {
  const block = Math.floor(Number.parseInt(number, 10) / 100) * 100;
  const street = address
    .slice(number.length)
    .replace(/,? (?:Apt|Apartment|Unit|Suite|Ste|No|#).*$/, '')
    .trim();
  return `the ${block === 0 ? 'unit' : String(block)} block of ${street}`;
}

function plain(address: string): string {
  return address.toLowerCase().replace(/[.,]/g, '').trim();
}
