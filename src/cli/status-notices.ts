import type { Overview } from '../desk/overview.ts';
import type { NoticeKind } from '../model/notice.ts';

const KINDS: Readonly<Record<NoticeKind, [one: string, many: string]>> = {
  confirm: ['confirmation mail', 'confirmation mails'],
  probe: ['probe of a mailbox', 'probes of mailboxes'],
  alarm: ['mail to this desk', 'mails to this desk'],
};

/** What this desk was to be told by mail and was not: only a person can look into that. */
export function alarmsLost({ notices }: Pick<Overview, 'notices'>): string[] {
  return notices
    .filter(({ kind }) => kind === 'alarm')
    .flatMap(({ count, fate, subject, response }) => [
      `${counted('alarm', count)} did not arrive${fate === 'late' ? ' yet' : ''}: ${subject}`,
      `  ${response}`,
    ]);
}

/** Mails to single persons that did not arrive. Mistyped addresses are refused every day, and need nobody. */
export function noticesLost({ notices }: Pick<Overview, 'notices'>): string[] {
  return notices
    .filter(({ kind }) => kind !== 'alarm')
    .map(({ kind, count, fate, response }) => {
      const what = fate === 'late' ? 'not yet arrived, tried again' : 'not arrived';
      return `${counted(kind, count)} ${what}: ${response}`;
    });
}

function counted(kind: NoticeKind, count: number): string {
  return `${count.toLocaleString('en-US')} ${KINDS[kind][count === 1 ? 0 : 1]}`;
}
