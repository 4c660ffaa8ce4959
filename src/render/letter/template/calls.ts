import type { Finding } from '../../../model/finding.ts';
import { placed } from '../../../model/placed.ts';
import { templatePath, type Templates } from '../context.ts';
import { partialFix } from './faults.ts';
import { NOTHING_GOES_OUT } from './remark.ts';

const CALL = /\{%-?\s*(?:render|include|layout)\s+(?:"([^"]*)"|'([^']*)'|([^\s,%]*))/g;

/** Templates that call one that there is not, or one whose name is worked out while rendering. */
export function callFindings(templates: Templates): Finding[] {
  return [...templates].flatMap(([path, source]) => {
    const remarks = [...source.matchAll(CALL)].flatMap((found) => {
      const [call, double, single, unquoted] = found;
      const name = double ?? single;
      if (name !== undefined && templates.has(templatePath(name))) return [];
      return {
        rule: name === undefined ? 'template/syntax' : 'template/missing',
        severity: 'error' as const,
        offset: found.index,
        length: call.length,
        what:
          name === undefined
            ? `The name of the template to put in here is not in quotation marks: ${unquoted}.`
            : `There is no template "${name}".`,
        why: NOTHING_GOES_OUT,
        fix:
          name === undefined
            ? `Write the name itself, in quotation marks: "partials/footer.mjml".`
            : partialFix(name, templates),
      };
    });
    return placed(path, source, remarks);
  });
}
