import { deliver } from '../../src/deliver/deliver.ts';
import { openSqliteLedger } from '../../src/ledger/sqlite/open.ts';
import { compileLetter } from '../../src/mail/compile.ts';
import { outboxCourier } from '../../src/mail/outbox.ts';
import { serverCourier } from '../../src/mail/server.ts';
import { messageIdOf } from '../mail/messages.ts';

/** One round over the ledger named on the command line, into an outbox folder or to an SMTP_URL: made to be killed. */
const [database = '', target = '', at = '0', order = '{}'] = process.argv.slice(2);
const { compiling, links } = JSON.parse(order);
const ledger = await openSqliteLedger(database);
const courier = target.startsWith('smtp:')
  ? serverCourier(target, { connections: 3 })
  : outboxCourier(target);
const letter = await compileLetter({ ...compiling, messageIdOf });
const now = () => Number(at);
await deliver({
  ledger,
  courier,
  at: now,
  wall: now,
  holder: `test ${process.pid}`,
  isGone: () => false,
  limits: { retryFor: 86_400_000, stopWithin: 5000, ledger: 120_000 },
  random: () => 0,
  messageTo: ({ subscriber: id, address }, moment) => letter.messageTo({ id, address, links }, moment),
});
await courier.close();
await ledger.close();
