import { decodeHTML } from 'entities';
import { plainLetter, writePlain } from './letters.ts';
import { AUTOLINK, ENTITY, LABEL, LINE_START, LINK, match, NOTE, SPECIAL, TARGET } from './syntax.ts';
import { tagAt } from './tags.ts';
import { Track } from './track.ts';

/*
 * Markdown read for its words alone: every mark goes, every word stays, and a blank line, item, cell, heading, picture
 * or block of HTML ends a line. It is not the parser that pages are made with, because that one keeps no places within
 * a text; a property holds the two together: they read the same letters.
 */

/** The words of a Markdown text. */
export function readMarkdown(source: string): Track {
  const track = new Track();
  new Reader(source, track).read();
  return track;
}

/** A plain text as it stands, such as a value of the front matter. */
export function readPlain(source: string): Track {
  const track = new Track();
  writePlain(source, track, 0, source.length);
  return track;
}

class Reader {
  readonly #source: string;
  readonly #track: Track;
  /** Offsets of the brackets that close a link or picture; the titles of pictures are words too. */
  readonly #closing = new Map<number, 'link' | 'image'>();
  /** Where it is, and up to where everything was written or left out. */
  #at = 0;
  #done = 0;
  #afterHeading = false;

  constructor(source: string, track: Track) {
    this.#source = source;
    this.#track = track;
  }

  read(): void {
    this.#line(false);
    SPECIAL.lastIndex = this.#at;
    for (let found = SPECIAL.exec(this.#source); found; found = SPECIAL.exec(this.#source)) {
      this.#at = found.index;
      this.#special(found[0]);
      SPECIAL.lastIndex = this.#at;
    }
    this.#flush(this.#source.length);
  }

  #special(letter: string): void {
    switch (letter) {
      case '\n':
        this.#newLine();
        return;
      case '*':
      case '~':
        this.#mark(letter);
        return;
      case '_':
        if (/[\p{L}\p{N}]/u.test(this.#before()) && /[\p{L}\p{N}]/u.test(this.#source[this.#at + 1] ?? ''))
          this.#at += 1;
        else this.#drop(1);
        return;
      case '`':
        this.#drop(1);
        return;
      case '!':
        this.#image();
        return;
      case '[':
        this.#open('link', 0);
        return;
      case ']':
        this.#close();
        return;
      case '<':
        this.#tag();
        return;
      case '&': {
        const entity = match(ENTITY, this.#source, this.#at)?.[0];
        const read = entity === undefined ? undefined : decodeHTML(entity);
        if (entity === undefined || read === entity || read === undefined) this.#at += 1;
        else this.#replace(Array.from(read, plainLetter).join(''), entity.length);
        return;
      }
      case '\\': {
        const next = this.#source[this.#at + 1] ?? '';
        if (/[!-/:-@[-`{-~]/.test(next)) {
          this.#drop(1);
          this.#at += 1;
        } else if (next === '\n') this.#drop(1);
        else this.#at += 1;
        return;
      }
      case '|':
        this.#at += 1;
        return;
      default:
        this.#replace(plainLetter(letter), letter.length);
    }
  }

  /** Asterisks and tildes are marks, unless blanks stand on both sides: 5 * 3. */
  #mark(letter: string): void {
    let end = this.#at + 1;
    while (this.#source[end] === letter) end += 1;
    const spaced = /^\s?$/.test(this.#before()) && /^\s?$/.test(this.#source[end] ?? '');
    if (spaced || (letter === '~' && end - this.#at === 1)) this.#at = end;
    else this.#drop(end - this.#at);
  }

  #newLine(): void {
    this.#flush(this.#at);
    const start = this.#at;
    this.#at += 1;
    this.#done = this.#at;
    this.#line(true, start);
  }

  /** Reads what stands before the first word of a line. `after` is false at the beginning of the text. */
  #line(after: boolean, from = this.#at): void {
    const head = match(LINE_START, this.#source, this.#at);
    const marks = head?.[0] ?? '';
    const next = this.#source[this.#at + marks.length];
    const parts = head?.slice(1).findIndex((part) => part !== undefined) ?? -1;
    const blank = next === '\n' || next === undefined;
    const skip = parts >= 3 && parts <= 6;
    const row = next === '|' || this.#inRow();
    const ends = blank || parts !== -1 || row || this.#afterHeading;
    this.#afterHeading = parts === 0;
    if (after) this.#track.put(ends ? '\n' : ' ', from, 1);
    this.#at += marks.length;
    if (skip) while (this.#at < this.#source.length && this.#source[this.#at] !== '\n') this.#at += 1;
    this.#done = this.#at;
  }

  /** A line with bars in it, below another one. */
  #inRow(): boolean {
    const end = this.#source.indexOf('\n', this.#at);
    const bar = this.#source.indexOf(' | ', this.#at);
    return bar !== -1 && (end === -1 || bar < end);
  }

  #image(): void {
    if (this.#source[this.#at + 1] === '[') this.#open('image', 1);
    else this.#at += 1;
  }

  #open(kind: 'link' | 'image', skip: number): void {
    const bracket = this.#at + skip;
    const note = kind === 'link' ? match(NOTE, this.#source, bracket) : undefined;
    if (note) {
      this.#drop(note[0].length);
      return;
    }
    const link = match(LINK, this.#source, bracket);
    if (!link) {
      this.#at += skip + 1;
      return;
    }
    this.#closing.set(bracket + link[0].length - 1, kind);
    if (kind === 'image') this.#replace('\n', skip + 1);
    else this.#drop(1);
  }

  #close(): void {
    const kind = this.#closing.get(this.#at);
    if (kind === undefined) {
      this.#at += 1;
      return;
    }
    const target = match(TARGET, this.#source, this.#at) ?? match(LABEL, this.#source, this.#at);
    if (!target) {
      this.#at += 1;
      return;
    }
    const end = this.#at + target[0].length;
    const title = target[1] ?? target[2] ?? target[3];
    if (title !== undefined && kind === 'image') {
      const from = this.#at + target[0].lastIndexOf(title);
      this.#replace('\n', 1);
      writePlain(this.#source, this.#track, from, from + title.length);
    } else this.#flush(this.#at);
    if (kind === 'image') this.#track.put('\n', end - 1, 1);
    this.#at = end;
    this.#done = end;
  }

  #tag(): void {
    const link = match(AUTOLINK, this.#source, this.#at);
    if (link) {
      this.#drop(1);
      this.#at += (link[1] ?? '').length;
      this.#drop(1);
      return;
    }
    const tag = tagAt(this.#source, this.#at);
    if (!tag) {
      this.#at += 1;
      return;
    }
    const start = this.#at;
    this.#replace(tag.as, tag.length);
    if (!tag.words) return;
    writePlain(this.#source, this.#track, tag.words.from, tag.words.to);
    this.#track.put('\n', start + tag.length - 1, 1);
  }

  #before(): string {
    return this.#source[this.#at - 1] ?? '';
  }

  #flush(to: number): void {
    this.#track.copy(this.#source, this.#done, to);
    this.#done = to;
  }

  /** Leaves out the next letters. */
  #drop(length: number): void {
    this.#flush(this.#at);
    this.#at += length;
    this.#done = this.#at;
  }

  #replace(words: string, length: number): void {
    this.#flush(this.#at);
    this.#track.put(words, this.#at, length);
    this.#at += length;
    this.#done = this.#at;
  }
}
