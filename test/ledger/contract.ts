import type { Ledger } from '../../src/ledger/ledger.ts';
import { deliveryContract } from './deliveries.contract.ts';
import { editionContract } from './editions.contract.ts';
import { journalContract } from './journal.contract.ts';
import { mailingContract } from './mailings.contract.ts';
import { recordContract } from './record.contract.ts';
import { subscriberContract } from './subscribers.contract.ts';

/** A place where a ledger is kept. Everything connected to one store sees the same rows, like two running programs. */
export type Store = { connect: () => Promise<Ledger> };

/** What every ledger must do. `open` makes an empty store, gone when its test ends. */
export function ledgerContract(name: string, open: () => Promise<Store>): void {
  editionContract(name, open);
  subscriberContract(name, open);
  mailingContract(name, open);
  deliveryContract(name, open);
  journalContract(name, open);
  recordContract(name, open);
}
