import { request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { TLSSocket } from 'node:tls';
import { certificateOf, type Certificate } from '../certificate.ts';

/** One answer of a web server. */
export type Fetched = {
  url: string;
  status: number;
  /** Absolute, where it leads on. */
  location?: string;
  /** The Date header, the seconds that the answer lay in a cache included, epoch ms. */
  date?: number;
  /** Our own time in the middle between asking and the answer, epoch ms. */
  at: number;
  setsCookie: boolean;
  hsts: boolean;
  body: Uint8Array;
  certificate?: Certificate;
};

export type Fetching = {
  hostAddresses: (host: string) => Promise<readonly string[]>;
  signal: AbortSignal;
  clock: () => number;
};

/** A larger answer is cut off, bytes. */
const LIMIT = 4_000_000;

/** Asks once, follows nothing, and shows certificates instead of refusing them. Rejects when there is no answer. */
export async function fetchOnce(url: string, fetching: Fetching, form?: string): Promise<Fetched> {
  const { hostAddresses, signal, clock } = fetching;
  const { hostname } = new URL(url);
  const [address, ...others] = await hostAddresses(hostname);
  if (address === undefined) throw new Error(`the name ${hostname} leads to no address`);
  const asked = clock();
  const options: RequestOptions & { rejectUnauthorized: boolean } = {
    lookup: fixedLookup([address, ...others]),
    signal,
    agent: false,
    rejectUnauthorized: false,
    method: form === undefined ? 'GET' : 'POST',
    headers: {
      'User-Agent': 'newsdesk-doctor',
      ...(form !== undefined && {
        'Content-Type': 'application/x-www-form-urlencoded',
        'Content-Length': Buffer.byteLength(form),
      }),
    },
  };
  const request = url.startsWith('https:') ? requestHttps : requestHttp;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request(url, options, resolve).on('error', reject).end(form);
  });
  const answered = clock();
  const { socket, headers, statusCode = 0 } = response;
  const certificate = socket instanceof TLSSocket ? certificateOf(socket) : undefined;
  const body = await bodyOf(response);
  const date = Date.parse(headers.date ?? '') + (Number(headers.age ?? 0) || 0) * 1000;
  const { location } = headers;
  return {
    url,
    status: statusCode,
    at: (asked + answered) / 2,
    setsCookie: headers['set-cookie'] !== undefined,
    hsts: headers['strict-transport-security'] !== undefined,
    body,
    ...(location !== undefined && URL.canParse(location, url) && { location: new URL(location, url).href }),
    ...(!Number.isNaN(date) && { date }),
    ...(certificate && { certificate }),
  };
}

/** Connects to these and no others: HTTP asks the same DNS as everything else here. */
function fixedLookup(addresses: readonly [string, ...string[]]): LookupFunction {
  const found = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_host, options, callback) => {
    if (options.all) callback(null, found);
    else callback(null, addresses[0], isIP(addresses[0]));
  };
}

async function bodyOf(response: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    if (!Buffer.isBuffer(chunk)) continue;
    chunks.push(chunk);
    size += chunk.length;
    if (size > LIMIT) break;
  }
  return Buffer.concat(chunks);
}
