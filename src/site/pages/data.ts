import type { Held } from '../counter.ts';

const HEADER = ['what', 'when', 'kind', 'state', 'details'];

/** What is held about a person as a table (RFC 4180): a line for each thing that is known. */
export function dataCsv(held: Held): string {
  const { address, topics, language, confirmed, consent, requests, mails, notices, returns } = held;
  const rows = [
    HEADER,
    ['address', confirmed, '', '', address],
    ['consent', confirmed, '', '', consent],
    ['topics', '', '', '', topics.join('; ')],
    ['language', '', '', '', language],
    ...requests.map((one) => [
      'request',
      one.at,
      one.kind,
      one.confirmed === '' ? 'not confirmed' : `confirmed ${one.confirmed}`,
      one.topics.join('; '),
    ]),
    ...mails.map((one) => ['mail', one.at, one.what, one.state, one.answer]),
    ...notices.map((one) => ['message', one.at, one.kind, one.state, one.answer]),
    ...returns.map((one) => ['returned', one.at, one.kind, one.status, one.words]),
  ];
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** A spreadsheet would take what begins like a formula for one; the words of mail servers are not ours. */
function cell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
