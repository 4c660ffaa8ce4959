import type { Leaving, NewSubscriber } from './subscriber.ts';

/**
 * A row of a list that is brought in: who, and where it stands. `raw` is the row as written. With `left` it says that
 * somebody left, there or here: they are noted as away, so that no other list brings them in.
 */
export type ListRow = NewSubscriber & {
  line: number;
  raw: string;
  left?: { at: number; why: Leaving };
};
