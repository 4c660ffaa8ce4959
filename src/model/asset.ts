/** A file of the newsroom that is not a Source (a photo, mostly), as `load` found it. */
export type Asset = {
  /** Path from the newsroom's folder: `releases/photos/bridge.jpg`. */
  path: string;
  /** Size, bytes. */
  bytes: number;
  /** Media type of what we publish (JPEG, PNG, WebP, GIF, PDF), told from its bytes; absent for anything else. */
  type?: string;
  width?: number;
  height?: number;
  /** SHA-256 of the bytes, hex. */
  digest: string;
};
