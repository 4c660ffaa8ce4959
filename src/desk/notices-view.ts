import type { Ledger } from '../ledger/ledger.ts';
import type { NoticeKind } from '../model/notice.ts';
import { oneLine } from '../util/mask.ts';

/** Mails to single persons that did not arrive, or not yet, within a day. */
export type NoticesView = {
  kind: NoticeKind;
  /** `late`: they are tried again; `lost`: they were refused, or nobody knows. */
  fate: 'late' | 'lost';
  count: number;
  /** The newest one: what was said of it, and of an alarm to the desk its first line. */
  response: string;
  subject: string;
}[];

const DAY = 86_400_000;

/** By kind and by what becomes of them, for an instant of the machine's clock. */
export async function noticesView(ledger: Ledger, at: number): Promise<NoticesView> {
  const all = await ledger.noticesFailed(at - DAY);
  const groups = Map.groupBy(all, ({ kind, state }) => `${kind} ${fateOf(state)}`);
  return [...groups.values()].flatMap((some) => {
    const newest = some.at(-1);
    if (!newest) return [];
    const { kind, state, response, words } = newest;
    // Our own words: they name an edition, digest/24@1, which is no address to be masked.
    const subject = words.split('\n', 1)[0] ?? '';
    return [{ kind, fate: fateOf(state), count: some.length, response: oneLine(response), subject }];
  });
}

function fateOf(state: string): 'late' | 'lost' {
  return state === 'refused' || state === 'uncertain' ? 'lost' : 'late';
}
