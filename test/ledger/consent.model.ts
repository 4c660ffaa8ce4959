import type * as fc from 'fast-check';
import type { Ledger } from '../../src/ledger/ledger.ts';

export const MINUTE = 60_000;

/**
 * What is known of one address: since when it may be mailed, and for what; or that it stays away. `dropped` was a seed that
 * the settings took off: it stays away too, but for being a seed again.
 */
export type Standing = { since: number; topics: readonly string[]; isSeed?: boolean } | 'away' | 'dropped';

/** What somebody asked for on the site: to join, or (`mover`, a subscriber's number) to go to another address. */
export type Asked = {
  id: number;
  reader: number;
  mover?: number;
  topics: readonly string[];
  at: number;
  state: 'waits' | 'void' | 'done';
};

/** Who may be mailed, told in the plainest way. An address that is not in `people` was never heard of. */
export type Model = {
  now: number;
  issue: number;
  people: Map<number, Standing>;
  asked: Asked[];
  /** Who moved where while an issue was under way. */
  moved: Map<number, number>;
};

/** The ledger as a program has it, and every mail that left. */
export type Real = { ledger: Ledger; mailed: { reader: number; edition: string }[] };

export type ConsentCommand = fc.AsyncCommand<Model, Real>;

/** Reader 3 is `reader3@example.org`; capitals come and go, as in lists. */
export function addressOf(reader: number, isLoud = false): string {
  return `${isLoud ? 'READER' : 'reader'}${reader}@example.org`;
}

export function readerOf(address: string): number {
  return Number(/\d+/.exec(address)?.[0]);
}

export const markOf = (address: string): string => `mark of ${address.toLowerCase()}`;

/** How an address stands that may be mailed; undefined for who stays away or was never heard of. */
export function member(model: Model, reader: number): Exclude<Standing, string> | undefined {
  const stands = model.people.get(reader);
  return stands === 'away' || stands === 'dropped' ? undefined : stands;
}

/** The subscriber's number behind an address, of who left too. */
export async function numberOf({ ledger }: Real, reader: number): Promise<number | undefined> {
  return (await ledger.dossier(addressOf(reader), markOf(addressOf(reader)), 1)).person?.id;
}

/** Every command lets a minute pass, so that what is older can be told from what is newer. */
export abstract class Command implements ConsentCommand {
  check(): boolean {
    return true;
  }
  async run(model: Model, real: Real): Promise<void> {
    model.now += MINUTE;
    await this.act(model, real);
  }
  abstract act(model: Model, real: Real): Promise<void>;
  abstract toString(): string;
}
