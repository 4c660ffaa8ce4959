import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkTemplates, composeConfirmation, composeRelease } from '../../../src/render/letter/letter.ts';
import { aRelease, shelved } from '../../support/shelf.ts';
import { contextOf, TEMPLATES } from './letters.ts';
import { testNewsroom } from '../../support/newsroom.ts';

const HERE = import.meta.dirname;
const BAD = join(HERE, 'bad');

/** The bundled templates with one of them replaced. */
function withTemplate(name: string, source: string): Map<string, string> {
  return new Map(TEMPLATES).set(`templates/${name}`, source);
}

/** `findings.txt`: a bad template’s name, and below it, indented, what must be said about it. */
function expectedFindings(): [file: string, findings: string[]][] {
  const cases: [string, string[]][] = [];
  for (const line of readFileSync(join(BAD, 'findings.txt'), 'utf8').split('\n')) {
    if (line.startsWith('  ')) cases.at(-1)?.[1].push(line.trim());
    else if (line !== '') cases.push([line, []]);
  }
  return cases;
}

async function findingsOf(templates: Map<string, string>) {
  const checked = await checkTemplates(templates);
  const context = contextOf(testNewsroom(), templates);
  const { letter, findings } = await composeConfirmation(['digest'], 'en', context);
  return { letter, findings: checked.length > 0 ? checked : findings };
}

describe('the templates that come with Newsdesk', () => {
  it('have no findings', async () => {
    expect(await checkTemplates(TEMPLATES)).toEqual([]);
  });

  it('may be replaced by the newsroom’s own', async () => {
    const own = withTemplate('confirmation.mjml', readFileSync(join(HERE, 'good-confirmation.mjml'), 'utf8'));
    const { letter, findings } = await findingsOf(own);
    expect(findings).toEqual([]);
    expect(letter?.html).toContain('Please confirm your subscription');
  });
});

describe('a bad template', () => {
  const cases = expectedFindings();

  it('has its findings written down', () => {
    const files = readdirSync(BAD).filter((name) => name.endsWith('.mjml'));
    expect(cases.map(([file]) => file).toSorted()).toEqual(files.toSorted());
  });

  it.each(cases)('%s stops the mail and is named with its line', async (file, expected) => {
    const { letter, findings } = await findingsOf(
      withTemplate('confirmation.mjml', readFileSync(join(BAD, file), 'utf8')),
    );
    expect(findings.map(({ line, column, rule, what }) => `${line}:${column} ${rule} ${what}`)).toEqual(
      expected,
    );
    expect(findings.every((finding) => finding.file === 'templates/confirmation.mjml')).toBe(true);
    expect(findings.every(({ severity, why, fix }) => severity === 'error' && why !== '' && fix !== '')).toBe(
      true,
    );
    expect(letter).toBeUndefined();
  });
});

function places(findings: { file: string; line: number; rule: string }[]): string[] {
  return findings.map(({ file, line, rule }) => `${file}:${line} ${rule}`);
}

describe('a mistake in a partial', () => {
  const facts = TEMPLATES.get('templates/partials/facts.mjml') ?? '';

  it('is named in the partial when a value is misspelt, although it is called from elsewhere', async () => {
    const found = await checkTemplates(
      withTemplate('partials/facts.mjml', facts.replace('fact.value', 'fact.valeu')),
    );
    expect(places(found)).toEqual(['templates/partials/facts.mjml:7 template/variable']);
    expect(found[0]?.fix).toBe('Did you mean "fact.value"?');
  });

  it('is named in the partial when an element is not closed', async () => {
    const found = await checkTemplates(withTemplate('partials/facts.mjml', facts.replace('</mj-table>', '')));
    expect(places(found)).toEqual(['templates/partials/facts.mjml:5 template/mjml']);
  });

  it('is named in the partial when only MJML’s own validator knows it', async () => {
    const templates = withTemplate(
      'partials/facts.mjml',
      facts.replace('<mj-table ', '<mj-table colour="red" '),
    );
    expect(await checkTemplates(templates)).toEqual([]);
    const item = shelved(aRelease(1));
    const { letter, findings } = await composeRelease(
      item,
      await item.forms(),
      contextOf(testNewsroom(), templates),
    );
    expect(letter).toBeUndefined();
    expect(places(findings)).toEqual(['templates/partials/facts.mjml:5 template/mjml']);
    expect(findings[0]?.what).toBe('<mj-table>: Attribute colour is illegal.');
  });
});

describe('missing templates', () => {
  it('are named', async () => {
    const found = await checkTemplates(new Map());
    expect(found.map(({ file, rule }) => `${file} ${rule}`)).toEqual([
      'templates/confirmation.mjml template/missing',
      'templates/digest.mjml template/missing',
      'templates/recall.mjml template/missing',
      'templates/release.mjml template/missing',
    ]);
  });

  it('stop their mail', async () => {
    const templates = new Map([...TEMPLATES].filter(([path]) => path !== 'templates/release.mjml'));
    const item = shelved(aRelease(1));
    const { letter, findings } = await composeRelease(
      item,
      await item.forms(),
      contextOf(testNewsroom(), templates),
    );
    expect(letter).toBeUndefined();
    expect(findings.map(({ file }) => file)).toEqual(['templates/release.mjml']);
  });

  it('are noticed when they only left out what a release of a kind must carry', async () => {
    const release = TEMPLATES.get('templates/release.mjml') ?? '';
    const found = await checkTemplates(
      withTemplate('release.mjml', release.replace(/\{% render 'partials\/standing\.mjml'[^%]*%\}/, '')),
    );
    expect(found.map(({ rule, what }) => `${rule} ${what}`)).toEqual([
      'template/missing The mail does not print release.boilerplate.',
    ]);
  });
});
