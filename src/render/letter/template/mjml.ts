import type { Finding } from '../../../model/finding.ts';
import { templatePath, type Templates } from '../context.ts';
import { printable } from '../words.ts';
import { liquidFinding, tagFindings } from './faults.ts';
import { engineFor } from './liquid.ts';
import { emptyTemplate, missingTemplate, NOTHING_GOES_OUT, onFile, onTag } from './remark.ts';
import { tagFaults } from './tags.ts';
import type { Traced } from './trace.ts';

/** What MJML's validator throws. */
interface MjmlFault extends Error {
  errors?: { line: number; message: string; tagName: string }[];
}

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
  if (!templates.has(templatePath(template))) return { findings: [missingTemplate(template)] };
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
  const { html, fault } = await compile(source);
  if (html === undefined) {
    const findings = await complaints(engine.renderTraced(template, view), templates);
    return { findings: findings.length > 0 ? findings : [unreadable(template, fault)] };
  }
  return Buffer.byteLength(html) > limit ? { tooLong: true, findings: [] } : { html, findings: [] };
}

/** MJML to HTML, every attribute and element checked. No fonts of its own: they would be fetched from elsewhere. */
async function compile(source: string): Promise<{ html?: string; fault?: MjmlFault }> {
  const { default: mjml } = await import('mjml');
  try {
    const { html } = await mjml(source, { validationLevel: 'strict', fonts: {}, keepComments: false });
    return { html: printable(html) };
  } catch (error) {
    return { fault: error instanceof Error ? error : new Error(String(error)) };
  }
}

/** What MJML complains about, at the template's lines: it names lines of what Liquid made, so it is asked once more. */
async function complaints(traced: Traced, templates: Templates): Promise<Finding[]> {
  const { fault } = await compile(traced.text);
  const starts = [0, ...[...traced.text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  return (fault?.errors ?? []).map(({ line, message, tagName }) => {
    const start = starts[line - 1] ?? 0;
    const offset = traced.text.indexOf(`<${tagName}`, start);
    return onTag(traced.at(offset === -1 ? start : offset), tagName, templates, {
      what: `<${tagName}>: ${message}.`,
      fix: 'Mend the element; https://documentation.mjml.io says what it may have and where it may stand.',
    });
  });
}

function unreadable(template: string, fault: MjmlFault | undefined): Finding {
  return onFile(templatePath(template), {
    rule: 'template/mjml',
    what: `MJML cannot read what this template makes: ${fault?.message ?? 'it says no more'}`,
    why: NOTHING_GOES_OUT,
    fix: 'Compare the template with the one that came with Newsdesk.',
  });
}
