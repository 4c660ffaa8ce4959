import type { Body } from '../model/body.ts';
import type { Finding } from '../model/finding.ts';
import type { Forms, Publication } from '../model/publication.ts';
import type { Read, Source } from '../model/source.ts';
import type { Memory } from '../util/memory.ts';
import type { Progress } from '../util/progress.ts';

/** A Source as the folder lists it: enough to see whether it changed. */
export type Listed = { path: string; bytes: number; mtimeMs: number; ctimeMs: number; ino: number };

/** What reading and reviewing one file gave, in a form that can be remembered. */
export type Reviewed = { publication?: Publication; findings: Finding[] };

/** A file that was examined in this pass. `forms` are there when its text was read just now. */
export type Examined<File extends Listed = Listed> = Reviewed & { file: File; forms?: Forms };

/** The rooms' verbs that examining needs. */
export type ExamineTools<File extends Listed> = {
  read: (file: File) => Read;
  review: (source: Source) => { publication?: Publication; body?: Body; findings: Finding[] };
  forms: (body: Body, publication: Publication) => Forms;
};

const STILL_MOVING = 50;

/**
 * Reads and reviews every listed file, or remembers what came of it when the file looks the same as last time. A file
 * that was touched within 50 ms of now is never remembered: a second save could leave the same time and size behind.
 */
export function examine<File extends Listed>(
  files: readonly File[],
  tools: ExamineTools<File>,
  memory: Memory<Reviewed>,
  now: number,
  progress: Progress,
): Examined<File>[] {
  progress.start('Reading', files.length);
  const examined = files.map((file, index) => {
    if (index % 100 === 0) progress.step(index);
    const stamp = stampOf(file);
    const known = memory.get(file.path, stamp);
    if (known) return { file, ...known };
    const fresh = examineFresh(file, tools);
    if (now - file.ctimeMs > STILL_MOVING && isRepeatable(fresh)) {
      memory.set(file.path, stamp, stripForms(fresh));
    }
    return fresh;
  });
  const listed = new Set(files.map((file) => file.path));
  memory.prune((path) => listed.has(path));
  progress.stop();
  return examined;
}

/** Reads and reviews one file now, whatever is remembered. */
export function examineFresh<File extends Listed>(file: File, tools: ExamineTools<File>): Examined<File> {
  const { source, findings } = tools.read(file);
  if (!source) return { file, findings };
  const reviewed = tools.review(source);
  const examined: Examined<File> = { file, findings: [...findings, ...reviewed.findings] };
  if (reviewed.publication) {
    examined.publication = reviewed.publication;
    if (reviewed.body) examined.forms = tools.forms(reviewed.body, reviewed.publication);
  }
  return examined;
}

/** What a file looks like from outside; another look means that it is read again. */
export function stampOf(file: Omit<Listed, 'path'>): string {
  return `${file.bytes} ${file.mtimeMs} ${file.ctimeMs} ${file.ino}`;
}

/** A file that could not be read may be readable next time although it looks the same. */
function isRepeatable(examined: Examined): boolean {
  return (
    examined.publication !== undefined ||
    !examined.findings.some((finding) => finding.rule.startsWith('file/'))
  );
}

function stripForms({ publication, findings }: Examined): Reviewed {
  return publication ? { publication, findings } : { findings };
}
