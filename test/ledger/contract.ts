import type { Ledger } from '../../src/ledger/ledger.ts';
import { againContract } from './again.contract.ts';
import { breakerContract } from './breaker.contract.ts';
import { deliveryContract } from './deliveries.contract.ts';
import { domainContract } from './domains.contract.ts';
import { editionContract } from './editions.contract.ts';
import { importContract } from './imports.contract.ts';
import { journalContract } from './journal.contract.ts';
import { mailingContract } from './mailings.contract.ts';
import { noticeContract } from './notices.contract.ts';
import { requestContract } from './requests.contract.ts';
import { peopleContract } from './people.contract.ts';
import { retentionContract } from './retention.contract.ts';
import { orderContract } from './orders.contract.ts';
import { returnContract } from './returns.contract.ts';
import { numberContract } from './numbers.contract.ts';
import { settleContract } from './settle.contract.ts';
import { recordContract } from './record.contract.ts';
import { recordingContract } from './recording.contract.ts';
import { subscriberContract } from './subscribers.contract.ts';

/** A place where a ledger is kept. Everything connected to one store sees the same rows, like two running programs. */
export type Store = { connect: () => Promise<Ledger> };

/** What every ledger must do. `open` makes an empty store, gone when its test ends. */
export function ledgerContract(name: string, open: () => Promise<Store>): void {
  editionContract(name, open);
  subscriberContract(name, open);
  requestContract(name, open);
  noticeContract(name, open);
  importContract(name, open);
  peopleContract(name, open);
  retentionContract(name, open);
  mailingContract(name, open);
  numberContract(name, open);
  deliveryContract(name, open);
  recordingContract(name, open);
  journalContract(name, open);
  orderContract(name, open);
  returnContract(name, open);
  domainContract(name, open);
  breakerContract(name, open);
  settleContract(name, open);
  againContract(name, open);
  recordContract(name, open);
}
