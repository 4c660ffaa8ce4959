import type { KeyPath } from '../../model/source.ts';
import { NOTHING, type Context, type Mark, type Rule } from '../rule.ts';
import { quote } from '../words.ts';

/** A text left over from writing. `ordinary` tells the same letters in ordinary use, from the text around them. */
type Leftover = {
  pattern: RegExp;
  what: string;
  fix: string;
  ordinary?: (before: string, after: string) => boolean;
};

const WRITE_IT = 'Write what belongs there, or remove it.';
const CAPITALS_BEFORE = /(\p{Lu}{2,})\s+$/u;
const CAPITALS_AFTER = /^\s+(\p{Lu}{2,})/u;
const DRAFT_COMPANIONS =
  /^(?:FINAL|FIRST|SECOND|THIRD|ROUGH|WORKING|THIS|IS|ONLY|COPY|VERSION|NOT|DO|FOR|PRESS|NEWS|MEDIA|RELEASE|INTERNAL|TK)$/;

const LEFTOVERS: readonly Leftover[] = [
  {
    pattern:
      /\{\{(?:[^{}\n]{0,80}\}\})?|\{%(?:[^%\n]{0,80}%\})?|<%[^%\n]{0,80}%>|\[\[[^[\]\n]{1,80}\]\](?!\()|\*\|[A-Z_:]+\|\*|%%[A-Za-z_]+%%|«[A-Za-z]+_[A-Za-z_]+»|\{::[^}\n]{0,80}\}/g,
    what: 'is a mark of a template',
    fix: WRITE_IT,
  },
  {
    pattern:
      /\[(?:(?:INSERT|ADD|NAME|DATE|TIME|ADDRESS|LOCATION|PHONE|AGE|CITY|TBD|TBA|TBC|TK|XX+|QUOTE)\b|(?:[Ii]nsert|[Yy]our) )[^\]\n]{0,60}\](?![([:])/g,
    what: 'is a place that was never filled in',
    fix: WRITE_IT,
  },
  {
    pattern: /(?<![\p{L}\p{N}_/=.@#-])TK(?:[ -]?TK)*(?![\p{L}\p{N}_/=@'’-])/gu,
    what: 'stands for something still to come',
    fix: WRITE_IT,
    ordinary: (_, after) => /^\s+(?:\p{Lu}\p{Ll}|\d)/u.test(after),
  },
  {
    pattern: /(?<![\p{L}\p{N}_/=])X{3,}(?![\p{L}\p{N}_/=])/gu,
    what: 'stands for something still to come',
    fix: WRITE_IT,
    ordinary: (before) =>
      /\b(?:Bowl|Title|Chapter|Article|Volume|Vol\.|Part|Section|Appendix|No\.)\s+$/i.test(before),
  },
  {
    pattern: /\blorem ipsum\b|\bdolor sit amet\b/gi,
    what: 'is dummy text',
    fix: 'Write the text, or remove it.',
  },
  {
    pattern: /(?<![\p{L}\p{N}_/.-])DRAFT(?![\p{L}\p{N}_/])/gu,
    what: 'says that the text is not finished',
    fix: 'Remove the mark. While the text is not finished, set "status: draft" in the front matter.',
    ordinary: (before, after) =>
      isShouted(CAPITALS_BEFORE.exec(before)?.[1]) || isShouted(CAPITALS_AFTER.exec(after)?.[1]),
  },
  {
    pattern: /<!--(?!\s*(?:prettier-ignore|markdownlint-|vale |cspell|textlint-))[\s\S]*?(?:-->|$)/g,
    what: 'is a comment of the desk',
    fix: 'Settle it and remove it, from "<!--" to "-->".',
  },
  {
    pattern: /^\[(?:\/\/|comment|_)\]: *(?:#|<>).*$/gim,
    what: 'is a comment of the desk',
    fix: 'Settle it and remove the line.',
  },
  {
    pattern:
      /\{(?:\+\+|--|~~|==|>>)[\s\S]{0,400}?(?:\+\+|--|~~|==|<<)\}|^<{7} \S.*$|\bComment(?:ed)? \[[A-Z]{1,4}\d+\]:/gm,
    what: 'is a mark of tracked changes',
    fix: 'Accept or reject the change, then remove its marks.',
  },
];

/** One look that nearly every clean text passes; only what fails it is looked at pattern by pattern. */
const SUSPECT =
  /\{[{%:+\-~=>]|<[%!<]|\[\[|\*\||%%|«|\[[A-ZIiYy/c_]|TK|XXX|DRAFT|[Ll][Oo][Rr][Ee][Mm] |[Dd]olor sit|Comment(?:ed)? \[/;

/** C02: what was left over from writing. */
export const leftoverRules: readonly Rule[] = [
  {
    id: 'C02',
    severity: 'error',
    about: 'Leftover template text, TK, XXX, lorem ipsum, DRAFT, comments or marks of tracked changes',
    source: 'newsroom practice',
    why: 'Newsrooms reprint a release word for word: a slip is printed as it stands.',
    check: checkLeftovers,
  },
];

function checkLeftovers(context: Context): readonly Mark[] {
  const { source, front, spot, locateWords } = context;
  const marks: Mark[] = [];
  if (SUSPECT.test(source.body)) {
    for (const { offset, words, leftover } of leftovers(source.body)) {
      marks.push(mark(spot(offset, words.length), words, leftover));
    }
  }
  const check = (text: string | undefined, path: KeyPath): void => {
    if (text === undefined || !SUSPECT.test(text)) return;
    for (const { words, leftover } of leftovers(text))
      marks.push(mark(locateWords(path, words), words, leftover));
  };
  check(front.title, ['title']);
  check(front.summary, ['summary']);
  if (front.type === 'issue') {
    front.omit?.forEach(({ reason }, index) => check(reason, ['omit', index, 'reason']));
    return marks;
  }
  check(front.dateline, ['dateline']);
  front.photos?.forEach((photo, index) => {
    check(photo.alt, ['photos', index, 'alt']);
    check(photo.caption, ['photos', index, 'caption']);
    check(photo.credit, ['photos', index, 'credit']);
  });
  return marks.length === 0 ? NOTHING : marks;
}

function leftovers(text: string): { offset: number; words: string; leftover: Leftover }[] {
  const found = LEFTOVERS.flatMap((leftover) =>
    [...text.matchAll(leftover.pattern)]
      .filter(
        ({ 0: words, index }) =>
          !leftover.ordinary?.(lineBefore(text, index), lineAfter(text, index + words.length)),
      )
      .map(({ 0: words, index }) => ({ offset: index, words, leftover })),
  );
  found.sort((a, b) => a.offset - b.offset || b.words.length - a.words.length);
  let end = 0;
  return found.filter(({ offset, words }) => {
    if (offset < end) return false;
    end = offset + words.length;
    return true;
  });
}

function mark(at: Mark['at'], words: string, { what, fix }: Leftover): Mark {
  return { at, what: `${quote(words)} ${what}`, fix };
}

/** What stands before an offset on its line, 40 characters at most. */
function lineBefore(text: string, offset: number): string {
  const before = text.slice(Math.max(0, offset - 40), offset);
  return before.slice(before.lastIndexOf('\n') + 1);
}

function lineAfter(text: string, offset: number): string {
  return text.slice(offset, offset + 40).split('\n', 1)[0] ?? '';
}

/** A neighbour in capitals that makes DRAFT a word of a headline in capitals: NFL DRAFT. */
function isShouted(neighbour: string | undefined): boolean {
  return neighbour !== undefined && !DRAFT_COMPANIONS.test(neighbour);
}
