import { describe, expect, it } from 'vitest';
import type { Block } from '../../../src/model/body.ts';
import { parseMarkdown } from '../../../src/render/markdown/markdown.ts';

const at = expect.objectContaining({ line: expect.any(Number) });
const blocksOf = (markdown: string): Block[] => parseMarkdown(markdown, 1).blocks;
const text = (words: string) => ({ type: 'text', text: words });

describe('facts', () => {
  const rows = [
    { term: [text('When')], value: [text('noon')] },
    { term: [text('Where')], value: [text('Link Avenue')] },
  ];

  it.each([
    ['the colon inside the bold term', '- **When:** noon\n- **Where:** Link Avenue'],
    ['the colon behind the bold term', '- **When**: noon\n- **Where** : Link Avenue'],
    ['a definition list', 'When\n: noon\n\nWhere\n: Link Avenue'],
    ['a definition list without blank lines', 'When\n: noon\nWhere\n:   Link Avenue'],
  ])('are read from %s', (_, markdown) => {
    expect(blocksOf(markdown)).toEqual([{ type: 'facts', rows, at }]);
  });

  it('are read with the wide colon of Chinese', () => {
    expect(blocksOf('- **时间：** 中午')).toMatchObject([
      { type: 'facts', rows: [{ term: [text('时间')] }] },
    ]);
  });

  it.each([
    ['one item has no term', '- **When:** noon\n- Link Avenue'],
    ['the items are numbered', '1. **When:** noon\n2. **Where:** Link Avenue'],
    ['an item has a list of its own', '- **When:** noon\n  - or later'],
    ['the bold words are not followed by a colon', '- **Noon** on Friday'],
  ])('are not made of a list in which %s', (_, markdown) => {
    expect(blocksOf(markdown)).toMatchObject([{ type: 'list' }]);
  });

  it('keep several definitions of one term apart', () => {
    expect(blocksOf('Lanes\n: left\n: right\n  and middle')).toMatchObject([
      { type: 'facts', rows: [{ value: [text('left'), { type: 'break' }, text('right\nand middle')] }] },
    ]);
  });
});

describe('figures', () => {
  it('are images alone in their paragraphs, the title being the caption', () => {
    expect(blocksOf('![The bridge](photos/bridge.jpg "Seen from the *north*")')).toEqual([
      { type: 'figure', src: 'photos/bridge.jpg', alt: 'The bridge', caption: 'Seen from the *north*', at },
    ]);
  });

  it('are not images among words', () => {
    expect(blocksOf('See ![The bridge](bridge.jpg)')).toMatchObject([
      { type: 'paragraph', children: [text('See '), { type: 'image', src: 'bridge.jpg' }] },
    ]);
  });
});

describe('footnotes', () => {
  it('come in the order of their first mention, each with all of its paragraphs', () => {
    const body = parseMarkdown(
      'B[^b] and a[^a], b again[^b].\n\n[^a]: First.\n\n    Second.\n[^b]: Other.\n',
      1,
    );
    expect(body.notes).toMatchObject([
      { label: 'b', children: [{ children: [text('Other.')] }] },
      { label: 'a', children: [{ children: [text('First.')] }, { children: [text('Second.')] }] },
    ]);
  });

  it('that nothing mentions, or that repeat a label, are kept at the end', () => {
    const body = parseMarkdown('Text[^1].\n\n[^lost]: Nobody points here.\n[^1]: One.\n[^1]: One more.\n', 1);
    expect(body.notes.map(({ children }) => children)).toMatchObject([
      [{ children: [text('One.')] }],
      [{ children: [text('Nobody points here.')] }],
      [{ children: [text('One more.')] }],
    ]);
  });

  it('may mention one another', () => {
    const body = parseMarkdown('Text[^1].\n\n[^2]: Two.\n[^1]: One, see[^2].\n', 1);
    expect(body.notes.map(({ label }) => label)).toEqual(['1', '2']);
  });

  it('may follow a paragraph without a blank line', () => {
    const body = parseMarkdown('Text[^1].\n[^1]: One.\n', 1);
    expect(body).toMatchObject({ blocks: [{ type: 'paragraph' }], notes: [{ label: '1' }] });
  });

  it('that do not exist leave their marks as text', () => {
    expect(blocksOf('Text [^9].')).toMatchObject([{ children: [text('Text [^9].')] }]);
  });
});

describe('texts', () => {
  it('have their character references read, and unknown ones as they are written', () => {
    expect(blocksOf('AT&amp;T &copy; 2026 &#8217;s &unheard; R&D')).toMatchObject([
      { children: [text('AT&T © 2026 ’s &unheard; R&D')] },
    ]);
  });

  it('have line breaks for every way of writing one', () => {
    const [paragraph] = blocksOf('a  \nb\\\nc<br>d<BR />e');
    expect(paragraph).toMatchObject({
      children: ['a', 'b', 'c', 'd', 'e'].flatMap((word, i) =>
        i === 0 ? [text(word)] : [{ type: 'break' }, text(word)],
      ),
    });
  });

  it('show the boxes of tasks', () => {
    expect(blocksOf('- [ ] call\n- [x] write')).toMatchObject([
      { items: [[{ children: [text('☐ '), text('call')] }], [{ children: [text('☑ '), text('write')] }]] },
    ]);
  });

  it('keep the number that a list resumes with', () => {
    expect(blocksOf('2. second\n3. third')).toMatchObject([{ type: 'list', ordered: true, start: 2 }]);
  });
});

describe('marks of other programs', () => {
  it.each([
    ['a line of its own', 'Text.\n\n{: .wide}\n'],
    ['the last line of a paragraph', 'Text.\n{: .wide #id}'],
  ])('kramdown attributes vanish on %s', (_, markdown) => {
    expect(blocksOf(markdown)).toMatchObject([{ type: 'paragraph', children: [{ text: 'Text.' }] }]);
  });

  it('kramdown attributes vanish behind a link', () => {
    expect(blocksOf('[page](a.md){:target="_blank"} and')).toMatchObject([
      { children: [{ type: 'link' }, text(' and')] },
    ]);
  });

  it('ids of headings vanish', () => {
    expect(blocksOf('## What to do {#todo}')).toMatchObject([
      { type: 'heading', children: [text('What to do')] },
    ]);
  });

  it.each(['{% include map.html %}', '{{ site.title }}', 'a {: b', '{::comment}'])(
    '%s stays as text',
    (markdown) => {
      expect(blocksOf(markdown)).toMatchObject([{ type: 'paragraph', children: [text(markdown)] }]);
    },
  );
});
