import { addressOf } from '../../model/address.ts';
import { printDay } from '../../model/dateline.ts';
import { type Html, html, trusted } from '../../model/html.ts';
import { absolute, shiftHeadings } from '../../model/markup.ts';
import { printNumbers } from '../../model/numbers.ts';
import type { ShelvedIssue, ShelvedRelease } from '../../model/shelf.ts';
import { amendmentWords } from '../amended.ts';
import { releaseItems } from './lists.ts';
import { type Press, boilerplate, finished, source, spoken } from './press.ts';
import { withdrawnNotice } from './release.ts';

/** One issue of the Digest, its title as h2: lead, editor's note, releases by kind, what it covers and leaves out. */
export async function issueFragment(press: Press, entry: ShelvedIssue): Promise<string> {
  const { newsroom, site, notice } = press;
  const { issue, covers } = entry;
  const lang = spoken(issue.language);
  const address = `${site}${addressOf(issue.path)}`;
  const lead = covers.filter((cover) => cover.release.number === issue.lead);
  const note = (await entry.forms()).html.trim();
  return finished(html`<article id="newsdesk-digest-${issue.issue}" lang="en" dir="ltr">
${notice}<h2${lang}><a href="${address}">${issue.title}</a></h2>
<p>${newsroom.digest.name} No. ${issue.issue}, <time datetime="${issue.date}">${printDay(issue.date, 'en')}</time></p>
<p${lang}>${issue.summary}</p>
${lead.length > 0 && releaseItems(press, lead, 3)}${
    note !== '' &&
    html`<div${lang}>
${trusted(shiftHeadings(absolute(note, site), 3))}
</div>
`
  }${sections(press, entry)}${boilerplate(newsroom, covers)}${correctionsBox(press, entry)}${coverage(entry)}${source(press, html`<a href="${address}">${newsroom.digest.name} No. ${issue.issue}</a>`)}</article>
`);
}

/** What stands in place of a withdrawn issue. */
export function withdrawnIssueFragment(press: Press, entry: ShelvedIssue): string {
  const { issue } = entry;
  const what = `${press.newsroom.digest.name} No. ${issue.issue}`;
  const address = `${press.site}${addressOf(issue.path)}`;
  return withdrawnNotice(press, `newsdesk-digest-${issue.issue}`, what, address, entry);
}

function sections(press: Press, { issue, covers }: ShelvedIssue): Html {
  const { kinds } = press.newsroom;
  const byKind = new Map<string, ShelvedRelease[]>();
  for (const kind of [...issue.sections, ...Object.keys(kinds)]) byKind.set(kind, []);
  for (const cover of covers) {
    if (cover.release.number !== issue.lead) byKind.get(cover.release.kind)?.push(cover);
  }
  return html`${[...byKind].map(
    ([kind, entries]) =>
      entries.length > 0 &&
      html`<h3>${kinds[kind]?.plural ?? kind}</h3>
${releaseItems(press, entries, 4)}`,
  )}`;
}

/** What was put right since the issue before. */
function correctionsBox({ site }: Press, { amended = [] }: ShelvedIssue): Html | undefined {
  if (amended.length === 0) return undefined;
  const items = amended.map((one) => {
    const { label, what, title, note } = amendmentWords(one);
    const lang = one.kind === 'correction' ? spoken(one.language) : undefined;
    return html`<li><strong>${label}</strong>: <a href="${site}${one.address}">${what}</a>${title !== undefined && html`, <span${lang}>${title}</span>`}. <span${lang}>${note}</span></li>
`;
  });
  return html`<h3>Corrections</h3>
<ul>
${items}</ul>
`;
}

function coverage({ covers, omitted, withdrawn }: ShelvedIssue): Html {
  const numbers = [...covers.map((cover) => cover.release.number), ...withdrawn];
  return html`${
    numbers.length > 0 &&
    html`<p>This issue covers ${numbers.length === 1 ? 'release' : 'releases'} ${printNumbers(numbers)}.</p>
`
  }${omitted.map(
    ({ number, reason }) => html`<p>Left out on purpose: release ${number}. ${reason}</p>
`,
  )}${
    withdrawn.length > 0 &&
    html`<p>Withdrawn since and not to be used: ${printNumbers(withdrawn)}.</p>
`
  }`;
}
