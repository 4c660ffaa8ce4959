import { createRequire } from 'node:module';
import type sanitizeHtml from 'sanitize-html';
import { escapeHtml } from '../../model/html.ts';
import { imageAddress, linkAddress } from './addresses.ts';
import { withoutControls } from './characters.ts';

/** A part of a text: HTML as its author wrote it, or HTML that our own renderer wrote. */
export type Part = { raw: string } | { own: string };
/** Where raw HTML stands: between blocks, or within a line of text, where no block may be. */
export type Setting = 'block' | 'inline';

const INLINE =
  'a abbr b bdi br cite code del em i img ins kbd mark q s small span strong sub sup time u var'.split(' ');
const BLOCK = [
  ...INLINE,
  ...'blockquote caption col colgroup dd div dl dt figcaption figure h2 h3 h4 h5 h6 hr li ol p pre table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
];
/** Blocks that are kept as plain ones: without their tags, what they part would run together. */
const PLAIN =
  'address article aside center details dialog fieldset footer form header hgroup legend main nav search section summary'.split(
    ' ',
  );
/** Tags left open, at most: the library's time grows with their square. */
const MANY_OPEN = 5_000;
/** Tags that need no closing one, and all others. */
const LASTING_TAG = /<(\/?)(?!(?:br|col|dd|dt|hr|img|input|li|option|p|td|th|tr|wbr)\b)[a-z]/gi;
/** A block's tag in a line of text: it parts words, and so it becomes a blank. */
const BLOCK_TAG = new RegExp(
  `</?(?:blockquote|d[dlt]|div|fig\\w+|h[1-6r]|li|[ou]l|p|pre|t(?:able|body|d|foot|h|head|r)|${PLAIN.join('|')})\\b[^>]*>`,
  'gi',
);

const NUMBER = /^[1-9]\d?$/;
const SIZE = /^[1-9]\d{0,3}$/;
/** The attributes that may stay, on every tag or on one, each with what its value must look like. */
const ATTRIBUTES = new Map([
  ['lang', /^[a-z]{2,8}(?:-[a-z0-9]{1,8})*$/i],
  ['dir', /^(?:ltr|rtl|auto)$/],
  ['abbr title', /\S/],
  ['ol start', /^\d{1,9}$/],
  ['th scope', /^(?:col|row)(?:group)?$/],
  ['th colspan', NUMBER],
  ['th rowspan', NUMBER],
  ['td colspan', NUMBER],
  ['td rowspan', NUMBER],
  ['time datetime', /^[\w:+. -]{1,40}$/],
  ['img width', SIZE],
  ['img height', SIZE],
  ['img src', /\S/],
  ['img alt', /^/],
  ['img loading', /^lazy$/],
  ['a href', /\S/],
]);

// Noncharacters: a text that was read holds none (characters.ts).
const OPEN = '\ufdd0';
const CLOSE = '\ufdd1';
const PLACEHOLDER = /\ufdd0(\d+)\ufdd1/g;

const load: (name: string) => typeof sanitizeHtml = createRequire(import.meta.url);
let library: typeof sanitizeHtml | undefined;

/**
 * Makes raw HTML safe among parts of our own: the result is well formed, holds only tags and attributes of a short
 * list, and links and images lead only where Markdown's may. In it `<!--3-->` stands where the third part goes, when
 * that is one of our own; the sanitiser never sees those, so what we wrote stays as it is, and no comment of an
 * author's can pass for one. A part of ours that the raw HTML around it swallows (an unclosed `<style>`) follows at
 * the end: only markup may get lost. HTML with thousands of tags left open keeps none of its tags.
 */
export function confine(parts: readonly Part[], path: string, setting: Setting): string {
  const waiting = new Set<number>();
  let source = '';
  for (const [index, part] of parts.entries()) {
    if ('own' in part) {
      waiting.add(index);
      source += `${OPEN}${index}${CLOSE}`;
    } else source += setting === 'inline' ? part.raw.replace(BLOCK_TAG, ' ') : part.raw;
  }
  if (leftOpen(source) > MANY_OPEN) return withoutTags(parts);
  const put = (_: string, index: string) => (waiting.delete(Number(index)) ? `<!--${index}-->` : '');
  // The library takes 30 ms to load, and most texts hold no HTML.
  library ??= load('sanitize-html');
  const safe = library(source, {
    allowedTags: setting === 'inline' ? INLINE : BLOCK,
    allowedAttributes: { '*': [...ATTRIBUTES.keys()].map((key) => key.split(' ').at(-1) ?? '') },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowProtocolRelative: false,
    parseStyleAttributes: false,
    nestingLimit: 50,
    transformTags: transforms(path),
    textFilter: (text) => withoutControls(text.includes(OPEN) ? text.replace(PLACEHOLDER, put) : text),
  });
  return safe + [...waiting].map((index) => `<!--${index}-->`).join('');
}

function leftOpen(source: string): number {
  let open = 0;
  for (const [, slash] of source.matchAll(LASTING_TAG)) open += slash === '/' ? -1 : 1;
  return open;
}

function withoutTags(parts: readonly Part[]): string {
  return parts
    .map((part, index) =>
      'own' in part ? `<!--${index}-->` : escapeHtml(part.raw.replace(/<[^<>]*>/g, ' ')),
    )
    .join('');
}

function plainBlock(_: string, attributes: sanitizeHtml.Attributes): sanitizeHtml.Tag {
  return { tagName: 'div', attribs: attributes };
}

function transforms(path: string): Record<string, sanitizeHtml.Transformer> {
  return {
    ...Object.fromEntries(PLAIN.map((tag) => [tag, plainBlock])),
    h1: (_, attributes) => ({ tagName: 'h2', attribs: attributes }),
    a: (_, { href, ...rest }) => {
      const address = linkAddress(href ?? '', path);
      return address === undefined
        ? { tagName: 'span', attribs: rest }
        : { tagName: 'a', attribs: { ...rest, href: address } };
    },
    img: (_, { src, alt = '', ...rest }) => {
      const address = imageAddress(src ?? '', path);
      if (address === undefined) return { tagName: 'span', attribs: {}, text: alt };
      return { tagName: 'img', attribs: { ...rest, src: address, alt, loading: 'lazy' } };
    },
    '*': (tagName, attributes) => ({ tagName, attribs: kept(tagName, attributes) }),
  };
}

/** The attributes that may stay. Addresses were made safe before. */
function kept(tag: string, attributes: sanitizeHtml.Attributes): sanitizeHtml.Attributes {
  const keep: sanitizeHtml.Attributes = {};
  for (const [name, value] of Object.entries(attributes)) {
    const form = ATTRIBUTES.get(`${tag} ${name}`) ?? ATTRIBUTES.get(name);
    if (form?.test(value)) keep[name] = withoutControls(value.replace(PLACEHOLDER, ''));
  }
  return keep;
}
