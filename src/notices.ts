import { hash } from 'node:crypto';
import { join } from 'node:path';
import type { Config } from './config/config.ts';
import { deliverNotices, type NoticeToSend } from './deliver/notices.ts';
import type { Counts } from './deliver/deliver.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { Courier } from './mail/courier.ts';
import type { DkimKey } from './mail/dkim-key.ts';
import type { MessageIds } from './mail/message-id.ts';
import type { NoticeMail } from './mail/notice.ts';
import { blocks } from './model/finding.ts';
import type { Letter } from './model/letter.ts';
import type { Notice } from './model/notice.ts';
import type { Request } from './model/request.ts';
import { systemClock, systemRandom } from './util/clock.ts';
import { thisHolder } from './util/holder.ts';

/** The way of mails to one person: confirmations, probes, alarms. */
export type Notices = {
  /** Hands over what is due; any number of programs may do so at once. Rejects with LedgerError. */
  deliver: (stop: AbortSignal) => Promise<Counts>;
};

export type NoticesOptions = {
  config: Config;
  ledger: Ledger;
  courier: Courier;
  dkim: readonly DkimKey[];
  /** How long a ledger in trouble is waited for, and what is in hand after a signal to stop, ms. */
  limits: { ledger: number; stopWithin: number };
};

const DAY = 24 * 3_600_000;
/** Letters that differ in topics and language; each is composed once for as long as the templates stay. */
const KEPT = 32;
/** Nobody and nothing has this number: what its links ask for changes nothing. */
const NOBODY = 0;

/**
 * Opens the way of notices over an open ledger and courier. The libraries that compose letters are loaded with the first
 * confirmation, templates are read from the newsroom's folder each time. Redirected copies settle no real notice, and their
 * links change nothing.
 */
export function openNotices({ config, ledger, courier, dkim, limits }: NoticesOptions): Notices {
  const { redirectTo } = config;
  const book = redirectTo === undefined ? ledger : ledger.rehearsal.notices;
  const compose = composer(config, ledger);
  let messageIdOf: MessageIds | undefined;
  const messageTo = async (notice: Notice, at: number): Promise<NoticeToSend | undefined> => {
    const made = await compose(notice, at);
    if (!made) return undefined;
    const { noticeMessage } = await import('./mail/notice.ts');
    const { until, ...mail } = made;
    const diverted = redirectTo === undefined ? {} : { label: '[Redirected]', divertTo: redirectTo };
    messageIdOf ??= await messageIdsOf(config);
    return { until, message: await noticeMessage({ ...mail, dkim, messageIdOf, ...diverted }, at) };
  };
  return {
    async deliver(stop) {
      if (redirectTo !== undefined) await ledger.rehearsal.notices.rehearse();
      return deliverNotices({
        ledger: book,
        courier,
        messageTo,
        at: systemClock,
        holder: thisHolder(),
        limits,
        signal: stop,
        random: systemRandom,
      });
    },
  };
}

type Made = Omit<NoticeMail, 'dkim' | 'messageIdOf'> & { until: number };

/** The Message-IDs of this newsroom. Rejects with KeyError. */
export async function messageIdsOf({ paths, newsroom }: Config): Promise<MessageIds> {
  const [{ lastingKey, loadKeys }, { messageIds }] = await Promise.all([
    import('./audience/key-file.ts'),
    import('./mail/message-id.ts'),
  ]);
  return messageIds(lastingKey(loadKeys(join(paths.var, 'key'))), newsroom.mail.from.address);
}

/** What a notice says; undefined when there is nothing to say any more. */
function composer(config: Config, ledger: Ledger): (notice: Notice, at: number) => Promise<Made | undefined> {
  const { newsroom, site, paths, redirectTo } = config;
  const confirmation = confirmations(config);
  return async (notice, at) => {
    const { id, kind, address: to, about, words } = notice;
    const common = { id, kind, to, mail: newsroom.mail };
    if (kind === 'alarm') {
      const { composeAlarm } = await import('./render/letter/letter.ts');
      return { ...common, letter: composeAlarm(newsroom, words), filling: {}, until: notice.postedAt + DAY };
    }
    const { loadKeys } = await import('./audience/key-file.ts');
    const { confirmToken, linksFor } = await import('./audience/links.ts');
    const keys = loadKeys(join(paths.var, 'key'));
    const real = redirectTo === undefined;
    if (kind === 'confirm') {
      const request = await ledger.request(about);
      if (!request || request.doneAt !== undefined || request.until < at) return undefined;
      const token = confirmToken(keys[0], real ? request : { id: NOBODY, askedAt: 0 });
      const filling = { confirm: `${site}/c/${token}` };
      return { ...common, letter: await confirmation(request), filling, until: request.until };
    }
    const member = await ledger.member(about);
    if (!member) return undefined;
    const { composeProbe } = await import('./render/letter/letter.ts');
    const links = linksFor(keys[0], site, newsroom.mail.unsubscribe)(real ? about : NOBODY);
    const letter = composeProbe(newsroom, member.language, links);
    const { returnPathOf } = await import('./audience/verp.ts');
    const { verp, bounces } = newsroom.mail;
    const returnTo = verp ? { returnTo: returnPathOf(keys[0], bounces, 0)(real ? about : NOBODY) } : {};
    return { ...common, ...returnTo, letter, filling: {}, until: notice.postedAt + DAY };
  };
}

/** The letters that ask to confirm. Rejects with what is wrong with the templates. */
function confirmations({ root, newsroom, site }: Config): (request: Request) => Promise<Letter> {
  const letters = new Map<string, Letter>();
  return async ({ topics, language }) => {
    const [{ readTemplates }, { composeConfirmation }] = await Promise.all([
      import('./load/load.ts'),
      import('./render/letter/letter.ts'),
    ]);
    const { templates } = readTemplates(root);
    const spoken = language === '' ? newsroom.newsroom.language : language;
    const key = hash('sha256', JSON.stringify([topics, spoken, [...templates]]));
    const known = letters.get(key);
    if (known) return known;
    const { letter, findings } = await composeConfirmation(topics, spoken, { newsroom, site, templates });
    if (!letter) throw new Error(findings.find(blocks)?.what ?? 'the templates have findings');
    letters.set(key, letter);
    const [oldest] = letters.keys();
    if (letters.size > KEPT && oldest !== undefined) letters.delete(oldest);
    return letter;
  };
}
