import type { Finding } from '../../model/finding.ts';
import { onFile } from './template/remark.ts';

/** The finding for a publication that no rule can shorten enough for one mail. */
export function tooLongFinding(path: string, limit: number): Finding {
  return onFile(path, {
    rule: 'letter/too-long',
    what: `Its mail would have more than ${limit} bytes of HTML, however it is shortened.`,
    why: 'Mail programs cut a long mail off, and the link to leave the list with it.',
    fix: 'Shorten what the template prints in any case: an editor’s note, the standing texts, the template’s styles.',
  });
}
