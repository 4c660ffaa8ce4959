import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSqliteLedger } from '../../src/ledger/sqlite/open.ts';
import { DROP, scriptedSmtp } from '../mail/scripted-smtp.ts';
import { bundledNewsroom, newsdesk } from '../support/program.ts';

const AT = ['publish', '--at', '2026-11-20 10:00'];
const BY = ['--by', 'Jane Doe'];

/** The bundled newsroom after a mail server that hung up after the final dot: some deliveries are uncertain. */
async function unsure() {
  const root = bundledNewsroom();
  await newsdesk(root, ['subscribers', 'import', join(root, 'sample-subscribers.csv')]);
  const server = await scriptedSmtp({ dot: DROP });
  await newsdesk(root, AT, { SMTP_URL: server.url });
  const { out } = await newsdesk(root, ['settle', '--json']);
  const uncertain = JSON.parse(out).uncertain as { edition: string; address: string }[];
  return { root, uncertain };
}

describe('settle', () => {
  it(
    'lists what is uncertain with whole addresses, and records what a person says of it',
    { timeout: 60_000 },
    async () => {
      const { root, uncertain } = await unsure();
      const [first, ...others] = uncertain;
      if (!first) throw new Error('nothing is uncertain');
      const list = await newsdesk(root, ['settle']);
      for (const { address } of uncertain) expect(list.out).toContain(address);
      expect(list.out).toContain(`newsdesk settle ${first.edition} ${first.address} --accepted --by`);

      const arrived = await newsdesk(root, ['settle', first.edition, first.address, '--accepted', ...BY]);
      expect(arrived).toMatchObject({ code: 0, out: 'One delivery arrived, says Jane Doe.\n' });
      const publication = first.edition.replace(/@.*/, '');
      const rest = others.filter(({ edition }) => edition === first.edition).length;
      const again = await newsdesk(root, ['settle', publication, '--all', '--again', ...BY]);
      expect(again.out).toContain('sent again');
      const ledger = await openSqliteLedger(join(root, 'var/newsdesk.db'));
      expect(await ledger.tally(first.edition)).toMatchObject({ accepted: 1, uncertain: 0 });
      expect((await ledger.events(99)).filter(({ what }) => what === 'settled')).toHaveLength(1 + rest);
      await ledger.close();
      const twice = await newsdesk(root, ['settle', first.edition, first.address, '--again', ...BY]);
      expect(twice).toMatchObject({ code: 1 });
    },
  );

  it.each([
    [['settle', 'digest/24@1', '--accepted', ...BY], '--all'],
    [['settle', 'digest/24@1', 'a@example.org', '--all', '--accepted', ...BY], '--all'],
    [['settle', 'digest/24@1', '--all', ...BY], '--accepted'],
    [['settle', 'digest/24@1', '--all', '--accepted', '--again', ...BY], '--again'],
    [['settle', 'digest/24@1', '--all', '--accepted'], '--by'],
    [['settle', 'digest/24@1', '--all', '--accepted', '--by', ' \n '], '--by'],
  ])('is refused when it is not clear who says what: %j', async (args, words) => {
    const { code, err } = await newsdesk(bundledNewsroom(), args);
    expect(code).toBe(2);
    expect(err).toContain(words);
  });
});
