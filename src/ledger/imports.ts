import type { NewSubscriber } from '../model/subscriber.ts';
import type { Subscribing } from './subscribers.ts';

/** Bringing in a long list so that nothing is ever half done: rows are laid aside and taken over in one transaction. */
export type ImportLedger = {
  /** Begins one; what an earlier one that never ended had laid aside is thrown away. Returns its id. */
  beginImport: (file: string, at: number) => Promise<number>;
  layAside: (id: number, subscribers: readonly NewSubscriber[]) => Promise<void>;
  /** Takes all of it over, as `subscribe` would. */
  finishImport: (id: number, at: number) => Promise<Subscribing>;
  dropImport: (id: number) => Promise<void>;
};
