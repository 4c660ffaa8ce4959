import { inReadingOrder, type Finding } from '../../../model/finding.ts';
import { CONFIRMATION_TEMPLATE, confirmationDemands } from '../confirmation.ts';
import { templateName, templatePath, type Templates } from '../context.ts';
import { DIGEST_TEMPLATE, digestDemands } from '../digest.ts';
import { RECALL_TEMPLATE, recallDemands } from '../recall.ts';
import { RELEASE_TEMPLATE, releaseDemands } from '../release.ts';
import { markersFor, type Markers } from '../slots.ts';
import { confirmationView } from '../view/confirmation.ts';
import { digestView } from '../view/digest.ts';
import { recallView } from '../view/recall.ts';
import { releaseView } from '../view/release.ts';
import { demandFindings, type Demand } from './demands.ts';
import { liquidFinding, tagFindings } from './faults.ts';
import { engineFor, type Engine } from './liquid.ts';
import { callFindings } from './calls.ts';
import { emptyTemplate, missingTemplate } from './remark.ts';
import {
  BARE_ISSUE,
  BARE_RELEASE,
  RICH_ISSUE,
  RICH_RELEASE,
  SPECIMEN_BANNER,
  specimenContext,
} from './specimen.ts';

/** A template with something to print, and what the mail must show then. */
type Trial = { template: string; view: object; demands: Demand[] };

/**
 * Everything that is wrong with the newsroom's mail templates as far as it can be told quickly, without MJML: Liquid
 * syntax, templates and values that there are not, tags that do not match, and a mail without a way to leave the list.
 * Each template is tried on specimens with and without everything that may be absent.
 */
export async function checkTemplates(templates: Templates): Promise<Finding[]> {
  const entries = [RELEASE_TEMPLATE, DIGEST_TEMPLATE, CONFIRMATION_TEMPLATE, RECALL_TEMPLATE];
  const absent = entries.filter((name) => !templates.has(templatePath(name))).map(missingTemplate);
  const engine = await engineFor(templates);
  const unread = [...templates.keys()].flatMap((path) => parseFindings(path, templates, engine));
  const findings = [...absent, ...unread, ...callFindings(templates)];
  if (findings.length === 0)
    findings.push(...trials(templates).flatMap((trial) => tryOut(trial, templates, engine)));
  return inReadingOrder(eachOnce(findings));
}

function parseFindings(path: string, templates: Templates, engine: Engine): Finding[] {
  try {
    engine.parse(templateName(path));
    return [];
  } catch (error) {
    return [liquidFinding(error, templates, engine, undefined)];
  }
}

function tryOut({ template, view, demands }: Trial, templates: Templates, engine: Engine): Finding[] {
  try {
    engine.render(template, view);
  } catch (error) {
    return [liquidFinding(error, templates, engine, view)];
  }
  const traced = engine.renderTraced(template, view);
  if (traced.text.trim() === '') return [emptyTemplate(template)];
  const faults = tagFindings(traced, templates);
  return faults.length > 0 ? faults : demandFindings(traced.text, template, demands);
}

const FORMS = { html: '<p>Text.</p>', text: 'Text.' };

function trials(templates: Templates): Trial[] {
  const full = specimenContext(templates, 'A specimen of a notice.');
  const plain = specimenContext(templates, undefined);
  const bannered = { ...full, banner: SPECIMEN_BANNER };
  const updated = { ...RICH_RELEASE.release, number: '26-101' };
  const slots = markersFor('specimen');
  const releases = [
    releaseView(RICH_RELEASE, FORMS, FORMS.html, true, { ...bannered, updated }),
    releaseView(RICH_RELEASE, FORMS, FORMS.html, false, full),
    releaseView(BARE_RELEASE, FORMS, FORMS.html, false, plain),
  ];
  const issues = [
    digestView(RICH_ISSUE, '<p>A note.</p>', { show: 'full', each: Infinity }, bannered),
    digestView(RICH_ISSUE, '', { show: 'newest', each: 0 }, full),
    digestView(BARE_ISSUE, '', { show: 'full', each: Infinity }, plain),
  ];
  const recall = recallView(RICH_RELEASE.release, bannered);
  const confirmation = confirmationView(['digest', 'releases', 'kind:charge', 'area:town'], 'en', full);
  return [
    ...releases.map((view) => trial(RELEASE_TEMPLATE, view, releaseDemands(view, slots), slots)),
    ...issues.map((view) => trial(DIGEST_TEMPLATE, view, digestDemands(view, slots), slots)),
    trial(RECALL_TEMPLATE, recall, recallDemands(recall, slots), slots),
    trial(CONFIRMATION_TEMPLATE, confirmation, confirmationDemands(confirmation, slots), slots),
  ];
}

function trial(template: string, view: object, demands: Demand[], slots: Markers): Trial {
  return { template, view: { ...view, slots }, demands };
}

/** Two trials find the same mistake twice. */
function eachOnce(findings: readonly Finding[]): Finding[] {
  const byWords = new Map(findings.map((finding) => [JSON.stringify(finding), finding]));
  return [...byWords.values()];
}
