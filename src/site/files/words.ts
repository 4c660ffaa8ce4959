import type { Answer } from './answer.ts';

/** An answer in plain words. */
export function plainAnswer(status: number, words: string, headers: Record<string, string>): Answer {
  const body = Buffer.from(`${words}\n`);
  const own = {
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': String(body.length),
    'Cache-Control': 'no-cache',
  };
  return { status, headers: Object.entries({ ...own, ...headers }).flat(), body: [body] };
}

/** Sends the reader on for ever, with the same method. */
export function movedAnswer(address: string, headers: Record<string, string>): Answer {
  const own = { Location: address, 'Content-Length': '0', 'Cache-Control': 'no-cache' };
  return { status: 308, headers: Object.entries({ ...own, ...headers }).flat() };
}
