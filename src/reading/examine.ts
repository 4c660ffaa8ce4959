import type { SourceFile } from '../load/load.ts';
import type { Examined, Listed, Reviewed } from '../model/examined.ts';
import type { Memory } from '../util/memory.ts';
import type { Progress } from '../util/progress.ts';
import { examineMany } from './crew.ts';
import type { Examining } from './examiner.ts';

const STILL_MOVING = 50;

/**
 * Examines every listed file, or remembers what came of it when the file looks the same as last time. A file that was
 * touched within 50 ms of now is never remembered: a second save could leave the same time and size behind.
 */
export async function examine(
  files: readonly SourceFile[],
  examining: Examining,
  memory: Memory<Reviewed>,
  now: number,
  progress: Progress,
): Promise<Examined<SourceFile>[]> {
  const known = files.map((file) => memory.get(file.path, stampOf(file)));
  const unknown = files.filter((_, index) => !known[index]);
  progress.start('Reading', unknown.length);
  const fresh = new Map<string, Examined<SourceFile>>();
  const examined = await examineMany(unknown, examining, progress.step).finally(progress.stop);
  for (const one of examined) {
    fresh.set(one.file.path, one);
    if (now - one.file.ctimeMs > STILL_MOVING && isRepeatable(one)) {
      memory.set(one.file.path, stampOf(one.file), stripForms(one));
    }
  }
  const listed = new Set(files.map((file) => file.path));
  memory.prune((path) => listed.has(path));
  return files.flatMap((file, index) => {
    const remembered = known[index];
    return remembered ? { file, ...remembered } : (fresh.get(file.path) ?? []);
  });
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
