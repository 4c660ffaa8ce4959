import type { Ledger } from './ledger/ledger.ts';
import type { Outlet } from './outlets/outlet.ts';
import type { Darkroom } from './photos/darkroom.ts';
import type { Reader } from './reading/reading.ts';
import type { Memory } from './util/memory.ts';

/** What a pass works with; `app.ts` puts it together. */
export type Press = Reader & {
  /** Names the program and the newsroom's data: part of the making of every edition and every file. */
  chrome: string;
  publicFolder: string;
  /** When the machine was started, in minutes since the epoch. */
  bootedAt: number;
  /** When this program opened the newsroom, epoch ms. */
  openedAt: number;
  ledger: Ledger;
  outlets: readonly Outlet[];
  photos: Darkroom;
  shelved: Memory<string>;
  /** Whether mail leaves, and what arrives at our own mailboxes is read. */
  seesArrivals: boolean;
};
