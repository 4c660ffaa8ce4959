import { oneLine } from '../util/mask.ts';
import { addressesIn } from './addresses.ts';
import { splitAtCopy } from './copy.ts';
import { valueOf, valuesOf, type Field } from './fields.ts';
import { judge, replyIn, statusIn } from './judge.ts';
import { RECIPIENTS } from './limits.ts';
import type { Statement } from './statement.ts';

const WORDS = 300;

/** Senders that are programs which report on delivery. */
const DAEMON =
  /\b(?:mailer-?daemon|mail-?daemon|mmdf|mail delivery (?:sub)?system|maildelivery|smtp-daemon)\b/i;
const POSTMASTER = /\b(?:postmaster|noreply|no-reply|mailsystem|mail system|administrator)\b/i;

/** Subjects of bounces, by language. */
const SUBJECTS =
  /\b(?:undeliver(?:ed|able)|delivery (?:status )?(?:notification|failure|failed|has failed|report)|mail (?:delivery )?(?:failure|failed|system error|error)|returned (?:mail|to sender)|failure notice|delivery failure|could not (?:be delivered|send)|non[- ]?deliver|message (?:not|un)deliver|bounce|rejected mail|mail could not|unzustellbar|nicht zugestellt|zustellung fehlgeschlagen|non remis|non distribu|\u00e9chec de (?:la )?remise|no se (?:puede|pudo) entregar|devuelto|no entregado|n\u00e3o (?:foi )?entregue|devolvid|mancata consegna|non consegnat|niet bezorgd|onbestelbaar|niedostarczon)|\u043d\u0435 \u0434\u043e\u0441\u0442\u0430\u0432\u043b\u0435\u043d\u043e|\u914d\u4fe1(?:\u3067\u304d|\u4e0d\u80fd|\u5931\u6557)|\u9000\u4fe1|\u6295\u9012\u5931\u8d25/iu;

/** "Not yet": such a report asks for nothing. */
const DELAYED =
  /\b(?:delayed|warning: (?:could not send|message)|not yet been delivered|still undelivered|will (?:keep trying|be retried|continue to (?:try|attempt))|delivery (?:is )?delayed|verz\u00f6ger|retard\u00e9)/iu;

/** Whether a message that is no report is a bounce all the same: by what it is, not by one word in it. */
export function isPlainBounce(fields: readonly Field[], subject: string): boolean {
  const from = valueOf(fields, 'from');
  const returnPath = valueOf(fields, 'return-path');
  const signs = [
    DAEMON.test(from) ? 2 : POSTMASTER.test(from) ? 1 : 0,
    fields.some(({ name }) => name === 'x-failed-recipients') ? 2 : 0,
    /^<?>?$|^<?mailer-daemon/i.test(returnPath.trim()) && returnPath !== '' ? 1 : 0,
    SUBJECTS.test(subject) ? 1 : 0,
  ];
  return signs.reduce((sum, sign) => sum + sign, 0) >= 2;
}

/** What such a bounce says, of each recipient that it names; of nobody in particular when it names none. */
export function readPlainBounce(fields: readonly Field[], subject: string, text: string): Statement[] {
  const { said } = splitAtCopy(text);
  const delayed =
    DELAYED.test(subject) || (DELAYED.test(said.slice(0, 2000)) && !/given up|permanent/i.test(said));
  const failed = valuesOf(fields, 'x-failed-recipients').flatMap((value) => addressesIn(value));
  const sections = sectionsOf(said);
  if (sections.length === 0) return [statementOf(said, said, failed, delayed)];
  return sections.slice(0, RECIPIENTS).map(({ recipient, words }) => {
    const named = sections.length === 1 ? [recipient, ...failed] : [recipient];
    return statementOf(words, said, named, delayed);
  });
}

function statementOf(words: string, said: string, named: readonly string[], delayed: boolean): Statement {
  const reason = reasonIn(words) ?? reasonIn(said) ?? words;
  const judged = delayed
    ? { kind: 'delayed' as const, status: statusIn(reason) ?? '', about: '' }
    : judge(reason);
  return Object.assign(judged, { words: oneLine(reason, WORDS), recipients: [...new Set(named)] });
}

/** What the human part of a report says of one address, for a report whose fields say nothing. */
export function saidOf(text: string, address: string): string {
  const { said } = splitAtCopy(text);
  const section = sectionsOf(said).find(({ recipient }) => recipient.toLowerCase() === address.toLowerCase());
  return reasonIn(section?.words ?? '') ?? reasonIn(said) ?? '';
}

type Section = { recipient: string; words: string };

/**
 * A line that is about an address: alone, in angle brackets, before a colon (qmail, Postfix, Exim), or at the end of "your
 * message to". What follows it, up to the next such line, is about the same.
 */
const LINE =
  /^[ \t*"'-]{0,12}(?:[^\n<>@]{0,80}<mailto:)?<?([^\s<>@"'();:,[\]]{1,128}@[^\s<>@"'();:,[\]]{1,255})>?(?:[ \t]{0,4}(?:$|[:(]|<[^\s<>@]{1,128}@)|[ \t.]{0,4}$)|(?:delivering your mail to|message to|delivered to|deliver(?:y)? to|recipients?:?)[ \t]+<?([^\s<>@"'();:,[\]]{1,128}@[^\s<>@"'();:,[\]]{1,255})/gim;

function sectionsOf(said: string): Section[] {
  const starts = [...said.matchAll(LINE)].slice(0, 2 * RECIPIENTS);
  const sections = new Map<string, Section>();
  for (const [index, start] of starts.entries()) {
    const line = said.slice(
      start.index,
      said.indexOf('\n', start.index + 1) === -1 ? undefined : said.indexOf('\n', start.index + 1),
    );
    // "name <address>: malformed": the one in brackets is the one that was written to.
    const bracketed = /^[^\s<>]{1,200}[ \t]+<([^\s<>@]{1,128}@[^\s<>@]{1,255})>/.exec(line.trim())?.[1];
    const recipient = (bracketed ?? start[1] ?? start[2] ?? '').replace(/\.+$/, '');
    const words = said.slice(start.index, starts[index + 1]?.index);
    const known = sections.get(recipient.toLowerCase());
    if (known) known.words += `\n${words}`;
    else sections.set(recipient.toLowerCase(), { recipient, words });
  }
  return [...sections.values()];
}

/** The line of a text in which a server speaks, with those that continue it; else undefined. */
function reasonIn(text: string): string | undefined {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const at = lines.findIndex((line) => replyIn(line) !== undefined || statusIn(line) !== undefined);
  if (at === -1) return undefined;
  const end = lines.findIndex((line, index) => index > at && line === '');
  const said = lines.slice(Math.max(0, at - 1), Math.min(end === -1 ? at + 8 : end, at + 8)).join(' ');
  return said === '' ? undefined : said;
}
