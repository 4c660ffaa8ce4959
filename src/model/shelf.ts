import type { Fingerprint } from './fingerprint.ts';
import type { Issue } from './issue.ts';
import type { Marked } from './listed.ts';
import type { Newsroom } from './newsroom.ts';
import type { Forms } from './publication.ts';
import type { TakeBack } from './recall.ts';
import type { Release } from './release.ts';

/** A file that a publication shows or links to, ready to be copied. `address` is from the site's root. */
export type ShelvedFile = {
  address: string;
  /** Size of the file, bytes. */
  bytes: number;
  type: string;
  /** SHA-256 of the file's bytes, hex. */
  digest: string;
  read: () => Uint8Array | Promise<Uint8Array>;
};

/** One form of a picture. Pixels. */
export type ShelvedSize = ShelvedFile & { width: number; height: number };

/**
 * A picture as the public sees it, made from the newsroom's: it is its largest form. `sizes` are all forms for web pages,
 * narrowest first, itself the last; `letter` is the one for mail, feeds and links that somebody shares.
 */
export type ShelvedPicture = ShelvedSize & { sizes: ShelvedSize[]; letter: ShelvedSize };

/** A photo of the front matter as the public sees it. */
export type ShelvedPhoto = ShelvedPicture & { alt: string; caption?: string; credit?: string };

/** A release that is out and current, with everything an outlet may print of it. */
export type ShelvedRelease = {
  state: 'current' | 'expired';
  edition: string;
  /** Names the bytes of everything below: same digest, same bytes. */
  digest: string;
  release: Release;
  publicAt: number;
  /** When the newest revision was sealed, or `publicAt` for a first one; never before `publicAt`. Epoch ms. */
  modifiedAt: number;
  photos: ShelvedPhoto[];
  /** Pictures that the body shows and files that it links to, to be copied; photos are not among them. */
  files: (ShelvedFile | ShelvedPicture)[];
  /** Numbers of the shelved releases that update this one, oldest first. */
  updatedBy: string[];
  /** The issue of the Digest that covers it, when that is out. */
  issue?: number;
  forms: () => Forms | Promise<Forms>;
  /** Names its words, as they are in its forms. */
  fingerprint: (forms: Forms) => Fingerprint;
};

/** What is left of a release that was out and is no more: its number and address, none of its words. */
export type WithdrawnRelease = {
  state: 'withdrawn';
  verb: TakeBack;
  /** Why, for the public; absent when nobody said. */
  reason?: string | undefined;
  edition: string;
  digest: string;
  number: string;
  /** Address of its page, from the site's root. */
  address: string;
  kind: string;
  areas: string[];
  publicAt: number;
  modifiedAt: number;
  /** Addresses of pictures and files that it showed and that are gone for good: only when it was killed. */
  gone?: string[] | undefined;
};

/**
 * Something that was put right, as an issue of the Digest tells of it. `edition` is the one that did it, `at` when it went
 * out (epoch ms), `address` the page's from the site's root. What was taken back has a reason and none of its words.
 */
export type Amendment = { edition: string; number: string; address: string; at: number } & (
  { kind: 'correction'; title: string; language: string; note: string } | { kind: TakeBack; reason?: string }
);

/** An issue of the Digest that is out. `covers` are its releases in reading order, the lead first. */
export type ShelvedIssue = {
  state: 'current' | 'withdrawn';
  /** How and why a withdrawn one was taken back. */
  verb?: TakeBack;
  reason?: string | undefined;
  /** As of a withdrawn release. */
  gone?: string[] | undefined;
  edition: string;
  digest: string;
  issue: Issue;
  publicAt: number;
  modifiedAt: number;
  covers: ShelvedRelease[];
  files: (ShelvedFile | ShelvedPicture)[];
  omitted: { number: string; reason: string }[];
  /** Numbers that it covered and that were withdrawn since. */
  withdrawn: string[];
  /** What was corrected or taken back since the issue before, oldest first. */
  amended?: Amendment[];
  forms: () => Forms | Promise<Forms>;
};

/** Every edition that is out at one instant. Nothing that is not out is anywhere in it. */
export type Shelf = {
  /** The instant, epoch ms. Outlets may compare with it, never print it. */
  at: number;
  newsroom: Newsroom;
  /** Origin and base path of the site without a trailing slash: `https://newsroom.example.gov`. */
  site: string;
  /** Names the program and the newsroom's data: part of every file's key. */
  chrome: string;
  /** Newest first (publicAt, then number). */
  releases: (ShelvedRelease | WithdrawnRelease)[];
  /** Newest first. */
  issues: ShelvedIssue[];
  /** Every edition that ever was of these releases (`release/26-123`) on the shelf, oldest first. */
  marks: (publications: readonly string[]) => Promise<Marked[]>;
};
