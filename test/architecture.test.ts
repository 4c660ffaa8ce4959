import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

const SRC = join(import.meta.dirname, '../src');

type Import = { file: string; target: string };

/** Every file below src with its text. */
const files = new Map(
  globSync('**/*.{ts,mjs}', { cwd: SRC }).map((file) => [file, readFileSync(join(SRC, file), 'utf8')]),
);

/** Static, dynamic and type imports alike. */
const imports: Import[] = [...files].flatMap(([file, text]) =>
  [...text.matchAll(/(?:\bfrom\s+|\bimport\s+|\bimport\(\s*)'([^']+)'/g)].map((match) => ({
    file,
    target: resolve(file, match[1] ?? ''),
  })),
);

/** A path below src for our own files, else the package's name. */
function resolve(file: string, target: string): string {
  return target.startsWith('.') ? `src:${normalize(join(dirname(file), target))}` : target;
}

/** `model`, `ledger/sqlite`, `outlets/web`; the seams and top files are rooms of their own. */
function roomOf(file: string): string {
  const parts = file.split('/');
  if (parts.length === 1) return file;
  if ((parts[0] === 'outlets' || parts[0] === 'ledger') && parts.length > 2) return `${parts[0]}/${parts[1]}`;
  if (parts[0] === 'outlets' || parts[0] === 'ledger') return `${parts[0]}:seam`;
  return parts[0] ?? '';
}

/** Files that put rooms together: they may import any of them, and only commands import them. */
const WIRING = [
  'app.ts',
  'office.ts',
  'post.ts',
  'relays.ts',
  'letters.ts',
  'notices.ts',
  'pages.ts',
  'open-ledger.ts',
  'list.ts',
  'marks.ts',
  'people.ts',
  'counter.ts',
  'inbound.ts',
  'own-mail.ts',
  'doctor.ts',
  'approving.ts',
  'verbs.ts',
  'recording.ts',
  'checking.ts',
  'edition-lists.ts',
  'timekeeper.ts',
  'daily.ts',
];

const PURE = new Set([
  'approval',
  'traces',
  'record',
  'review',
  'calendar',
  'render',
  'outlets/web',
  'outlets/feeds',
  'outlets/fragments',
]);

/** What each room may import of ours, besides itself, and why. */
const MAY: Record<string, { of: string[]; why: string }> = {
  model: { of: [], why: 'the nouns know nobody, so that everybody may know them' },
  util: { of: [], why: 'boring tools without trade words' },
  review: { of: ['model'], why: 'a check depends on the text alone' },
  calendar: { of: ['model'], why: 'dates in, decisions out' },
  render: { of: ['model'], why: 'the same publication gives the same bytes everywhere' },
  'outlets:seam': { of: ['model'], why: 'a seam speaks in nouns' },
  'outlets/web': { of: ['model', 'outlets:seam'], why: 'an outlet is a pure function of the shelf' },
  'outlets/feeds': { of: ['model', 'outlets:seam'], why: 'an outlet is a pure function of the shelf' },
  'outlets/fragments': { of: ['model', 'outlets:seam'], why: 'an outlet is a pure function of the shelf' },
  load: { of: ['model', 'util'], why: 'reading knows nothing of what is done with what was read' },
  config: { of: ['model', 'util'], why: 'settings are read before anything else exists' },
  schedule: { of: ['model', 'util'], why: 'a wake-up decides nothing' },
  audience: { of: ['model', 'util'], why: 'consent is independent of what is sent' },
  inbox: { of: ['model', 'util'], why: 'what came back is read without knowing what was sent' },
  doctor: { of: ['model', 'util'], why: 'it looks at the world outside and at nothing of ours' },
  mail: { of: ['model', 'util'], why: 'a courier hands over what it is given and records nothing' },
  'ledger:seam': { of: ['model'], why: 'a seam speaks in nouns' },
  'ledger/sqlite': { of: ['model', 'util', 'ledger:seam'], why: 'ledger rooms are strangers to each other' },
  publish: {
    of: ['model', 'util', 'mail', 'outlets:seam', 'ledger:seam'],
    why: 'it works with any ledger and outlet',
  },
  deliver: { of: ['model', 'util', 'mail', 'ledger:seam'], why: 'it works with any ledger and courier' },
  site: { of: ['model', 'util'], why: 'pages get what they need from the wiring' },
  'press.ts': {
    of: ['reading', 'photos', 'ledger:seam', 'outlets:seam', 'util'],
    why: 'what a pass works with, in the words of the seams',
  },
  approval: { of: ['model'], why: 'what an approval is worth depends on what it is about and nothing else' },
  record: { of: ['model'], why: 'what happened is checked without whoever wrote it down' },
  correction: { of: ['model'], why: 'what changed between two texts is in the texts' },
  'correcting.ts': {
    of: ['press.ts', 'reading', 'correction', 'publish', 'model', 'ledger:seam'],
    why: 'the story between reading and the shelf: what was corrected',
  },
  'composer.ts': {
    of: ['press.ts', 'publish', 'render', 'model'],
    why: 'letters are composed in one way, whoever asks for one',
  },
  'advance.ts': {
    of: ['press.ts', 'preview.ts', 'composer.ts', 'mail-again.ts', 'publish', 'reading', 'model'],
    why: 'the story of an advance copy: who is trusted with it, and what it says',
  },
  'mail-again.ts': {
    of: ['press.ts', 'publish', 'render', 'model', 'ledger:seam'],
    why: 'the story of a second mail: who had the first one, and what it says',
  },
  'clearance.ts': {
    of: ['press.ts', 'reading', 'approval', 'calendar', 'publish', 'model', 'ledger:seam'],
    why: 'the story between reading and the shelf: what may go out',
  },
  'layout.ts': {
    of: ['press.ts', 'developing.ts', 'reading', 'calendar', 'publish', 'model', 'ledger:seam'],
    why: 'the middle of the story: from what was read to the shelf',
  },
  'pipeline.ts': {
    of: [
      'press.ts',
      'correcting.ts',
      'clearance.ts',
      'mail-again.ts',
      'advance.ts',
      'composer.ts',
      'developing.ts',
      'layout.ts',
      'reading',
      'calendar',
      'render',
      'publish',
      'model',
      'util',
      'ledger:seam',
    ],
    why: 'the story names verbs and seams, never one database or outlet',
  },
  'preview.ts': {
    of: ['press.ts', 'developing.ts', 'layout.ts', 'composer.ts', 'reading', 'calendar', 'model'],
    why: 'the story up to the letter, for one file, without consequences',
  },
  traces: { of: ['model'], why: 'what a file tells is in its bytes' },
  photos: { of: ['model', 'util', 'traces'], why: 'an original goes in, what may leave comes out' },
  'developing.ts': {
    of: ['press.ts', 'reading', 'model'],
    why: 'the story between reading and the shelf: what photos become',
  },
  reading: {
    of: ['load', 'traces', 'review', 'calendar', 'render', 'model', 'util'],
    why: 'the first half of the story, which check tells alone',
  },
  desk: {
    of: ['pipeline.ts', 'ledger:seam', 'model', 'util'],
    why: 'it tells an officer what a pass and the ledger say, and decides nothing',
  },
  cli: {
    of: [...WIRING, 'pipeline.ts', 'preview.ts', 'desk', 'reading', 'model', 'util'],
    why: 'commands parse and print; the wiring does the work',
  },
  'main.mjs': { of: ['cli', 'app.ts', 'util'], why: 'argv in, exit code out' },
  'newsdesk.mjs': { of: ['main.mjs'], why: 'it only finds a Node that can run the program' },
};

/** Libraries that live in one room only, so that they can be replaced there. */
const FENCED: Record<string, RegExp> = {
  nodemailer: /^mail$/,
  mjml: /^render$/,
  marked: /^render$/,
  'sanitize-html': /^render$/,
  liquidjs: /^render$/,
  diff: /^correction$/,
  rss: /^outlets\/feeds$/,
  'gray-matter': /^load$/,
  'image-size': /^load$/,
  'node-cron': /^schedule$/,
  'node:sqlite': /^ledger\/sqlite$/,
  hono: /^site$/,
  '@hono/node-server': /^site$/,
  commander: /^cli$/,
  'date-holidays': /^calendar$/,
  'temporal-polyfill': /^calendar$/,
  'csv-parse': /^audience$/,
  'rate-limiter-flexible': /^site$/,
  'postal-mime': /^(inbox|record)$/,
  imapflow: /^inbox$/,
  sharp: /^photos$/,
  pino: /^util$/,
  'cli-progress': /^util$/,
};

describe('the house', () => {
  it.each(Object.entries(MAY))('%s imports only the rooms it may', (room, { of, why }) => {
    const strays = imports
      .filter(({ file, target }) => roomOf(file) === room && target.startsWith('src:'))
      .map(({ file, target }) => ({ file, to: roomOf(target.slice(4)) }))
      .filter(({ to }) => to !== room && !of.includes(to));
    expect(strays, why).toEqual([]);
  });

  it('has a rule for every room', () => {
    const rooms = new Set([...files.keys()].map(roomOf));
    for (const wiring of WIRING) rooms.delete(wiring);
    expect([...rooms].filter((room) => !(room in MAY))).toEqual([]);
  });

  it('keeps each library in its room', () => {
    const strays = imports.filter(({ file, target }) => {
      const name = target.split('/', target.startsWith('@') ? 2 : 1).join('/');
      const fence = FENCED[name] ?? FENCED[target];
      return fence !== undefined && !fence.test(roomOf(file));
    });
    expect(strays).toEqual([]);
  });

  it('keeps the disk, the network, the environment and the console out of the pure rooms', () => {
    const effects = /^node:(fs|net|http|https|child_process|worker_threads|os|process|dns|tls)/;
    expect(imports.filter(({ file, target }) => PURE.has(roomOf(file)) && effects.test(target))).toEqual([]);
    const words = /\bprocess\.|\bconsole\./;
    expect(
      [...files].filter(([file, text]) => PURE.has(roomOf(file)) && words.test(text)).map(([f]) => f),
    ).toEqual([]);
  });

  it('asks for the time in one place only', () => {
    const asks = /\bnew Date\(\)|\bDate\.now\(\)|\bMath\.random\(\)/;
    expect([...files].filter(([, text]) => asks.test(stripComments(text))).map(([file]) => file)).toEqual([
      'util/clock.ts',
    ]);
  });

  it('reads the environment and ends the process in main.mjs only', () => {
    const touches = /\bprocess\.(env|exit)\b/;
    expect([...files].filter(([, text]) => touches.test(stripComments(text))).map(([file]) => file)).toEqual([
      'main.mjs',
    ]);
  });

  it('has no circles', () => {
    const next = new Map<string, string[]>();
    for (const { file, target } of imports) {
      if (target.startsWith('src:')) next.set(file, [...(next.get(file) ?? []), target.slice(4)]);
    }
    expect(circles(next)).toEqual([]);
  });

  it('keeps files short enough to be one thing', () => {
    expect([...files].filter(([, text]) => text.split('\n').length > 251).map(([file]) => file)).toEqual([]);
  });
});

function stripComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
}

/** Every circle of imports that a walk meets, as the list of its files. */
function circles(next: ReadonlyMap<string, string[]>): string[][] {
  const found: string[][] = [];
  const done = new Set<string>();
  const walk = (file: string, trail: string[]): void => {
    if (trail.includes(file)) found.push(trail.slice(trail.indexOf(file)));
    if (trail.includes(file) || done.has(file)) return;
    for (const target of next.get(file) ?? []) walk(target, [...trail, file]);
    done.add(file);
  };
  for (const file of next.keys()) walk(file, []);
  return found;
}
