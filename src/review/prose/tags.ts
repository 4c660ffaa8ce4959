import { match } from './syntax.ts';

const TAG = /<(\/?)([a-zA-Z][a-zA-Z0-9-]*)((?:"[^"]*"|'[^']*'|[^<>"'])*)>/y;
const INLINE_TAGS = new Set(
  'a abbr b bdi cite code del em i ins kbd mark q s small span strong sub sup time u var font'.split(' '),
);
/** Tags whose content nobody sees. */
const UNSAID = new Set(['script', 'style']);

/** A tag or comment of raw HTML: how long it is, what it is in a plain text, and where the words stand that it has. */
export type Tag = { length: number; as: '' | ' ' | '\n'; words?: { from: number; to: number } };

export function tagAt(source: string, at: number): Tag | undefined {
  if (source.startsWith('<!--', at)) {
    const end = source.indexOf('-->', at + 4);
    return { length: (end === -1 ? source.length : end + 3) - at, as: '' };
  }
  const tag = match(TAG, source, at);
  if (!tag) return undefined;
  const name = (tag[2] ?? '').toLowerCase();
  const { length } = tag[0];
  if (UNSAID.has(name) && tag[1] === '') {
    const rest = source.slice(at).search(new RegExp(`</${name}\\s*>`, 'i'));
    return { length: rest === -1 ? source.length - at : rest, as: '\n' };
  }
  if (name === 'img') return { length, as: '\n', ...altOf(tag[0], at) };
  if (name === 'br') return { length, as: ' ' };
  return { length, as: INLINE_TAGS.has(name) ? '' : '\n' };
}

function altOf(tag: string, at: number): Pick<Tag, 'words'> {
  const alt = /\salt\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(tag);
  const words = alt?.[1] ?? alt?.[2] ?? '';
  const from = at + tag.indexOf(words, alt?.index);
  return words === '' ? {} : { words: { from, to: from + words.length } };
}
