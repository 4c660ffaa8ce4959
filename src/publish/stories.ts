import { addressOf } from '../model/address.ts';
import type { TakeBack } from '../model/recall.ts';
import type { Release } from '../model/release.ts';
import type { Earlier, UpdateOf } from '../model/story.ts';

/** A release that is or was out. `verb`: it was taken back, and has no words any more. `publicAt`: when it was out, epoch ms. */
export type Told = { release: Release; publicAt: number; verb?: TakeBack | undefined };

/** What a release's story says of it. */
export type Place = {
  /** Absent for a release that updates nothing. */
  update?: UpdateOf;
  /** Numbers of the releases with words that came later in the story, oldest first. */
  updatedBy: string[];
};

/**
 * Places every release in its story. A story is one release and all that update it or one of its updates: whichever of
 * them an update names, it is counted along the whole story, in the order in which they came out. What was taken back
 * keeps its count. Pure and total: a circle of updates (a finding of review) still ends.
 */
export function placesInStories(told: readonly Told[]): Map<string, Place> {
  const byNumber = new Map(told.map((one) => [one.release.number, one]));
  const stories = new Map<string, Told[]>();
  for (const one of told) {
    const first = firstOf(one.release, byNumber);
    stories.set(first, [...(stories.get(first) ?? []), one]);
  }
  const places = new Map<string, Place>();
  for (const [first, members] of stories) {
    if (members.length === 1 && members[0]?.release.updates === undefined) continue;
    placeStory(first, members, places);
  }
  return places;
}

function placeStory(first: string, members: readonly Told[], places: Map<string, Place>): void {
  const begun = members.filter(({ release }) => release.number === first);
  const updates = members
    .filter(({ release }) => release.number !== first)
    .toSorted((a, b) => a.publicAt - b.publicAt || (a.release.number < b.release.number ? -1 : 1));
  const inOrder = [...begun, ...updates];
  const shift = begun.length === 0 ? 1 : 0;
  const earlier = inOrder.map((one, index) => earlierOf(one, index + shift));
  for (const [index, { release }] of inOrder.entries()) {
    const count = index + shift;
    const later = inOrder.slice(index + 1).filter(({ verb }) => verb === undefined);
    places.set(release.number, {
      updatedBy: later.map((one) => one.release.number),
      ...(count > 0 && { update: { count, first, earlier: earlier.slice(0, index).toReversed() } }),
    });
  }
}

/** The number of the release that began the story; one that is not out may be known by its number only. */
function firstOf(release: Release, byNumber: ReadonlyMap<string, Told>): string {
  const passed = new Set<string>();
  let { number, updates } = release;
  while (updates !== undefined && !passed.has(number)) {
    passed.add(number);
    number = updates;
    updates = byNumber.get(number)?.release.updates;
  }
  // In a circle every member must find the same one.
  return passed.has(number) ? ([...passed].toSorted()[0] ?? number) : number;
}

function earlierOf({ release, verb }: Told, count: number): Earlier {
  const { number, path, date, title, summary, language } = release;
  return {
    number,
    count,
    address: addressOf(path),
    date,
    ...(verb === undefined ? { said: { title, summary, language } } : { verb }),
  };
}
