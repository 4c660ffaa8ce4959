import type { Spot } from './source.ts';

/** An inline part of a text. `at` is where it stands in the Source's text, for findings pinned to the words. */
export type Inline =
  | { type: 'text'; text: string }
  | { type: 'strong' | 'em' | 'del'; children: Inline[] }
  | { type: 'code'; text: string }
  | { type: 'link'; href: string; children: Inline[]; at: Spot }
  | { type: 'image'; src: string; alt: string; title?: string; at: Spot }
  | { type: 'break' }
  | { type: 'note'; label: string }
  | { type: 'html'; html: string; at: Spot };

/** One column of a table: how its cells are set. */
export type Align = 'left' | 'center' | 'right' | null;

/**
 * A block of a text. `facts` is a list whose every item begins with a bold term and a colon (`- **When:** noon`): the
 * facts box of a release. `figure` is an image that stands alone in its paragraph; its Markdown title is the caption.
 */
export type Block =
  | { type: 'heading'; level: number; children: Inline[]; at: Spot }
  | { type: 'paragraph'; children: Inline[]; at: Spot }
  | { type: 'list'; ordered: boolean; start: number; items: Block[][]; at: Spot }
  | { type: 'facts'; rows: { term: Inline[]; value: Inline[] }[]; at: Spot }
  | { type: 'quote'; children: Block[]; at: Spot }
  | { type: 'table'; align: Align[]; head: Inline[][]; rows: Inline[][][]; at: Spot }
  | { type: 'code'; text: string; at: Spot }
  | { type: 'rule'; at: Spot }
  | { type: 'figure'; src: string; alt: string; caption: string; at: Spot }
  | { type: 'html'; html: string; at: Spot };

/** A Markdown text as structure: what every form (web, mail, plain text) is written from. */
export type Body = {
  blocks: Block[];
  /** Footnotes in the order of their first mention; `label` is what the `note` inlines refer to. */
  notes: { label: string; children: Block[] }[];
  /** Set when the text could not be read as Markdown (nested too deeply): the blocks are its paragraphs as plain text. */
  plain?: true;
};
