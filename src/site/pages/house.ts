import type { BlockList } from 'node:net';
import type { HttpBindings } from '@hono/node-server';
import type { Context, Hono } from 'hono';
import { html, type Html } from '../../model/html.ts';
import type { Counter } from '../counter.ts';
import { pageAnswer, textAnswer, type Frame, type PageOptions } from './answers.ts';
import { isForm, isOurs, readBody } from './body.ts';
import { clientAddress, networkOf } from './client.ts';
import type { NetworkLimit } from './limits.ts';
import { fill, wordsFor, wordsOf, type Words } from './words.ts';

/** Pages that are no files. They find Node's own request and response in their bindings. */
export type SitePages = Hono<{ Bindings: HttpBindings }>;
export type Visit = Context<{ Bindings: HttpBindings }>;

/** What every page works with. */
export type House = {
  counter: Counter;
  frame: Frame;
  /** The site's origin, `https://newsroom.example.gov`, and the path below which it lives, empty or `/news`. */
  origin: string;
  base: string;
  /** Whether people may sign up by a form here. */
  isOpen: boolean;
  limit: NetworkLimit;
  trusted: BlockList;
};

/** A form that may be looked at, or the answer that says why not. */
export type Sent = { form: URLSearchParams } | { answer: Response };

/** The words for a reader: those of `?lang=`, then what `language` says, then what the browser asks for. */
export function wordsOfVisit({ counter }: House, c: Visit, language?: string): Words {
  const offered = new Set(wordsOf(counter.offer.languages).map((words) => words.language));
  const asked = c.req.query('lang');
  const accepted = (c.env.incoming.headers['accept-language'] ?? '')
    .split(',')
    .map((one) => one.split(';', 1)[0]?.trim().split('-', 1)[0]?.toLowerCase());
  const known = [asked, language === '' ? undefined : language, ...accepted].filter(
    (one) => one !== undefined && offered.has(one.split('-', 1)[0] ?? ''),
  );
  return wordsFor(...known, counter.offer.languages[0]);
}

/** A page with a heading, in the reader's language. */
export function page(
  { frame, counter }: House,
  words: Words,
  title: string,
  content: Html,
  options?: PageOptions & { titled?: string; isForm?: boolean },
): Response {
  const { digest, short } = counter.offer;
  const main = html`<div class="wide narrow prose"><h1>${title}</h1>
${content}</div>`;
  const description = fill(words.subscribeDescription, { digest, department: short });
  return pageAnswer(
    frame,
    {
      title: options?.titled ?? title,
      description,
      language: words.language,
      main,
      isForm: options?.isForm ?? false,
    },
    options,
  );
}

/** A sentence whose values stand out. */
export function inBold(sentence: string, values: Record<string, string>): Html {
  const pieces = sentence.split(/\{(\w+)\}/).map((part, index) => {
    return index % 2 === 0 ? html`${part}` : html`<strong class="given">${values[part] ?? part}</strong>`;
  });
  return html`${pieces}`;
}

/** For a token that was not made here: the page says nothing about anybody. */
export function wrongLink(house: House, c: Visit): Response {
  const words = wordsOfVisit(house, c);
  const lead = inBold(words.wrongLead, { contact: house.counter.offer.contact });
  return page(house, words, words.wrongTitle, html`<p class="standfirst">${lead}</p>`, { status: 404 });
}

/** For whoever is not on the list, or not any more. */
export function gone(house: House, words: Words): Response {
  const content = html`<p class="standfirst">${words.goneLead}</p>
${subscribeAgain(house, words)}`;
  return page(house, words, words.goneTitle, content);
}

/** The way back to the form; nothing where there is none. */
export function subscribeAgain({ base, isOpen }: House, words: Words): Html | undefined {
  if (!isOpen) return undefined;
  return html`<p><a href="${base}/subscribe?lang=${words.language}">${words.subscribeAgain}</a></p>`;
}

/** Reads a form of our own pages: sent from them, as browsers send forms, and not larger than they are. */
export async function readForm(house: House, c: Visit): Promise<Sent> {
  const { incoming } = c.env;
  const words = wordsOfVisit(house, c);
  if (!isOurs(incoming, house.origin)) {
    const lead = fill(words.foreign, { site: `${house.origin}${house.base}/` });
    const content = html`<p class="standfirst">${lead}</p>`;
    return { answer: page(house, words, words.foreignTitle, content, { status: 403 }) };
  }
  if (!isForm(incoming)) {
    const headers = { Accept: 'application/x-www-form-urlencoded' };
    return { answer: textAnswer(415, 'Send a form: application/x-www-form-urlencoded.', headers) };
  }
  const body = await readBody(incoming);
  if ('text' in body) return { form: new URLSearchParams(body.text) };
  return { answer: textAnswer(body.status, 'This form is too large.', { Connection: 'close' }) };
}

/** The page for a network that has sent enough forms; undefined when it has not. */
export async function tooMany(house: House, c: Visit, words: Words): Promise<Response | undefined> {
  const { socket, headers } = c.env.incoming;
  const forwarded = headers['x-forwarded-for'];
  const hops = Array.isArray(forwarded) ? forwarded.join(',') : forwarded;
  const address = clientAddress(socket.remoteAddress ?? '', hops, house.trusted);
  const seconds = await house.limit.wait(networkOf(address));
  if (seconds === undefined) return undefined;
  const content = html`<p class="standfirst">${words.tooMany}</p>`;
  const headers429 = { 'Retry-After': String(seconds) };
  return page(house, words, words.tooManyTitle, content, { status: 429, headers: headers429 });
}
