import type { Finding } from '../../model/finding.ts';
import { findingsOf, marksOf, type Context } from '../rule.ts';
import { quote } from '../words.ts';

/** What the newsroom's own rules find: words and patterns of newsdesk.yaml. */
export function ownFindings(context: Context): Finding[] {
  const { front, settings, source } = context;
  const kind = front.type === 'release' ? front.kind : undefined;
  const findings: Finding[] = [];
  for (const { rule, find } of settings.own) {
    if (rule.kinds !== undefined && (kind === undefined || !rule.kinds.includes(kind))) continue;
    const marks = marksOf(find, context, (words) => ({
      what: `${quote(words)} ${rule.about ?? 'is among the words that this newsroom does not use'}`,
      fix: rule.fix,
    }));
    findings.push(...findingsOf(marks, rule, source.path));
  }
  return findings;
}
