import { SaxesParser } from 'saxes';

/** An element of a feed: its qualified name, attributes, children and text. */
export type Element = { name: string; attributes: Record<string, string>; children: Element[]; text: string };

/** Reads XML into a tree; throws for anything that is not well-formed. */
export function readTree(xml: string): Element {
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const plain = Object.entries(attributes).map(([key, { value }]) => [key, value] as const);
    const element: Element = { name, attributes: Object.fromEntries(plain), children: [], text: '' };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => void open.pop());
  parser.on('text', (text) => {
    const element = open.at(-1);
    if (element) element.text += text;
  });
  parser.write(xml).close();
  return root.children[0] ?? root;
}

/** The children of this name. */
export function all(element: Element | undefined, name: string): Element[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

/** The text of the only child of this name. */
export function textOf(element: Element | undefined, name: string): string | undefined {
  return all(element, name)[0]?.text;
}

const ONCE = [
  'title',
  'link',
  'description',
  'language',
  'pubDate',
  'lastBuildDate',
  'docs',
  'ttl',
  'generator',
];
const ONCE_AN_ITEM = [
  'title',
  'link',
  'description',
  'guid',
  'pubDate',
  'enclosure',
  'content:encoded',
  'dc:language',
];
const WHOLE_URL = /^https?:\/\/[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?\/[0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,#]*$/;
const CONTACT = /^[A-Z0-9_\-+.']+@([A-Z0-9-]+\.)+[A-Z0-9-]+ \([^()]+\)$/i;
const RFC_822 =
  /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d GMT$/;

/**
 * What the W3C's feed validator would remark on, errors and warnings alike, in a feed of ours that is found at
 * `address`: the rules of its channel, item, link and text checks that can concern RSS 2.0 with our namespaces.
 */
export function remarks(xml: string, address: string): string[] {
  const rss = readTree(xml);
  const channel = all(rss, 'channel')[0];
  const items = all(channel, 'item');
  const guids = items.map((item) => textOf(item, 'guid'));
  return [
    ...(rss.attributes['version'] === '2.0' ? [] : ['MissingVersion']),
    ...(/^<\?xml version="1.0" encoding="UTF-8"\?>/.test(xml) ? [] : ['MissingEncoding']),
    ...(/[\u0080-\u009f\ufffd]/.test(xml) ? ['BadCharacters'] : []),
    ...(new Set(guids).size < guids.length ? ['DuplicateValue guid'] : []),
    ...(channel ? channelRemarks(channel, address) : ['MissingChannel']),
    ...items.flatMap((item) => itemRemarks(item).map((remark) => `${remark} in ${textOf(item, 'guid')}`)),
  ];
}

function channelRemarks(channel: Element, address: string): string[] {
  const names = channel.children.map(({ name }) => name);
  const self = all(channel, 'atom:link').filter(({ attributes }) => attributes['rel'] === 'self');
  const firstItem = names.indexOf('item');
  return [
    ...['title', 'link', 'description', 'language']
      .filter((name) => !textOf(channel, name))
      .map((name) => `Missing ${name}`),
    ...ONCE.filter((name) => all(channel, name).length > 1).map((name) => `DuplicateElement ${name}`),
    ...(firstItem >= 0 && names.slice(firstItem).some((name) => name !== 'item') ? ['MisplacedItem'] : []),
    ...(self.length === 1 ? [] : ['MissingAtomSelfLink']),
    ...(self[0]?.attributes['href'] === address ? [] : ['SelfDoesntMatchLocation']),
    ...(self[0]?.attributes['type'] === 'application/rss+xml' ? [] : ['SelfNotAtom']),
    ...['title', 'description'].flatMap((name) => lineRemarks(name, textOf(channel, name))),
    ...['link', 'docs'].flatMap((name) => urlRemarks(name, textOf(channel, name))),
    ...['managingEditor', 'webMaster']
      .filter((name) => !CONTACT.test(textOf(channel, name) ?? ''))
      .map((name) => `Email ${name}`),
    ...(languageIsKnown(textOf(channel, 'language')) ? [] : ['InvalidLanguage']),
    ...['pubDate', 'lastBuildDate'].flatMap((name) => dateRemarks(name, textOf(channel, name))),
    ...(/^[1-9]\d*$/.test(textOf(channel, 'ttl') ?? '') ? [] : ['InvalidPositiveInteger ttl']),
  ];
}

function itemRemarks(item: Element): string[] {
  const names = item.children.map(({ name }) => name);
  const guid = all(item, 'guid')[0];
  const language = textOf(item, 'dc:language');
  return [
    ...ONCE_AN_ITEM.filter((name) => all(item, name).length > 1).map((name) => `DuplicateElement ${name}`),
    ...['title', 'link', 'description', 'guid', 'pubDate', 'content:encoded']
      .filter((name) => !textOf(item, name))
      .map((name) => `Missing ${name}`),
    ...(names.slice(0, names.indexOf('content:encoded')).includes('description')
      ? []
      : ['NeedDescriptionBeforeContent']),
    ...lineRemarks('title', textOf(item, 'title')),
    ...all(item, 'category').flatMap(({ text }) =>
      text === '' ? ['NotBlank category'] : lineRemarks('category', text),
    ),
    ...urlRemarks('link', textOf(item, 'link')),
    ...(guid?.attributes['isPermaLink'] === 'true' ? urlRemarks('guid', guid.text) : []),
    ...dateRemarks('pubDate', textOf(item, 'pubDate')),
    ...(language === undefined || languageIsKnown(language) ? [] : ['InvalidLanguage']),
    ...all(item, 'enclosure').flatMap(enclosureRemarks),
    ...htmlRemarks('description', textOf(item, 'description') ?? ''),
    ...htmlRemarks('content:encoded', textOf(item, 'content:encoded') ?? ''),
  ];
}

function enclosureRemarks({ attributes: { url, length = '', type = '' } }: Element): string[] {
  const found = urlRemarks('enclosure', url);
  if (!/^\d+$/.test(length)) found.push('InvalidIntegerAttribute length');
  if (!/^[a-z]+\/[a-z0-9.+-]+$/.test(type)) found.push('InvalidMIMEAttribute type');
  return found;
}

/** Plain text that a reader could take for HTML. Character references are fine where `&` itself is written as one. */
function lineRemarks(name: string, text = ''): string[] {
  if (text.trim() === '') return [`NotBlank ${name}`];
  return /<\/?[a-z]|<!/i.test(text) ? [`ContainsHTML ${name}`] : [];
}

function urlRemarks(name: string, url = ''): string[] {
  return WHOLE_URL.test(url) ? [] : [`InvalidFullLink ${name}: ${url}`];
}

function dateRemarks(name: string, date: string | undefined): string[] {
  if (date === undefined) return [];
  if (!RFC_822.test(date)) return [`InvalidRFC2822Date ${name}`];
  return new Date(Date.parse(date)).toUTCString() === date ? [] : [`IncorrectDOW ${name}`];
}

function languageIsKnown(tag: string | undefined): boolean {
  const language = tag?.split('-', 1)[0] ?? '';
  if (!/^[a-z]{2,3}$/.test(language)) return false;
  return new Intl.DisplayNames('en', { type: 'language' }).of(language) !== language;
}

const VOID = new Set(['br', 'hr', 'img', 'col', 'wbr']);
const RISKY = new Set([
  'script',
  'style',
  'iframe',
  'object',
  'embed',
  'applet',
  'base',
  'link',
  'meta',
  'svg',
  'math',
  'title',
]);
const KNOWN_ATTRIBUTES = new Set(
  'alt cite class colspan datetime dir height href id lang loading rel reversed rowspan scope src start title type value width align'.split(
    ' ',
  ),
);

/** Tags out of place, tags and attributes that the validator takes for a risk, and addresses that are not whole. */
export function htmlRemarks(name: string, html: string): string[] {
  const found: string[] = [];
  const open: string[] = [];
  for (const [tag, slash, element = '', attributes = ''] of html.matchAll(
    /<(\/?)([a-z][a-z0-9]*)((?:\s[^<>]*)?)>/gi,
  )) {
    if (RISKY.has(element)) found.push(`SecurityRisk ${name}: ${tag}`);
    if (slash) {
      if (open.pop() !== element) found.push(`NotHtml ${name}: ${tag}`);
    } else {
      if (!VOID.has(element)) open.push(element);
      found.push(...attributeRemarks(name, attributes));
    }
  }
  if (open.length > 0) found.push(`NotHtml ${name}: ${open.join()} not closed`);
  if (/<(?!\/?[a-z])/i.test(html)) found.push(`NotHtml ${name}: a bare <`);
  return found;
}

function attributeRemarks(element: string, attributes: string): string[] {
  return [...attributes.matchAll(/([^\s=/]+)(?:="([^"]*)")?/g)].flatMap(([, name = '', value = '']) => {
    if (!KNOWN_ATTRIBUTES.has(name) && !name.startsWith('data-'))
      return [`SecurityRiskAttr ${element}: ${name}`];
    const whole = /^(https?:\/\/|mailto:|tel:)/.test(value);
    return (name === 'href' || name === 'src') && !whole ? [`ContainsRelRef ${element}: ${value}`] : [];
  });
}
