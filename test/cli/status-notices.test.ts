import { describe, expect, it, onTestFinished } from 'vitest';
import { alarmsLost, noticesLost } from '../../src/cli/status-notices.ts';
import { noticesView } from '../../src/desk/notices-view.ts';
import { openSqliteLedger } from '../../src/ledger/sqlite/open.ts';
import type { NoticeKind } from '../../src/model/notice.ts';
import { FRIDAY } from '../support/shelf.ts';

const HOUR = 3_600_000;

describe('status', () => {
  it('tells mails to single persons that did not arrive: those to the desk need a person, the others nobody', async () => {
    const ledger = await openSqliteLedger(':memory:');
    onTestFinished(() => ledger.close());
    const end = async (kind: NoticeKind, verdict: 'accepted' | 'refused' | 'deferred', at = FRIDAY) => {
      const words = kind === 'alarm' ? 'digest/24@1 was not seen at Big Mail\n\nMore.' : '';
      const id = await ledger.post({ kind, address: 'jane@example.org', about: 1, words }, at);
      await ledger.claimNotices('a', 9, FRIDAY, FRIDAY + HOUR);
      await ledger.markNotice(id, 'a');
      const response = `550 5.1.1 <jane@example.org> ${verdict}`;
      await ledger.settleNotice(id, 'a', { kind: verdict, response }, FRIDAY + HOUR);
    };
    await end('confirm', 'refused', FRIDAY - 25 * HOUR);
    await end('confirm', 'accepted');
    expect(await noticesView(ledger, FRIDAY)).toEqual([]);
    await end('confirm', 'refused');
    await end('confirm', 'refused');
    await end('confirm', 'deferred');
    await end('alarm', 'refused');
    const notices = await noticesView(ledger, FRIDAY);
    expect(noticesLost({ notices })).toEqual([
      '2 confirmation mails not arrived: 550 5.1.1 <j…@example.org> refused',
      '1 confirmation mail not yet arrived, tried again: 550 5.1.1 <j…@example.org> deferred',
    ]);
    expect(alarmsLost({ notices })).toEqual([
      '1 mail to this desk did not arrive: digest/24@1 was not seen at Big Mail',
      '  550 5.1.1 <j…@example.org> refused',
    ]);
  });
});
