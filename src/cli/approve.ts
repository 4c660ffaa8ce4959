import { relative, resolve } from 'node:path';
import { openLedger, openNewsroom, openPress, type Opened } from '../app.ts';
import { approving, type Approving } from '../approving.ts';
import { blocks } from '../model/finding.ts';
import type { Letter } from '../model/letter.ts';
import { printWhen } from '../model/when.ts';
import { recordDecision } from '../recording.ts';
import { systemClock } from '../util/clock.ts';
import { silent } from '../util/progress.ts';
import { FINDINGS, MISUSE, OK } from './exit.ts';
import { report } from './findings.ts';
import type { Terminal } from './terminal.ts';

export type ApproveOptions = { by: string; second?: string; look?: boolean };

/**
 * `newsdesk approve PATH --by NAME [--second NAME]`: shows what would go out of a file and to how many, and writes the
 * approval into it. With `look` it only shows. Exit 1 when it may not go out like this, or not by these people.
 */
export async function approve(
  root: string,
  path: string,
  options: ApproveOptions,
  terminal: Terminal,
): Promise<number> {
  const { opened, findings } = openNewsroom(root, terminal.env, silent);
  if (!opened) {
    report(findings, root, 0, false, terminal);
    return FINDINGS;
  }
  const file = relative(opened.config.root, resolve(path)).replaceAll('\\', '/');
  const { by, second } = options;
  const people = { by, ...(second === undefined ? {} : { second }) };
  const ledger = await openLedger(opened.config, true);
  try {
    const shown = await approving(await openPress(opened, ledger), file, people, systemClock());
    if (!shown) {
      terminal.err(
        `newsdesk: ${path} is no release and no issue of this newsroom: releases/….md, digest/24.md.\n`,
      );
      return MISUSE;
    }
    report([...findings, ...shown.findings], root, 1, false, terminal, shown.stripped);
    terminal.out(overridden(shown.overrides));
    terminal.out(printed(shown, opened));
    if (shown.findings.some(blocks) || !shown.mail) {
      terminal.err('newsdesk: Not approved: the findings above have to be mended first.\n');
      return FINDINGS;
    }
    if (shown.unfit.length > 0) {
      terminal.err(
        `newsdesk: Not approved: ${shown.unfit.join('; ')}.\n  do:  newsdesk.yaml, "approval:", names those who may.\n`,
      );
      return FINDINGS;
    }
    if (options.look === true) return OK;
    if (!shown.write()) {
      terminal.err(
        `newsdesk: Not approved: ${file} was changed at this very moment.\n  do:  Look at it again.\n`,
      );
      return FINDINGS;
    }
    await recorded(shown, opened);
    terminal.out(
      `Approved by ${second === undefined ? by : `${by} and ${second}`}. ${outLine(shown, opened)}\n`,
    );
    return OK;
  } finally {
    await ledger.close();
  }
}

/** Every decision not to heed a finding, so that whoever approves the text approves it too. */
function overridden(overrides: Approving['overrides']): string {
  if (overrides.length === 0) return '';
  const lines = overrides.flatMap(({ state, rule, line, words, reason, basis, by }) => [
    `  ${rule}, line ${line}, on "${words}"${state === 'lapsed' ? ': overrides nothing, because no such finding is there' : ''}`,
    `    ${by}: ${reason} (${basis})`,
  ]);
  return `With these decisions of the desk:\n${lines.join('\n')}\n\n`;
}

/** Who approved what is told in the record too, also when it never goes out. */
async function recorded({ approval, mail }: Approving, { config }: Opened): Promise<void> {
  if (!approval || !mail) return;
  const { by, second, at, digest, parts } = approval;
  const body = { by, ...(second === undefined ? {} : { second }), digest, parts };
  const subject = mail.edition.replace(/@.*$/, '');
  await recordDecision(config, { at: Date.parse(at), what: 'approval', subject, body });
}

/** The mail's text is the form in which a person reads fastest; the page and the mail have the same words. */
function printed({ mail, needsTwo }: Approving, { config }: Opened): string {
  if (!mail) return '';
  const { edition, letter, audience, topics } = mail;
  const many = audience === 1 ? 'one subscriber' : `${audience.toLocaleString('en-US')} subscribers`;
  const lines = [
    `${edition}  ${letter.subject}`,
    `Goes to ${many} (${topics.join(', ') || 'no topic'}), to ${config.site} with its feeds and fragments.`,
    ...(needsTwo ? ['Two people have to approve it, and none of them may have written it.'] : []),
    '',
    withoutSlots(letter).trimEnd(),
    '',
  ];
  return `${lines.join('\n')}\n`;
}

/** What differs from reader to reader, by its name. */
function withoutSlots({ text, slots }: Letter): string {
  let shown = text;
  for (const [name, marker] of Object.entries(slots)) shown = shown.replaceAll(marker, `[${name}]`);
  return shown;
}

function outLine({ outAt = 0, mail }: Approving, { config }: Opened): string {
  const { zone, language } = config.newsroom.newsroom;
  const publication = (mail?.edition ?? '').replace(/@.*$/, '');
  return `It is out on ${printWhen(outAt, zone, language, 'moment')}; until then: newsdesk stop ${publication}`;
}
