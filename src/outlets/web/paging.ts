/** One page of a list, with the way to its neighbours. `newer` and `older` are paths below `public/`. */
export type Leaf<T> = {
  path: string;
  items: readonly T[];
  /** Counted from the oldest; absent for the front page, which shows the newest. */
  page?: number;
  /** Positions of its items, counted from the oldest of the whole list. */
  from: number;
  to: number;
  newer?: string;
  older?: string;
  oldest?: string;
};

/**
 * Cuts a list, newest first, into pages. Full pages are numbered from the oldest and never change again when something
 * new is added; the front page shows the rest, from `size` to twice `size` less one. Every item is on exactly one page,
 * so adding one release costs two pages at most, however long the list is.
 */
export function* paginate<T>(
  items: readonly T[],
  size: number,
  front: string,
  numbered: (page: number) => string,
): Generator<Leaf<T>> {
  const count = items.length;
  const full = Math.max(0, Math.floor(count / size) - 1);
  const settled = full * size;
  const oldest = full > 1 ? { oldest: numbered(1) } : {};
  const rest = full > 0 ? { older: numbered(full), ...oldest } : {};
  yield { path: front, items: items.slice(0, count - settled), from: settled + 1, to: count, ...rest };
  for (let page = full; page >= 1; page -= 1) {
    yield {
      path: numbered(page),
      items: items.slice(count - page * size, count - (page - 1) * size),
      page,
      from: (page - 1) * size + 1,
      to: page * size,
      newer: page === full ? front : numbered(page + 1),
      ...(page > 1 && { older: numbered(page - 1) }),
      ...(page > 2 && { oldest: numbered(1) }),
    };
  }
}
