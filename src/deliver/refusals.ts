import type { Handed } from '../mail/courier.ts';

/** Refusals of us in a row that stop an edition which hardly anybody has got yet. */
const FEW = 3;
/** Refusals in a row that stop any edition. Some readers' own servers answer like that for the rest of a long list. */
const MANY = 20;
/** From so many accepted copies on, a few refusals in a row are about those readers. */
const TRUSTED = 100;

/**
 * Watches for a server that wants nothing of us (the sender is refused, authentication, policy). One such answer may be
 * about one reader; several in a row for one edition are about us, and then the edition is stopped for a person to look
 * at instead of being refused to everybody.
 */
export class Refusals {
  readonly #inARow = new Map<string, number>();

  /** Learns from one verdict; true when the edition may have to be stopped. */
  learn(edition: string, handed: Handed): boolean {
    if (handed.kind === 'withheld') return false;
    if (handed.kind === 'accepted' || handed.kind === 'refused') this.#inARow.delete(edition);
    if (handed.kind !== 'deferred' || handed.about !== 'sender') return false;
    const count = (this.#inARow.get(edition) ?? 0) + 1;
    this.#inARow.set(edition, count);
    return count >= FEW;
  }

  /** Whether an edition of which `accepted` copies were taken so far has to be stopped. */
  stops(edition: string, accepted: number): boolean {
    return (this.#inARow.get(edition) ?? 0) >= (accepted < TRUSTED ? FEW : MANY);
  }

  /** A stopped edition begins anew when it goes on. */
  forget(edition: string): void {
    this.#inARow.delete(edition);
  }
}
