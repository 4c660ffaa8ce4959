import type { Block, Body } from '../../model/body.ts';
import { plainText } from './words.ts';

type Heading = Extract<Block, { type: 'heading' }>;

/** The headings of one body on their way to the page: their levels, their ids, and what links to them. */
export type Outline = {
  /** Level and id of the next heading in reading order. */
  enter: (heading: Heading) => { level: number; id: string };
  /** The address within the page of a heading that an author's `#what-to-do` means. */
  find: (fragment: string) => string | undefined;
};

/**
 * Levels begin at 2, as the page's title is its `h1`; an author's levels 1 and 2 are both 2, and a level that the
 * author skipped is closed up, so that no reader of headings meets a gap. Ids are the words of the heading behind the
 * prefix.
 */
export function headingOutline(body: Body, prefix: string): Outline {
  const above: number[] = [];
  const used = new Map<string, number>();
  let known: Set<string> | undefined;
  return {
    enter(heading) {
      const written = Math.max(2, heading.level);
      while ((above.at(-1) ?? 0) >= written) above.pop();
      above.push(written);
      const slug = slugOf(heading);
      const count = (used.get(slug) ?? 0) + 1;
      used.set(slug, count);
      return {
        level: Math.min(6, above.length + 1),
        id: `${prefix}${slug}${count === 1 ? '' : `_${count}`}`,
      };
    },
    find(fragment) {
      known ??= new Set(headingsIn(body.blocks).map(slugOf));
      const slug = slugify(decoded(fragment));
      return known.has(slug) ? `#${prefix}${slug}` : undefined;
    },
  };
}

function headingsIn(blocks: readonly Block[]): Heading[] {
  return blocks.flatMap((block): Heading[] => {
    if (block.type === 'heading') return [block];
    if (block.type === 'quote') return headingsIn(block.children);
    return block.type === 'list' ? block.items.flatMap(headingsIn) : [];
  });
}

function slugOf(heading: Heading): string {
  return slugify(plainText(heading.children));
}

function slugify(text: string): string {
  const slug = text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
  // Footnotes have ids of this form.
  return /^note-\d/.test(slug) ? `the-${slug}` : slug || 'section';
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
