import type { Finding } from '../../../model/finding.ts';
import { templatePath, type Templates } from '../context.ts';
import type { Origin } from './trace.ts';

/** What a remark says, without its place. */
export type Remark = Pick<Finding, 'rule' | 'what' | 'why' | 'fix'>;

export const NOTHING_GOES_OUT = 'No mail goes out as long as its template is broken.';

/** A remark on a whole file. */
export function onFile(file: string, { rule, what, why, fix }: Remark): Finding {
  return { file, line: 1, column: 1, length: 0, rule, severity: 'error', what, why, fix };
}

/** A remark on a tag in a template's line, or on the whole line when the tag is made up of parts. */
export function onTag(
  { file, line }: Origin,
  tag: string,
  templates: Templates,
  { what, fix }: Pick<Remark, 'what' | 'fix'>,
): Finding {
  const written = templates.get(file)?.split('\n')[line - 1] ?? '';
  const found = new RegExp(`</?${tag}`, 'i').exec(written);
  return {
    file,
    line,
    column: (found?.index ?? 0) + 1,
    length: found?.[0].length ?? written.length,
    rule: 'template/mjml',
    severity: 'error',
    what,
    why: NOTHING_GOES_OUT,
    fix,
  };
}

/** The finding for a template that is not there. */
export function missingTemplate(template: string): Finding {
  return unusable(template, 'missing');
}

/** The finding for a template that prints nothing at all. */
export function emptyTemplate(template: string): Finding {
  return unusable(template, 'empty');
}

function unusable(template: string, how: string): Finding {
  return onFile(templatePath(template), {
    rule: 'template/missing',
    what: `The template ${templatePath(template)} is ${how}.`,
    why: NOTHING_GOES_OUT,
    fix: 'Put it back; the one that came with Newsdesk is a good start.',
  });
}
