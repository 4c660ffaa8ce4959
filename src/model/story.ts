import type { TakeBack } from './recall.ts';

/** What one release of a story said, as a later one points back to it. One that was taken back has no words left. */
export type Earlier = {
  number: string;
  /** 0 for the release that began the story, else the number of the update. */
  count: number;
  /** Address of its page, from the site's root. */
  address: string;
  /** Calendar date that it bears, `2026-11-13`. */
  date: string;
  said?: { title: string; summary: string; language: string };
  /** How it was taken back. */
  verb?: TakeBack;
};

/** Where an update stands in its story: the release that was first and everything that updates it or one of its updates. */
export type UpdateOf = {
  /** 1 for the first update; a number is never given again, also when that update is taken back. */
  count: number;
  /** Number of the release that began the story. */
  first: string;
  /** What was said before it, newest first. What is not out is not among it. */
  earlier: Earlier[];
};

/** `Update 2 to release 26-101`, as pages, feeds and fragments say it. */
export function updateLine({ count, first }: UpdateOf): string {
  return `Update ${count} to release ${first}`;
}

/** `UPDATE 2: A lane reopens`: the headline where an update is seen first. */
export function updateTitle(update: UpdateOf | undefined, title: string): string {
  return update ? `UPDATE ${update.count}: ${title}` : title;
}

/** `Update 2, release 26-120`, or `Release 26-101` for the one that began the story. */
export function earlierName({ count, number }: Pick<Earlier, 'count' | 'number'>): string {
  return count === 0 ? `Release ${number}` : `Update ${count}, release ${number}`;
}
