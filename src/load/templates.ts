import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { blocks, type Finding } from '../model/finding.ts';
import { placed } from '../model/placed.ts';
import { realInside } from '../util/inside.ts';
import { readText } from '../util/text.ts';
import { folderFinding, isEditorsOwn, linkFinding } from './names.ts';

const FOLDER = 'templates';
/** A template is some kilobytes; the largest that is read, bytes. */
const LIMIT = 500_000;

/**
 * Reads the newsroom's mail templates: every `.mjml` file below `templates/`, by its path from the newsroom's folder
 * (`templates/partials/footer.mjml`). One that cannot be read is a finding and not in the map.
 */
export function readTemplates(root: string): { templates: Map<string, string>; findings: Finding[] } {
  const templates = new Map<string, string>();
  const findings: Finding[] = [];
  for (const path of pathsOf(root, findings)) {
    const { text, troubles } = readText(root, path, LIMIT);
    const found = placed(path, text, troubles);
    findings.push(...found);
    if (!found.some(blocks)) templates.set(path, text);
  }
  return { templates, findings };
}

function pathsOf(root: string, findings: Finding[]): string[] {
  try {
    const names = readdirSync(join(root, FOLDER), { recursive: true, encoding: 'utf8' });
    if (realInside(root, FOLDER) === undefined) {
      findings.push(linkFinding(FOLDER));
      return [];
    }
    return names
      .map((name) => `${FOLDER}/${name.replaceAll('\\', '/')}`)
      .filter((path) => path.endsWith('.mjml') && !path.split('/').some(isEditorsOwn))
      .toSorted();
  } catch (error) {
    findings.push(folderFinding(FOLDER, error));
    return [];
  }
}
