import { deliver } from '../../src/deliver/deliver.ts';
import { openSqliteLedger } from '../../src/ledger/sqlite/open.ts';
import { composeMessage } from '../../src/mail/compose.ts';
import { outboxCourier } from '../../src/mail/outbox.ts';
import { smtpCourier } from '../../src/mail/smtp.ts';

/** One pass over the ledger named on the command line, into an outbox folder or to an SMTP_URL: made to be killed. */
const [database = '', target = '', at = '0', composing = '{}'] = process.argv.slice(2);
const { mail, archive, links } = JSON.parse(composing);
const ledger = await openSqliteLedger(database);
const courier = target.startsWith('smtp:') ? smtpCourier(target, { connections: 3 }) : outboxCourier(target);
const now = () => Number(at);
await deliver({
  ledger,
  courier,
  at: now,
  wall: now,
  compose: ({ edition, subscriber: id, address }, letter, moment) =>
    composeMessage({ letter, edition, subscriber: { id, address }, mail, archive, links, at: moment }),
});
await courier.close();
await ledger.close();
