import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readBundled } from '../sample/bundled.ts';
import { aRelease } from '../support/shelf.ts';
import { disparities, factsEverywhere } from './everywhere.ts';

const REAL_LIFE = join(import.meta.dirname, '../render/markdown/real-life');
const bundled = await readBundled();

const FACTS = [
  '26-047530',
  '(314) 555-0100',
  '314-555-0199',
  '1-800-555-0123',
  '$1,500',
  '2:15 p.m.',
  'Nov. 13, 2026',
  'Sept. 1',
  '11/20/2026',
  '45%',
  '3.5',
  '9-1-1',
  '7900',
  '1,250,000',
  '§569.040',
  'Dec. 24',
];
const fact = fc.constantFrom(...FACTS);

/** A fact as people write it into Markdown, in every way that could lose or part it. */
const written = fc.oneof(
  fact,
  fact.map((one) => `**${one}**`),
  fact.map((one) => `*${one}*`),
  fact.map((one) => `~~${one}~~`),
  fact.map((one) => `\`${one}\``),
  fact.map((one) => `${one.slice(0, 2)}**${one.slice(2)}**`),
  fact.map((one) => one.replace(/\d/, (digit) => `<b>${digit}</b>`)),
  fact.map((one) => one.replace(/\d/, (digit) => `&#${digit.charCodeAt(0)};`)),
  fact.map((one) => one.replace(/\d(?=\d)/, (digit) => `${digit}\u00ad`)),
  fact.map((one) => one.replace(/\d(?=\d)/, (digit) => `${digit}&shy;`)),
  fact.map((one) => one.replace(/\d(?=\d)/, (digit) => `${digit}&#8203;`)),
  fact.map((one) => one.replace(/\d(?=\d)/, (digit) => `${digit}<wbr>`)),
  fact.map((one) => one.replaceAll(' ', '&nbsp;')),
  fact.map((one) => one.replaceAll(' ', '\u202f')),
  fact.map((one) => one.replaceAll(' ', '<br>')),
  fact.map((one) => `<span lang="es">${one}</span>`),
  fact.map((one) => `<u>${one.slice(0, 3)}</u>${one.slice(3)}`),
  fact.map((one) => `<!-- ${one} -->word`),
  fact.map((one) => `<font color="red">${one}</font>`),
  fact.map((one) => `[${one}](https://www.example.gov/a)`),
  fact.map((one) => `[call](tel:+13145550100) ${one}`),
  fact.map((one) => `[(314) 555-0100](tel:+13145550100) ${one}`),
  fact.map((one) => `<https://www.example.gov/${encodeURIComponent(one)}>`),
  fact.map((one) => `![Sign says ${one}](photos/a.png)`),
  fact.map((one) => `x[^${FACTS.indexOf(one) + 1}] ${one}`),
);
const words = fc.constantFrom(
  'The lane is closed',
  'until',
  'call',
  'report',
  'a sum of',
  'and',
  'Anyone who saw it',
);
const sentence = fc
  .array(fc.oneof(words, written), { minLength: 1, maxLength: 14 })
  .map((parts) => `${parts.join(' ')}.`);
const cell = written.map((one) => one.replaceAll('|', ''));
const block = fc.oneof(
  sentence,
  sentence.map((one) => `## ${one}`),
  sentence.map((one) => `> ${one}`),
  sentence.map((one) => `    ${one}`),
  fc.array(sentence, { minLength: 1, maxLength: 3 }).map((all) => all.map((one) => `- ${one}`).join('\n')),
  fc
    .tuple(fc.nat(12), fc.array(sentence, { minLength: 1, maxLength: 3 }))
    .map(([start, all]) => all.map((one, i) => `${start + i}. ${one}`).join('\n')),
  fc
    .array(sentence, { minLength: 1, maxLength: 3 })
    .map((all) => all.map((one) => `- **When:** ${one}`).join('\n')),
  fc
    .array(fc.tuple(cell, cell, sentence), { minLength: 1, maxLength: 4 })
    .map((rows) =>
      ['| What | When | More |', '|---|--:|:-:|', ...rows.map((row) => `| ${row.join(' | ')} |`)].join('\n'),
    ),
  fc
    .array(fc.tuple(cell, cell), { minLength: 1, maxLength: 3 })
    .map(
      (rows) =>
        `<table><tr><th>A</th><th>B</th></tr>${rows.map((row) => `<tr><td>${row.join('</td><td>')}</td></tr>`).join('')}</table>`,
    ),
  sentence.map((one) => `<div class="x"><p>${one}</p></div>`),
  sentence.map((one) => `<details><summary>${one}</summary>${one}</details>`),
  sentence.map((one) => `<ol start="4"><li>${one}</li><li>two</li></ol>`),
  fact.map((one) => `![A sign: ${one}](photos/a.png "It says ${one}.")`),
  fact.map((one) => `<script>${one}</script>`),
  fact.map((one) => `<style>${one}</style>\n\n${one}`),
);
/** Once the blocks of this ran together in the text. */
const FOUND =
  '<details><summary>26-1.</summary>26-2.</details>\n\n<details><summary>26-3.</summary>26-4.</details>\n\n0. 26-5.';
const NOTES = FACTS.map((one, index) => `[^${index + 1}]: Note of ${one}.`).join('\n');
const body = fc
  .tuple(fc.array(block, { minLength: 1, maxLength: 6 }), fc.boolean())
  .map(([blocks, notes]) => blocks.join('\n\n') + (notes ? `\n\n${NOTES}` : ''));

describe('numbers, dates, times and telephone numbers', () => {
  it.each(
    [...bundled.releases, ...bundled.issues].map(
      ({ publication, source }) => [publication.path, publication, source.body] as const,
    ),
  )('of %s are the same on page, in text, feeds, fragments and mail', async (_, release, text) =>
    expect(await disparities(release, text)).toEqual({}),
  );

  it.each(readdirSync(REAL_LIFE).filter((name) => name.endsWith('.md')))(
    'of a text from real life (%s) are the same everywhere',
    async (name) => {
      const text = readFileSync(join(REAL_LIFE, name), 'utf8');
      expect(await disparities(aRelease(1), text)).toEqual({});
    },
  );

  it('are the same everywhere wherever they stand in the Markdown, and however they are marked up', async () => {
    const release = aRelease(1);
    await fc.assert(
      fc.asyncProperty(body, async (text) => {
        expect(await disparities(release, text)).toEqual({});
      }),
      { numRuns: 60, examples: [[FOUND]] },
    );
  });

  it('would be missed: a form that lost one is told from the page', async () => {
    const forms = { html: '<p>Report 26-047530.</p>', text: 'Report 26-04753.\n' };
    const facts = await factsEverywhere(aRelease(1), forms);
    expect(facts.get('mail')).toEqual(['26-047530: 1']);
    expect(facts.get('text')).toEqual(['26-04753: 1']);
    expect(facts.get('text of the mail')).toEqual(['26-04753: 1']);
  });
});
