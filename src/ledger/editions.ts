import type { Edition } from '../model/edition.ts';
import type { Letter } from '../model/letter.ts';
import type { Marked } from '../model/listed.ts';
import type { Forms } from '../model/publication.ts';

/** The newest revision of one publication, without its content: enough to see whether anything changed. */
export type Head = {
  publication: string;
  key: string;
  revision: number;
  digest: string;
  /** Tag of the program that made the forms; another tag means that they are made again. */
  program: string;
  /** The Source's path when it was sealed: what the public address comes from. */
  path: string;
  publicAt: number;
  sealedAt: number;
  /** Of a release with words that was sealed since there are fingerprints. */
  fingerprint?: string | undefined;
};

/** An edition to seal, with the forms of its body and the program that made them. */
export type Sealing = { edition: Edition; forms: Forms; program: string };

/** What was sealed. */
export type EditionLedger = {
  heads: () => Promise<Head[]>;
  /** When the first edition of all was sealed, epoch ms; undefined in a new ledger. */
  began: () => Promise<number | undefined>;
  /** The editions with these keys, in no particular order. Unknown keys are left out. */
  editions: (keys: readonly string[]) => Promise<Edition[]>;
  forms: (key: string) => Promise<Forms | undefined>;
  /**
   * Seals editions; one that is already there with the same digest is left alone, with another digest all are refused
   * (rejects): a key names its bytes for ever. Returns how many were new.
   */
  seal: (sealings: readonly Sealing[]) => Promise<number>;
  /** Replaces the forms of sealed editions after the program that renders them changed; the earlier ones are kept. */
  refresh: (forms: readonly { key: string; forms: Forms; program: string }[], at: number) => Promise<void>;
  /** Every edition of these releases (`release/26-123`), or of all, oldest first, with what copies of it are found by. */
  marks: (publications?: readonly string[]) => Promise<Marked[]>;
  /** Keeps the mail form of an edition; the first one kept stays. Returns the one that is kept. */
  keepLetter: (key: string, letter: Letter) => Promise<Letter>;
  letter: (key: string) => Promise<Letter | undefined>;
};
