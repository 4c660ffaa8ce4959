import type { Banner } from '../../model/banner.ts';
import type { Finding } from '../../model/finding.ts';
import type { Letter } from '../../model/letter.ts';
import type { Newsroom } from '../../model/newsroom.ts';

/** The newsroom's mail templates by their path from its folder: `templates/partials/footer.mjml`. */
export type Templates = ReadonlyMap<string, string>;

/** What a letter is composed from beside its publication. */
export type LetterContext = {
  newsroom: Newsroom;
  /** Origin and base path of the site without a trailing slash. */
  site: string;
  templates: Templates;
  /** What stands above everything else; absent for a first mail. */
  banner?: Banner;
};

/** A letter, or the findings that say why there is none. */
export type Composed = { letter?: Letter; findings: Finding[] };

const FOLDER = 'templates/';

/** The path of a template that other templates call by `name` (`partials/footer.mjml`). */
export function templatePath(name: string): string {
  return FOLDER + name;
}

/** What other templates call a template. */
export function templateName(path: string): string {
  return path.startsWith(FOLDER) ? path.slice(FOLDER.length) : path;
}

/** The absolute form of an address from the site's root, every character of a file name in its place (`a#1.jpg`). */
export function webAddress(site: string, address: string): string {
  return site + address.split('/').map(encodeURIComponent).join('/');
}
