import type { Trace } from './trace.ts';

/** A file of the newsroom that is not a Source (a photo, mostly), as `load` found it. */
export type Asset = {
  /** Path from the newsroom's folder: `releases/photos/bridge.jpg`. */
  path: string;
  /** Size, bytes. */
  bytes: number;
  /** Media type of what we publish (JPEG, PNG, WebP, GIF, PDF), told from its bytes; absent for anything else. */
  type?: string;
  /** What it is instead, when it is a picture of another kind: `HEIC`, `SVG`. */
  format?: string;
  /** As seen: a photo that the camera turned by 90° is turned back. Pixels. */
  width?: number;
  height?: number;
  /** SHA-256 of the bytes, hex. */
  digest: string;
} & Inside;

/**
 * What a look inside a file tells: what it says beside what it shows, whether its end is missing, and whether it is a PDF
 * that is locked, so that nobody can look.
 */
export type Inside = { traces?: Trace[]; cutOff?: true; locked?: true };
