import { hash } from 'node:crypto';
import type { Letter } from '../src/model/letter.ts';

/** HTML of the Digest, bytes; with its text it has 67 KB, and 74 KB in quoted-printable on the wire. */
const SIZE = 55_000;
const WORDS =
  'Officers closed one lane of the avenue after a crash on Friday — nobody was hurt — and detectives ask anyone who was near the 8700 block to call the bureau’s desk. Crews work through the evening; drivers should take another road until noon, when the signal is expected to be repaired.';
const CELL =
  'font-family:Helvetica,Arial,sans-serif;font-size:16px;line-height:1.5;text-align:left;color:#1d2733';

/** A Digest of about 55 KB of HTML, as mjml writes it: nested tables, styles in every cell, a few slots at the foot. */
export function digestLetter(): Letter {
  const seed = hash('sha1', WORDS, 'hex');
  const marker = (slot: string) => `https://slot.invalid/${seed}/${slot}`;
  const foot = footer(marker);
  const stories: string[] = [];
  let size = Buffer.byteLength(page('', foot.html));
  for (let count = 1; size < SIZE; count += 1) {
    const next = story(count);
    stories.push(next);
    size += Buffer.byteLength(next);
  }
  const items = stories.map((_, index) => `${index + 1}. Lane closed on Link Avenue\n\n${wrapped()}\n`);
  return {
    subject: 'Information Digest No. 24',
    html: page(stories.join(''), foot.html),
    text: `INFORMATION DIGEST NO. 24\n\n${items.join('\n')}\n${foot.text}`,
    slots: {
      unsubscribe: marker('unsubscribe'),
      preferences: marker('preferences'),
      address: marker('address'),
    },
    language: 'en',
    topics: ['digest'],
  };
}

function page(stories: string, foot: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Information Digest No. 24</title>
<style>@media only screen and (min-width:480px) { .column { width:100% !important; max-width:100%; } }</style></head>
<body style="margin:0;background-color:#f4f6f8"><h1 style="${CELL}">Information Digest No. 24</h1>
${stories}${foot}</body></html>
`;
}

function story(count: number): string {
  return `<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background-color:#ffffff;width:100%">
  <tbody><tr><td style="direction:ltr;font-size:0;padding:12px 24px;text-align:center">
    <div class="column" style="font-size:0;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%">
      <h2 style="${CELL};font-weight:bold">
        <a href="https://newsroom.example.gov/releases/26-${100 + count}.html" style="color:#0b4f8a;text-decoration:underline">Lane closed on Link Avenue, part ${count}</a>
      </h2>
      <p style="${CELL}">${WORDS}</p>
      <p style="${CELL}">${WORDS}</p>
    </div>
  </td></tr></tbody>
</table>
`;
}

function footer(marker: (slot: string) => string): { html: string; text: string } {
  const [unsubscribe, preferences, address] = ['unsubscribe', 'preferences', 'address'].map(marker);
  return {
    html: `<p style="${CELL}">Sent to ${address}. <a href="${unsubscribe}">Unsubscribe</a> or
<a href="${preferences}">choose other topics</a>.<br>7900 Forsyth Blvd, Clayton, MO 63105</p>`,
    text: `Sent to ${address}.\nUnsubscribe: ${unsubscribe}\nOther topics: ${preferences}\n`,
  };
}

/** The words in lines of 76 columns. */
function wrapped(): string {
  return WORDS.replace(/(.{1,76})(?: |$)/g, '$1\n');
}
