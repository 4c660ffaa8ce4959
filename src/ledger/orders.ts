import type { Order } from '../model/order.ts';

/** What persons said at the last moment. Each stands in the record, with who said it. */
export type OrderLedger = {
  /**
   * Takes an order down in place of any other about the publication and does what it says to its mail, at once: a stopped
   * mailing hands nothing more over, also between two messages of another program; of a cancelled one every delivery that
   * has not left is cancelled. Returns how many deliveries it concerns.
   */
  give: (order: Order) => Promise<number>;
  /** Takes an order back; a mailing that it stopped goes on. Undefined when there is none, or it was a cancel. */
  lift: (publication: string, by: string, at: number) => Promise<Order | undefined>;
  /** The orders that hold. */
  orders: () => Promise<Order[]>;
};
