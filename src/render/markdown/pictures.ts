import type { Block, Body, Inline } from '../../model/body.ts';
import { withoutPictures } from '../../model/reprint.ts';

/** The text without any picture, nor the words that stand for one where pictures cannot be seen. */
export function pictureless({ blocks, notes, ...rest }: Body): Body {
  return {
    ...rest,
    blocks: blocks.flatMap(bare),
    notes: notes.map(({ label, children }) => ({ label, children: children.flatMap(bare) })),
  };
}

function bare(block: Block): Block[] {
  switch (block.type) {
    case 'figure':
      return [];
    case 'heading':
    case 'paragraph': {
      const children = block.children.flatMap(inline);
      return children.length === 0 ? [] : [{ ...block, children }];
    }
    case 'list':
      return [{ ...block, items: block.items.map((item) => item.flatMap(bare)) }];
    case 'facts':
      return [
        {
          ...block,
          rows: block.rows.map(({ term, value }) => ({
            term: term.flatMap(inline),
            value: value.flatMap(inline),
          })),
        },
      ];
    case 'quote':
      return [{ ...block, children: block.children.flatMap(bare) }];
    case 'table': {
      const cells = (row: Inline[][]) => row.map((cell) => cell.flatMap(inline));
      return [{ ...block, head: cells(block.head), rows: block.rows.map(cells) }];
    }
    case 'html':
      return [{ ...block, html: withoutPictures(block.html) }];
    default:
      return [block];
  }
}

function inline(part: Inline): Inline[] {
  if (part.type === 'image') return [];
  if (part.type === 'html') return [{ ...part, html: withoutPictures(part.html) }];
  if (!('children' in part)) return [part];
  return [{ ...part, children: part.children.flatMap(inline) }];
}
