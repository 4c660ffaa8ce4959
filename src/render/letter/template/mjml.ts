import type { Finding } from '../../../model/finding.ts';
import { templatePath, type Templates } from '../context.ts';
import { printable } from '../words.ts';
import { liquidFinding, NOTHING_GOES_OUT, placeOfTag, tagFindings } from './faults.ts';
import { engineFor, type Engine } from './liquid.ts';
import { tagFaults } from './tags.ts';

/** A complaint of MJML's validator. */
type Complaint = { line: number; message: string; tagName: string };

/** What mjml writes besides our own text: a source that is larger than the limit by this cannot fit, bytes. */
const OVERHEAD = 16_000;

/** A mail's HTML, or why there is none; `tooLong` when it would be longer than `limit` bytes. */
export type Made = { html?: string; tooLong?: boolean; findings: Finding[] };

/** Renders a template through Liquid and MJML. Every fault is a finding at the template's own line. */
export async function makeHtml(
  template: string,
  view: object,
  templates: Templates,
  limit: number,
): Promise<Made> {
  const engine = await engineFor(templates);
  if (!templates.has(templatePath(template))) return { findings: [noTemplate(template)] };
  let source: string;
  try {
    source = engine.render(template, view);
  } catch (error) {
    return { findings: [liquidFinding(error, templates, engine, view)] };
  }
  if (source.trim() === '') return { findings: [emptyTemplate(template)] };
  if (Buffer.byteLength(source) > limit + OVERHEAD) return { tooLong: true, findings: [] };
  if (tagFaults(source).length > 0) {
    return { findings: tagFindings(engine.renderTraced(template, view), templates) };
  }
  try {
    const html = printable(await compile(source));
    return Buffer.byteLength(html) > limit ? { tooLong: true, findings: [] } : { html, findings: [] };
  } catch (error) {
    return { findings: await complaints(error, template, view, templates, engine) };
  }
}

/** MJML to HTML, every attribute and element checked. No fonts of its own: they would be fetched from elsewhere. */
async function compile(source: string): Promise<string> {
  const { default: mjml } = await import('mjml');
  const { html } = await mjml(source, { validationLevel: 'strict', fonts: {}, keepComments: false });
  return html;
}

/** What MJML complains about, at the template's lines: rendered once more with marks, and checked once more. */
async function complaints(
  error: unknown,
  template: string,
  view: object,
  templates: Templates,
  engine: Engine,
): Promise<Finding[]> {
  const traced = engine.renderTraced(template, view);
  const again = await compile(traced.text).then(
    () => error,
    (second: unknown) => second,
  );
  const found = (again as { errors?: Complaint[] }).errors ?? [];
  if (found.length === 0) return [plainComplaint(template, error)];
  const starts = [0, ...[...traced.text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  return found.map(({ line, message, tagName }) => {
    const start = starts[line - 1] ?? 0;
    const offset = traced.text.indexOf(`<${tagName}`, start);
    return {
      ...placeOfTag(traced.at(offset === -1 ? start : offset), tagName, templates),
      rule: 'template/mjml',
      severity: 'error',
      what: `<${tagName}>: ${message}.`,
      why: NOTHING_GOES_OUT,
      fix: 'Mend the element; https://documentation.mjml.io says what it may have and where it may stand.',
    };
  });
}

function plainComplaint(template: string, error: unknown): Finding {
  return {
    file: templatePath(template),
    line: 1,
    column: 1,
    length: 0,
    rule: 'template/mjml',
    severity: 'error',
    what: `MJML cannot read what this template makes: ${(error as Error).message}`,
    why: NOTHING_GOES_OUT,
    fix: 'Compare the template with the one that came with Newsdesk.',
  };
}

/** The finding for a template that prints nothing at all. */
export function emptyTemplate(template: string): Finding {
  return { ...noTemplate(template), what: `The template ${templatePath(template)} is empty.` };
}

/** The finding for a template that is not there. */
export function noTemplate(template: string): Finding {
  return {
    file: templatePath(template),
    line: 1,
    column: 1,
    length: 0,
    rule: 'template/missing',
    severity: 'error',
    what: `The template ${templatePath(template)} is missing.`,
    why: NOTHING_GOES_OUT,
    fix: 'Put it back; the one that came with Newsdesk is a good start.',
  };
}
