import type { Newsroom } from '../../../model/newsroom.ts';

/** "Traffic advisory": what one release of a kind is called. */
export function kindName(kind: string, newsroom: Newsroom): string {
  return newsroom.kinds[kind]?.name ?? kind;
}

/** "Traffic": what releases of a kind are called together. */
export function sectionName(kind: string, newsroom: Newsroom): string {
  return newsroom.kinds[kind]?.plural ?? kind;
}

/** What areas are called, in the order given. */
export function areaNames(areas: readonly string[], newsroom: Newsroom): string[] {
  return areas.map((area) => newsroom.areas[area]?.name ?? area);
}
