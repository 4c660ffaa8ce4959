import type { KeyPath, Source, Spot } from '../../src/model/source.ts';

/** The front matter of a release without a flaw. */
export const SOUND = {
  title: 'Lane closed on Link Avenue',
  number: '26-101',
  kind: 'traffic',
  release: 'immediate',
  date: '2026-11-13 14:30',
  dateline: 'CLAYTON, Mo.',
  summary: 'One lane of Link Avenue is closed until noon.',
};

/** A Source made by hand, for data that no file could hold; counts how often it was asked where something stands. */
export function aSource(
  data: Record<string, unknown>,
  change: Partial<Source> = {},
): Source & { asked: (KeyPath | string)[] } {
  const body = change.body ?? 'One lane of Link Avenue is closed until noon.\n';
  const asked: (KeyPath | string)[] = [];
  const locate = (path: KeyPath): Spot => {
    asked.push(path);
    return { line: 1, column: 1, length: 3 };
  };
  const text = `---\n---\n${body}`;
  const path = 'releases/2026-11-13-link-avenue.md';
  return {
    path,
    kind: 'release',
    text,
    parts: { front: 'f1', text: 't1' },
    data,
    body,
    bodyLine: 3,
    locate,
    asked,
    ...change,
  };
}
