import { hash } from 'node:crypto';
import type { Finding } from '../model/finding.ts';
import { checkTemplates } from '../render/letter/letter.ts';
import type { Reader } from './reader.ts';

/** The findings of `checkTemplates`, remembered as long as no template changes. */
export async function templateFindings(
  { memories }: Reader,
  templates: Map<string, string>,
): Promise<Finding[]> {
  const digest = hash('sha256', JSON.stringify([...templates]));
  const known = memories.templates.get('templates', digest);
  if (known) return known;
  const findings = await checkTemplates(templates);
  memories.templates.set('templates', digest, findings);
  return findings;
}
