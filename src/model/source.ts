import type { Finding } from './finding.ts';

/** Where a Source lives: `releases/` or `digest/`. */
export type SourceKind = 'release' | 'issue';

/** Where something stands in a Source's text: line and column from 1, length in UTF-16 units. */
export type Spot = { line: number; column: number; length: number };

/** A path into the front matter, as zod reports it: `['photos', 0, 'alt']`. */
export type KeyPath = readonly (string | number)[];

/**
 * One Markdown file as read, unchecked. `text` has no BOM and LF line ends only, so that its offsets, lines and
 * columns are the ones an editor shows. `data` is plain data: no code ran, no class was constructed, every scalar that
 * looks like a date or a number such as `26-123` is still the string that was written.
 */
export type Source = {
  /** Path from the newsroom's folder, with `/`: `releases/2026-11-13-bridge-closed.md`. */
  path: string;
  kind: SourceKind;
  text: string;
  /** SHA-256 of its two halves in hex; of the front matter without the approval. */
  parts: { front: string; text: string };
  data: Record<string, unknown>;
  body: string;
  /** The line of `text` on which `body` starts, from 1. */
  bodyLine: number;
  /**
   * Where a key or its value stands. For a path that does not exist, the nearest existing parent; for the empty path,
   * the opening fence. Parses positions on first use only: most files never need them.
   */
  locate(path: KeyPath, what: 'key' | 'value'): Spot;
};

/** What reading one file gives: a Source, or the findings that say why there is none. Never both absent. */
export type Read = { source?: Source; findings: Finding[] };
