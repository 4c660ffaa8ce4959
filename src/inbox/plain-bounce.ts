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

/** An address as programs write it in their own words; it ends before punctuation. */
const ADDRESS = String.raw`([^\s<>@"'();:,[\]]{1,128}@[^\s<>@"'();:,[\]]{1,255})`;

/** A line that begins with an address, and with nothing else but what qmail, Postfix, Exim and others put behind it. */
const AT_START = new RegExp(
  String.raw`^[\t *"'<-]{0,12}(?:[^<>@]{0,80}<mailto:)?${ADDRESS}["'>]{0,2}[ \t.]{0,4}(?:$|[:(]|<[^\s<>@]{1,128}@|on \w{3},|invalid\b)`,
  'i',
);

/** "There was an error delivering your mail to …": the address stands in a sentence. */
const IN_SENTENCE = new RegExp(
  String.raw`(?:your (?:mail|message|e-?mail) to|message to|delivered to|delivery to|recipients?:?|unknown user:?)[ \t]+<?${ADDRESS}`,
  'i',
);

/** "jane@example.org <john@example.org>: malformed": the one in brackets is the one that was written to. */
const BRACKETED = new RegExp(String.raw`^[^\s<>]{1,200}[ \t]+<${ADDRESS}>`);

/** Longer lines are no sentences of a mail server. */
const LINE = 1000;

/** What is said of each address: from the line that names it up to the next such line. */
function sectionsOf(said: string): Section[] {
  const sections = new Map<string, Section>();
  let current: Section | undefined;
  for (const line of said.split(/\r?\n/)) {
    const recipient = recipientIn(line.slice(0, LINE));
    if (recipient !== undefined) {
      const known = sections.get(recipient.toLowerCase());
      current = known ?? { recipient, words: '' };
      if (!known && sections.size < RECIPIENTS) sections.set(recipient.toLowerCase(), current);
    }
    if (current) current.words += `${line}\n`;
  }
  return [...sections.values()];
}

function recipientIn(line: string): string | undefined {
  const found = AT_START.exec(line) ?? IN_SENTENCE.exec(line);
  return (found && (BRACKETED.exec(line.trim()) ?? found)[1])?.replace(/\.+$/, '');
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
