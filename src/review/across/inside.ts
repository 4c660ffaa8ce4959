import { endingsOf, MOST_PIXELS } from '../../model/photo.ts';
import { printTraces, type Trace, type TraceKind } from '../../model/trace.ts';
import { quote } from '../words.ts';
import type { AcrossRule } from './across.ts';
import { linkedIn, picturesIn } from './files.ts';

/** What a PDF tells and cannot be taken out here. Its program and its dates are in every one, and harmless. */
const TELLING: ReadonlySet<TraceKind> = new Set<TraceKind>([
  'position',
  'people',
  'author',
  'device',
  'history',
  'thumbnail',
  'attached',
]);

/** Pictures and PDFs by what is inside them. */
export const insideRules: readonly AcrossRule[] = [
  {
    id: 'photo/cut-off',
    severity: 'error',
    about: 'A photo whose end is missing',
    source: 'house rule',
    why: 'Readers would see the upper half of a picture, and grey below.',
    *check(room) {
      for (const { path, file, at } of picturesIn(room)) {
        if (!room.tools.asset(path)?.cutOff) continue;
        const fix = 'Copy it from the camera or the telephone once more; the last time broke off.';
        yield { file, at: at(), what: `The end of ${quote(path)} is missing`, fix };
      }
    },
  },
  {
    id: 'photo/name',
    severity: 'error',
    about: 'A photo whose name ends like another kind of picture',
    source: 'RFC 9110 §8.3',
    why: 'Web servers tell browsers by the end of the name what a file is.',
    *check(room) {
      for (const { path, file, at } of picturesIn(room)) {
        const { type = '' } = room.tools.asset(path) ?? {};
        const endings = endingsOf(type);
        const [, stem = path, ending = ''] = /^(.*?)(?:\.([^./]*))?$/s.exec(path) ?? [];
        if (endings.length === 0 || endings.includes(ending.toLowerCase())) continue;
        const what = `${quote(path)} holds a picture of the kind ${type.replace('image/', '').toUpperCase()}`;
        const fix = `Rename it to ${stem.slice(stem.lastIndexOf('/') + 1)}.${endings[0]}, here too.`;
        yield { file, at: at(), what, fix };
      }
    },
  },
  {
    id: 'photo/pixels',
    severity: 'error',
    about: 'A photo of more pixels than can be worked on',
    source: 'house rule',
    why: 'A file of a few bytes may unpack to more than the memory of this machine.',
    *check(room) {
      for (const { path, file, at } of picturesIn(room)) {
        const { width = 0, height = 0 } = room.tools.asset(path) ?? {};
        if (width * height <= MOST_PIXELS) continue;
        const [has, most] = [width * height, MOST_PIXELS].map((pixels) => Math.ceil(pixels / 1_000_000));
        const what = `${quote(path)} has ${width} × ${height} pixels, ${has} million; the most is ${most} million`;
        yield {
          file,
          at: at(),
          what,
          fix: 'Save it smaller: 2000 pixels on its longer side are enough for print.',
        };
      }
    },
  },
  {
    id: 'pdf/properties',
    severity: 'error',
    about: 'A PDF that tells who made it, where, or what it was before',
    source: 'house rule; ISO 32000-1, 14.3',
    why: 'A PDF is published as it is: what it tells cannot be taken out here without harm to it, and readers find it.',
    *check(room) {
      for (const { path, file, at } of linkedIn(room)) {
        const asset = room.tools.asset(path);
        const telling = asset?.type === PDF ? tellingIn(asset.traces) : [];
        if (telling.length === 0) continue;
        const what = `${quote(path)} tells more than its pages: ${printTraces(telling)}`;
        const fix =
          'Word: File, Info, Inspect Document, remove all, then save as PDF without "Document properties". Acrobat: Redact, Sanitize Document. Else print it into a new PDF.';
        yield { file, at: at(), what, fix };
      }
    },
  },
  {
    id: 'pdf/locked',
    severity: 'warning',
    about: 'A PDF that is locked',
    source: 'house rule',
    why: 'What it tells beside its pages cannot be looked at, and screen readers may be kept out of it.',
    *check(room) {
      for (const { path, file, at } of linkedIn(room)) {
        if (!room.tools.asset(path)?.locked) continue;
        yield {
          file,
          at: at(),
          what: `${quote(path)} is locked`,
          fix: 'Save it without a password and restrictions.',
        };
      }
    },
  },
];

const PDF = 'application/pdf';

function tellingIn(traces: readonly Trace[] = []): Trace[] {
  return traces.filter(({ kind }) => TELLING.has(kind));
}
