import { valuesOf, type Dns } from '../dns.ts';
import { readDmarc, type DmarcRecord } from './record.ts';

/** One question of a walk: which domain, how many records it has, and the record when there is exactly one. */
export type Step = { domain: string; count: number; record?: DmarcRecord };

/** The way from a domain up to its top. `trouble`: a question on the way was not answered. */
export type Walk = { domain: string; steps: readonly Step[]; trouble?: string };

/** RFC 9989 §4.10: of a long name only this many labels are walked. */
const MOST_LABELS = 7;

/**
 * The DNS Tree Walk of RFC 9989 §4.10: `_dmarc.` below the domain, then below each domain above it, until one says what it
 * is with "psd=". All are asked at once; what lies above the last one that counts is left out.
 */
export async function walkTree(dns: Pick<Dns, 'txt'>, domain: string): Promise<Walk> {
  const asked = await Promise.all(
    targetsOf(domain).map(async (target) => ({ target, answer: await dns.txt(`_dmarc.${target}`) })),
  );
  const steps: Step[] = [];
  for (const { target, answer } of asked) {
    if (answer.kind === 'trouble') return { domain, steps, trouble: `_dmarc.${target}: ${answer.why}` };
    const records = valuesOf(answer).flatMap((text) => readDmarc(text) ?? []);
    const [record] = records;
    const only = records.length === 1 && record;
    steps.push({ domain: target, count: records.length, ...(only && { record: only }) });
    if (only && only.psd !== 'u') break;
  }
  return { domain, steps };
}

/** Every domain that a walk asks about, at most eight of them. */
export function targetsOf(domain: string): string[] {
  const labels = domain.toLowerCase().replace(/\.$/, '').split('.');
  const first = labels.length > MOST_LABELS ? labels.length - MOST_LABELS : 1;
  const targets = [labels.join('.')];
  for (let from = first; from < labels.length; from += 1) targets.push(labels.slice(from).join('.'));
  return targets;
}

/** The Organizational Domain that a walk ends at (RFC 9989 §4.10.2). */
export function organisationOf({ domain, steps }: Walk): string {
  const own = steps.find(({ record }) => record?.psd === 'n');
  if (own) return own.domain;
  const registry = steps.slice(1).find(({ record }) => record?.psd === 'y');
  if (registry)
    return domain
      .split('.')
      .slice(-1 - registry.domain.split('.').length)
      .join('.');
  return steps.findLast(({ record }) => record !== undefined)?.domain ?? domain;
}

/** The record that decides about mail from a domain (RFC 9989 §4.10.1): its own, its organisation's, or its registry's. */
export function policyFor(walk: Walk): Step | undefined {
  const has = (step: Step | undefined) => (step?.record ? step : undefined);
  const organisation = organisationOf(walk);
  return (
    has(walk.steps[0]) ??
    has(walk.steps.find(({ domain }) => domain === organisation)) ??
    has(walk.steps.find(({ record }) => record?.psd === 'y'))
  );
}
