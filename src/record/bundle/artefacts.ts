import { z } from 'zod';
import { Letter } from '../../model/letter.ts';
import { sha256, type RecordEntry } from '../../model/record.ts';
import { artefactFolder } from './manifest.ts';

/** Everything that is kept of an edition. */
export type Kept = { content: string; forms: readonly { html: string; text: string }[]; letter?: string };

/** An artefact that an entry names by its SHA-256. */
export type Named = { entry: number; edition: string; what: keyof typeof NAMES; digest: string };

const NAMES = { content: 'content', html: 'html', text: 'text', letter: 'letter' } as const;
const ENDINGS = { content: 'json', html: 'html', text: 'txt', letter: 'json' } as const;
const Digests = z.object({
  content: z.string().optional(),
  html: z.string().optional(),
  text: z.string().optional(),
  letter: z.string().optional(),
});

/** What an entry names. An edition that was taken back has content and no forms of its own. */
export function namedBy({ number, subject, body }: RecordEntry): Named[] {
  const digests = Digests.safeParse(body).data ?? {};
  return Object.values(NAMES).flatMap((what) => {
    const digest = digests[what];
    return digest === undefined ? [] : { entry: number, edition: subject, what, digest };
  });
}

/** The file of an artefact. The digest is part of its name, since an edition may have been made in several ways. */
export function artefactPath({ edition, what, digest }: Named): string {
  return `${artefactFolder(edition)}/${what}-${digest.slice(0, 8)}.${ENDINGS[what]}`;
}

/** The texts that these entries name, by file, as far as they are kept; of a mail form also its parts, to be read. */
export function artefactsOf(
  entries: readonly RecordEntry[],
  kept: ReadonlyMap<string, Kept>,
): Map<string, string> {
  const files = new Map<string, string>();
  for (const named of entries.flatMap(namedBy)) {
    const one = kept.get(named.edition);
    const texts = one ? textsOf(one, named.what) : [];
    const text = texts.find((candidate) => sha256(candidate) === named.digest);
    if (text === undefined) continue;
    files.set(artefactPath(named), text);
    if (named.what !== 'letter') continue;
    for (const [path, part] of letterParts(artefactPath(named), text)) files.set(path, part);
  }
  return files;
}

/** The parts of a mail form beside it, with the names of its slots where each reader's own address or link stood. */
export function letterParts(path: string, letter: string): [string, string][] {
  const { subject, html, text, slots } = letterOf(letter);
  const named = (part: string) =>
    Object.entries(slots).reduce((all, [name, marker]) => all.replaceAll(marker, `[${name}]`), part);
  const base = path.replace(/\.json$/, '');
  return [
    [`${base}.html`, named(html)],
    [`${base}.txt`, `Subject: ${subject}\n\n${named(text)}`],
  ];
}

/** An entry that was made up may name anything as a mail form. */
function letterOf(text: string): Pick<Letter, 'subject' | 'html' | 'text' | 'slots'> {
  try {
    return Letter.parse(JSON.parse(text));
  } catch {
    return { subject: '', html: '', text: '', slots: {} };
  }
}

function textsOf({ content, forms, letter }: Kept, what: Named['what']): string[] {
  if (what === 'content') return [content];
  if (what === 'letter') return letter === undefined ? [] : [letter];
  return forms.map((form) => form[what]);
}
