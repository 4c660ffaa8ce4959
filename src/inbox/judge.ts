import { NOBODY, STATUS, STATUS_ABOUT, WORDS } from './rules.ts';

/** What a failed delivery means for the one it was for. `about` says what `ours` is about; else empty. */
export type Judgement = { kind: 'hard' | 'soft' | 'ours'; status: string; about: string };

/** Nobody's reply is longer, and every rule reads all of it. */
const LONGEST = 2000;

/**
 * What a server's words mean: hard (the address is not there), soft (not now), or ours (they want nothing of us, which is
 * never held against a reader). Three things decide, in this order: words that are known, the enhanced status, the
 * reply's number. Of a temporary status nothing is hard, whatever the words. Unknown is soft: it counts a little, and a
 * probe asks before anything happens. `status` is what a report says beside the words; without one it is looked for in them.
 */
export function judge(words: string, status = ''): Judgement {
  const said = words.slice(0, LONGEST);
  const found = status === '' ? (statusIn(said) ?? '') : status;
  const reply = replyIn(said);
  const temporary = found === '' ? reply?.startsWith('4') === true : found.startsWith('4');
  const judged = judgeWords(stripped(said), found) ?? judgeStatus(found) ?? judgeReply(reply);
  if (judged.kind === 'hard' && temporary) return { kind: 'soft', status: found, about: '' };
  return { ...judged, status: found };
}

type Judged = Omit<Judgement, 'status'>;

function judgeWords(words: string, status: string): Judged | undefined {
  if (/^5\.1\.(?:0|1|2|3|6|10)$/.test(status) && NOBODY.test(words)) return { kind: 'hard', about: '' };
  const rule = WORDS.find((rule) => rule.words.test(words));
  return rule && { kind: rule.kind, about: rule.about };
}

function judgeStatus(status: string): Judged | undefined {
  const [, subject = '', detail = ''] = status.split('.');
  const kind = STATUS[`${subject}.${detail}`] ?? STATUS[subject];
  return kind && { kind, about: kind === 'ours' ? (STATUS_ABOUT[subject] ?? 'policy') : '' };
}

/** RFC 5321 §4.2.3 and RFC 7504. A bare 550 or 554 may mean anything. */
function judgeReply(reply: string | undefined): Judged {
  if (reply === '556') return { kind: 'hard', about: '' };
  if (reply !== undefined && /^5(?:0[0-4]|3[0-8])$/.test(reply)) return { kind: 'ours', about: 'protocol' };
  return { kind: 'soft', about: '' };
}

/** The first enhanced status in a text that is no part of a longer number: `4.16.55.1` is none. */
export function statusIn(words: string): string | undefined {
  return /(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d]|\.\d)/.exec(words)?.[1];
}

/** The number of a reply: at the beginning, after a mark, or before an enhanced status. */
export function replyIn(words: string): string | undefined {
  return /(?:^|[\s:;(<"'#])([45][0-5]\d)(?=[\s-]|$)/.exec(words)?.[1];
}

/**
 * Words without what only names somebody: `spam.example.org` and `john.spamer@example.org` say nothing about spam, and an
 * address in the web leads to a page about anything.
 */
function stripped(words: string): string {
  return words
    .replace(/https?:\/\/\S+/gi, ' ')
    .replace(/<?[^\s<>@]{1,128}@[^\s<>@]{1,255}>?/g, ' ')
    .replace(/\bhost \S{1,255}(?: \[[^\]]{1,64}\])? (?=said|refused|did not)/gi, ' ')
    .replace(/\[[0-9a-f:. ]{3,64}\]/gi, ' ')
    .replace(/\s+/g, ' ');
}
