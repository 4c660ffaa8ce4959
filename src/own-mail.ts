import { join } from 'node:path';
import type { Config } from './config/config.ts';
import type { Desk } from './inbox/statement.ts';
import type { Whose } from './inbox/whose.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { Clock } from './util/clock.ts';

const DAY = 86_400_000;
/** What comes back is about something that went out in this time; copies of older editions are not recognised. */
const LOOK_BACK = 60 * DAY;
/** A mailing that began meanwhile is noticed after this time, ms. */
const FRESH = 30_000;

type Sent = { edition: string; beganAt: number };

/** How what comes back is recognised as an answer to our own mail. Rejects with KeyError. */
export async function whoseMail(
  config: Config,
  ledger: Ledger,
  clock: Clock,
): Promise<{ whose: Whose; desk: Desk }> {
  const [{ lastingKey, openKeys }, { verifyToken }, { returnPathIn }, { messageIds }] = await Promise.all([
    import('./audience/key-file.ts'),
    import('./audience/tokens.ts'),
    import('./audience/return-path.ts'),
    import('./mail/message-id.ts'),
  ]);
  const { mail, delivery } = config.newsroom;
  const keys = openKeys(join(config.paths.var, 'key'));
  const sent = remembered(clock, () => mailed(ledger, clock()));
  const idOf = messageIds(lastingKey(keys()), mail.from.address);
  const seeds = remembered(clock, async () => {
    const ids = new Map<string, { edition: string; seed: string }>();
    for (const { name, address } of delivery.seeds) {
      const member = await ledger.memberOf(address);
      if (!member) continue;
      for (const { edition } of await sent()) ids.set(idOf(edition, member.id), { edition, seed: name });
    }
    return ids;
  });
  const whose: Whose = {
    returnPath: (text) => returnPathIn(keys(), text),
    leaving: (token) => verifyToken(keys(), 'unsubscribe', token)?.subject,
    mailing: (number) => ledger.mailingOf(number),
    probedAt: async (subscriber) => (await ledger.health(subscriber)).probedAt,
    address: async (subscriber) => (await ledger.member(subscriber))?.address,
    member: async (address) => (await ledger.memberOf(address))?.id,
    copy: async (messageId, subscriber) =>
      messageId === ''
        ? undefined
        : (await sent()).find(({ edition }) => idOf(edition, subscriber) === messageId),
    seed: async (messageId) => (await seeds()).get(messageId),
  };
  return { whose, desk: { unsubscribe: mail.unsubscribe, listId: mail.listId } };
}

async function mailed(ledger: Ledger, at: number): Promise<Sent[]> {
  const mailings = await ledger.mailings(at - LOOK_BACK);
  return mailings.map(({ edition, beganAt }) => ({ edition, beganAt }));
}

/** Asks once for many messages, and again when the answer has become old. */
function remembered<T>(clock: Clock, ask: () => Promise<T>): () => Promise<T> {
  let asked = -Infinity;
  let answer: Promise<T> | undefined;
  return () => {
    if (answer && clock() - asked < FRESH) return answer;
    asked = clock();
    answer = ask();
    answer.catch(() => (answer = undefined));
    return answer;
  };
}
