import { marked, NOTHING, type Context, type Mark, type Rule } from '../../rule.ts';
import { quote } from '../../words.ts';

/** A01, the languages: what a voice would read as nonsense. */
export const languageRules: readonly Rule[] = [
  {
    id: 'A01/language',
    severity: 'warning',
    about: 'A phrase in another language that does not say which',
    source: 'WCAG 2.1, 3.1.2',
    why: 'A screen reader pronounces it by the rules of the language around it, and nobody understands it.',
    check: checkLanguage,
  },
];

const SPANISH = new Set(
  'el la los las un una unos unas de del al que en y o por para con sin su sus se es son está están fue ser habrá hay no si como más pero toda todo todos durante sobre entre hasta desde cuando donde quien información llame personas policía gratis favor habla español personal usted nuestro nuestra este esta estos'.split(
    ' ',
  ),
);
const ENGLISH = new Set(
  'the a an of and or to in on at for with from by is are was were be been has have had not that this it he she they his her their who which when where will would can said says'.split(
    ' ',
  ),
);
const SCRIPTS: readonly [RegExp, string][] = [
  [/\p{Script=Han}[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}，。、！？]+/gu, 'zh or ja'],
  [/\p{Script=Cyrillic}+(?:[ ,-]+\p{Script=Cyrillic}+)*/gu, 'ru or uk'],
  [/\p{Script=Arabic}+(?:[ ,]+\p{Script=Arabic}+)*/gu, 'ar'],
  [/\p{Script=Hangul}+(?:[ ,]+\p{Script=Hangul}+)*/gu, 'ko'],
  [/\p{Script=Devanagari}+(?:[ ,]+\p{Script=Devanagari}+)*/gu, 'hi'],
  [/\p{Script=Hebrew}+(?:[ ,]+\p{Script=Hebrew}+)*/gu, 'he'],
];
const OTHER_SCRIPT = /[\u0400-\u06ff\u0900-\u097f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/;
const MARKED = /<(\w+)\b[^<>]*\slang\s*=[^<>]*>[\s\S]*?<\/\1\s*>/gi;

function checkLanguage(context: Context): readonly Mark[] {
  const { front, newsroom, prose, source } = context;
  const language = (front.type === 'release' ? front.language : undefined) ?? newsroom.newsroom.language;
  const { text, body } = prose;
  const marks: Mark[] = [];
  const covered = source.body.includes('lang')
    ? [...source.body.matchAll(MARKED)].map(({ index, 0: all }) => [index, index + all.length] as const)
    : [];
  const add = (start: number, end: number, tag: string): void => {
    const place = prose.within(start, end);
    if (covered.some(([from, to]) => place.start >= from && place.end <= to)) return;
    const words = text.slice(start, end);
    marks.push(
      marked(
        context,
        start,
        end,
        `${quote(words)} is in another language, and nothing says so`,
        `Write <span lang="${tag}">…</span> around it, with its own tag.`,
      ),
    );
  };
  if (/^(?:en|es|fr|de)/.test(language) && OTHER_SCRIPT.test(text)) {
    for (const [pattern, tag] of SCRIPTS)
      for (const { 0: words, index } of text.slice(body).matchAll(pattern))
        add(body + index, body + index + words.length, tag.slice(0, 2));
  }
  if (!language.startsWith('en') || !/[áéíóúñ¿¡]|\b(?:para|los|las|una|del)\b/i.test(text))
    return marks.length === 0 ? NOTHING : marks;
  for (const { 0: sentence, index } of text.slice(body).matchAll(/[^\n.!?;:"]+/g)) {
    const words = sentence.toLowerCase().match(/\p{L}+/gu) ?? [];
    if (words.length < 4) continue;
    const spanish = words.filter((word) => SPANISH.has(word)).length;
    const english = words.filter((word) => ENGLISH.has(word)).length;
    if (spanish < 3 || spanish / words.length < 0.3 || english > spanish / 3) continue;
    const start = body + index + sentence.search(/\S/);
    add(start, body + index + sentence.trimEnd().length, 'es');
  }
  return marks;
}
