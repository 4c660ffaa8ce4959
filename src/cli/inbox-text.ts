import type { ReturnsView } from '../desk/returns-view.ts';
import type { Tally } from '../inbound.ts';
import { ReturnKind } from '../model/return.ts';

/** What each kind is called, of one and of many. */
const KINDS: Readonly<Record<ReturnKind, [one: string, many: string]>> = {
  hard: ['address that takes no mail', 'addresses that take no mail'],
  soft: ['soft bounce', 'soft bounces'],
  ours: ['refusal of us', 'refusals of us'],
  delayed: ['delay', 'delays'],
  expanded: ['copy that was spread by a group', 'copies that were spread by groups'],
  delivered: ['report of delivery', 'reports of delivery'],
  complaint: ['complaint', 'complaints'],
  leave: ['wish to leave', 'wishes to leave'],
  auto: ['automatic answer', 'automatic answers'],
  arrival: ['copy at a seed mailbox', 'copies at seed mailboxes'],
  person: ['mail of a person', 'mails of persons'],
  unreadable: ['unreadable message', 'unreadable messages'],
};

/** "2 soft bounces, 1 complaint": what came back, by kind. */
export function printKinds(kinds: Tally['kinds']): string {
  return ReturnKind.options
    .flatMap((kind) => {
      const count = kinds[kind] ?? 0;
      return count === 0 ? [] : [`${count.toLocaleString('en-US')} ${KINDS[kind][count === 1 ? 0 : 1]}`];
    })
    .join(', ');
}

/** What a look at the sources came to, for a person. */
export function printTaken(
  { kinds, again, left, probes, alarms, aside }: Tally,
  sources: readonly string[],
): string {
  const told = printKinds(kinds);
  const gone = [
    left.bounced ? `${left.bounced} off the list because their address takes no mail` : '',
    left.complaint ? `${left.complaint} off the list because they complained` : '',
    left.asked ? `${left.asked} off the list because they asked` : '',
    probes ? `${probes} asked by a probe whether the mailbox is alive` : '',
    alarms ? `${alarms} told to the desk by mail` : '',
    aside ? `${aside} left aside for a person to read` : '',
    again ? `${again} known already` : '',
  ].filter((line) => line !== '');
  const from = sources.length === 0 ? '' : ` (${sources.join(', ')})`;
  const lines = [
    told === '' ? `Nothing new came back${from}.` : `${told}${from}.`,
    ...gone.map((line) => `  ${line}`),
  ];
  return `${lines.join('\n')}\n`;
}

/** What came back within a day, and what was said about us in words; nothing when nothing came. */
export function printCameBack({ counts, aboutUs }: ReturnsView): string[] {
  if (counts.length === 0) return [];
  const told = printKinds(Object.fromEntries(counts.map(({ kind, count }) => [kind, count])));
  return [
    told,
    ...aboutUs.map(({ words, count }) => `about us${count > 1 ? `, ${count} times` : ''}: ${words}`),
  ];
}
