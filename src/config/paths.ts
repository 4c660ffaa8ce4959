import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Severity } from '../model/finding.ts';

/** The variables of a process, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Reports what is wrong with a variable, by its name in findings. */
export type Report = (name: string, what: string, why: string, fix: string, severity?: Severity) => void;

/** Where Newsdesk writes; absolute paths. */
export type Paths = {
  readonly public: string;
  readonly var: string;
  readonly outbox: string;
  readonly ledger: string;
  readonly cache: string;
};

/** The newsroom's own folders, which no output may touch. */
const SOURCES = ['releases', 'digest', 'templates'];

/** Where Newsdesk writes, as the environment says; a folder that would hold the newsroom's own files is reported. */
export function readPaths(root: string, env: Environment, report: Report): Paths {
  const publicFolder = readFolder(root, env, 'NEWSDESK_PUBLIC', 'public', report);
  const varFolder = readFolder(root, env, 'NEWSDESK_VAR', 'var', report);
  if (contains(publicFolder, varFolder) && !contains(publicFolder, root)) {
    const why = 'Subscribers and mail in it would be public.';
    report('folders', 'NEWSDESK_VAR lies in the public folder', why, 'Choose a folder beside it.');
  }
  return {
    public: publicFolder,
    var: varFolder,
    outbox: join(varFolder, 'outbox'),
    ledger: join(varFolder, 'newsdesk.db'),
    cache: join(varFolder, 'cache'),
  };
}

function readFolder(root: string, env: Environment, name: string, usual: string, report: Report): string {
  const value = env[name]?.trim() || usual;
  const folder = resolve(root, value);
  const touched = SOURCES.map((source) => join(root, source)).find((source) => contains(source, folder));
  if (contains(folder, root) || touched !== undefined || value.includes('\0')) {
    const what = `${name} is ${JSON.stringify(value)}, which holds the newsroom's own files`;
    report(
      'folders',
      what,
      'They would be mixed up with what Newsdesk writes.',
      `Choose a folder of its own, such as "${usual}".`,
    );
  }
  return folder;
}

function contains(outer: string, inner: string): boolean {
  const path = relative(outer, inner);
  return path === '' || (path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path));
}
