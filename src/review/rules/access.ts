import { NOTHING, type Context, type Mark, type Rule } from '../rule.ts';
import { quote } from '../words.ts';

/** Link texts that say nothing when a screen reader lists the links of a page. */
const EMPTY_WORDS = new Set(
  (
    'click here|here|click|this|this link|this page|link|more|read more|learn more|more info|more information|see more|' +
    'see here|details|go|continue|aquí|haga clic aquí|haga click aquí|clic aquí|pulse aquí|más|más información|leer más|' +
    'ver más|enlace|este enlace'
  ).split('|'),
);
const FILE_NAME = /^\S+\.(?:jpe?g|png|gif|webp|heic|tiff?)$|^(?:img|dsc|image|photo|picture)[\s_-]*\d*$/i;
const SOURCE = 'WCAG 2.1';

/** A01: what a reader who cannot see the page would miss. */
export const accessRules: readonly Rule[] = [
  {
    id: 'A01/alt',
    severity: 'error',
    about: 'A picture without words for those who cannot see it',
    source: `${SOURCE}, 1.1.1`,
    why: 'Whoever cannot see the picture, or blocks pictures in mail, learns nothing of it.',
    check: checkAlt,
  },
  {
    id: 'A01/link-text',
    severity: 'warning',
    about: 'A link whose words say nothing about where it leads',
    source: `${SOURCE}, 2.4.4`,
    why: 'Screen readers list the links of a page by their words alone.',
    check: checkLinkText,
  },
  {
    id: 'A01/heading',
    severity: 'warning',
    about: 'A heading that skips a level',
    source: `${SOURCE}, 1.3.1`,
    why: 'Screen readers use the levels as a table of contents; a skipped one reads as a missing part.',
    check: checkLevels,
  },
  {
    id: 'A01/table',
    severity: 'warning',
    about: 'A table without a header row',
    source: `${SOURCE}, 1.3.1`,
    why: 'Without headers a screen reader reads the cells without saying what they are.',
    check: checkTables,
  },
];

function checkAlt({ front, outline, locate, locateWords }: Context): readonly Mark[] {
  const marks: Mark[] = [];
  for (const { alt, at } of outline.images)
    if (!isUseful(alt)) marks.push(altMark(alt, at, 'between the brackets'));
  for (const { html, at } of outline.html) {
    for (const tag of html.matchAll(/<img\b[^<>]*>/gi)) {
      const alt = /\salt\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/i.exec(tag[0]);
      const words = alt?.[1] ?? alt?.[2] ?? alt?.[3] ?? '';
      if (!isUseful(words)) marks.push(altMark(words, at, 'in its alt attribute'));
    }
  }
  if (front.type !== 'release' || !front.photos) return marks;
  for (const [index, { alt }] of front.photos.entries()) {
    if (isUseful(alt)) continue;
    const path = ['photos', index, 'alt'];
    const at = alt.trim() === '' ? locate(path, 'value') : locateWords(path, alt);
    marks.push(altMark(alt, at, 'after "alt:"'));
  }
  return marks;
}

function isUseful(alt: string): boolean {
  const words = alt.trim();
  return words !== '' && !FILE_NAME.test(words);
}

function altMark(alt: string, at: Mark['at'], where: string): Mark {
  const what =
    alt.trim() === ''
      ? 'The picture has no words for those who cannot see it'
      : `${quote(alt)} does not say what the picture shows`;
  return { at, what, fix: `Say in a few words, ${where}, what the picture shows.` };
}

function checkLinkText({ outline }: Context): readonly Mark[] {
  if (outline.links.length === 0) return NOTHING;
  const marks: Mark[] = [];
  for (const { text, at } of outline.links) {
    const words = text
      .toLowerCase()
      .replace(/[\s.,:;!…»›>→]+$/u, '')
      .trim();
    if (words !== '' && !EMPTY_WORDS.has(words)) continue;
    const what = words === '' ? 'The link has no words' : `The link says only ${quote(text)}`;
    marks.push({ at, what, fix: 'Let the words of the link name what it leads to: "the road closure map".' });
  }
  return marks;
}

function checkLevels({ outline }: Context): readonly Mark[] {
  if (outline.headings.length === 0) return NOTHING;
  const marks: Mark[] = [];
  let above = 1;
  for (const { level, at } of outline.headings) {
    if (level > above + 1) {
      const what = `A heading of level ${level} follows ${above === 1 ? 'the title' : `one of level ${above}`}`;
      marks.push({ at, what, fix: `Write it with ${'#'.repeat(above + 1)} (level ${above + 1}).` });
    }
    above = level;
  }
  return marks;
}

function checkTables({ outline }: Context): readonly Mark[] {
  const fix = 'Name the columns in the first row.';
  const marks: Mark[] = [];
  for (const { head, at } of outline.tables) {
    if (head.every((cell) => cell.every((part) => part.type === 'text' && part.text.trim() === ''))) {
      marks.push({ at, what: 'The header row of the table is empty', fix });
    }
  }
  for (const { html, at } of outline.html) {
    if (/<table\b/i.test(html) && !/<th\b/i.test(html)) {
      marks.push({
        at,
        what: 'The table has no header cells',
        fix: 'Write the cells of the first row as <th>.',
      });
    }
  }
  return marks;
}
