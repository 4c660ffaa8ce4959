import { html } from '../../model/html.ts';
import type { RecordEntry } from '../../model/record.ts';
import { printWhen, stampIn } from '../../model/when.ts';
import type { Manifest, Told as Reached } from '../bundle/manifest.ts';
import { editionNameOf, nameOf, tallied, tell } from './telling.ts';

/** What the summary of a bundle is made of. */
export type Summary = Pick<Manifest, 'newsroom' | 'zone' | 'asked' | 'at' | 'head'> & {
  entries: readonly RecordEntry[];
  reached: readonly Reached[];
  withAddresses: boolean;
};

/** The page with which a custodian begins: who, what, when and how many. It needs nothing but itself. */
export function summaryPage(summary: Summary): string {
  const { newsroom, zone, at, entries, reached } = summary;
  const items = entries.map((entry) => {
    const { number, when, what, more } = tell(entry, zone);
    return html`<li id="entry-${number}"><p><b>${when}</b> ${what} <small>(entry ${number})</small></p>
${more.length > 0 && html`<ul>${more.map((line) => html`<li>${line}</li>`)}</ul>`}</li>
`;
  });
  const rows = reached.map(
    (one) =>
      html`<tr><th scope="row">${editionNameOf(one.edition)}</th><td>${printWhen(one.beganAt, zone, 'en', 'moment')}</td><td>${standing(one)}</td><td>${tallied(one.deliveries)}</td></tr>
`,
  );
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<title>Record: ${askedWords(summary)}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse}th,td{border:1px solid #767676;padding:.3rem .6rem;text-align:left}code{overflow-wrap:anywhere}</style>
</head>
<body>
<main>
<h1>Record: ${askedWords(summary)}</h1>
<p>${newsroom}. Made at ${stampIn(at, zone)}. Times are those of ${zone}.</p>
<h2>What happened</h2>
<ol>
${items}</ol>
${entries.length === 0 && html`<p>Nothing is recorded of it.</p>\n`}<h2>Who was told</h2>
${
  rows.length > 0
    ? html`<table>
<thead><tr><th scope="col">Edition</th><th scope="col">Mail began</th><th scope="col">Now</th><th scope="col">Subscribers, when this was made</th></tr></thead>
<tbody>${rows}</tbody></table>
<p>Accepted means that the next mail server took it.</p>`
    : html`<p>Nobody was mailed.</p>`
}
<h2>Can it be trusted?</h2>
<p>Every entry is chained to all before it. <code>newsdesk verify</code> checks this folder without the newsroom. ${headWords(summary)}</p>
</main>
</body>
</html>
`;
  return page.source;
}

/** The same in plain words, and what each file is. */
export function summaryText(summary: Summary): string {
  const { newsroom, zone, at, entries, reached, withAddresses } = summary;
  const told = entries.flatMap((entry) => {
    const { number, when, what, more } = tell(entry, zone);
    return [[`${when}  ${what} (entry ${number})`], more.map((line) => `    ${line}`)].flat();
  });
  const who = reached.map(
    (one) => `${editionNameOf(one.edition)}: ${standing(one)}; ${tallied(one.deliveries)}`,
  );
  const lines = [
    `Record: ${askedWords(summary)}`,
    `${newsroom}. Made at ${stampIn(at, zone)}. Times are those of ${zone}.`,
    '',
    'index.html       this, to be read in a browser',
    'record.jsonl     the entries in full, one a line',
    'chain.txt        number, digest and link of every entry of the whole record',
    'artefacts/       what was published: content, HTML, text and mail of each edition',
    'deliveries.json  how many were told, when this was made',
    ...(withAddresses
      ? ['addresses.csv    who was told, address by address: handle with care']
      : ['Addresses of subscribers are not in here.']),
    'bundle.json      what was asked for, and the SHA-256 of each file',
    '',
    'newsdesk verify FOLDER checks all of it without the newsroom and without a network.',
    headWords(summary),
    '',
    'What happened',
    ...(told.length > 0 ? told : ['Nothing is recorded of it.']),
    '',
    'Who was told',
    ...(who.length > 0 ? who : ['Nobody was mailed.']),
  ];
  return `${lines.join('\n')}\n`;
}

/** A mailing stays open for a while after the last one was handed over, so that nobody is missed. */
function standing({ state, deliveries }: Reached): string {
  if (state !== 'open') return state;
  return (deliveries.waiting ?? 0) + (deliveries.handing ?? 0) > 0 ? 'on its way' : 'through';
}

function askedWords({ asked }: Pick<Summary, 'asked'>): string {
  if (!('about' in asked)) return `${asked.from} to ${asked.to}`;
  const revision = /@(\d+)$/.exec(asked.about)?.[1];
  return nameOf(asked.about) + (revision === undefined ? '' : `, edition ${revision}`);
}

function headWords({ head }: Pick<Summary, 'head'>): string {
  if (!head) return 'The record was empty.';
  return `The record had ${head.number} entries; its last link is ${head.chain}. The newsroom can say whether that is so.`;
}
