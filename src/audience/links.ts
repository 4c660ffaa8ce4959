import { signToken, verifyToken, type Keys } from './tokens.ts';

/** The addresses that stand in one subscriber's mail. `leaveByMail` is for programs that unsubscribe by mail. */
export type Links = { unsubscribe: string; preferences: string; leaveByMail: string };

/**
 * Makes the links of any subscriber. `site` is the public address without a trailing slash; `mailbox` is read for
 * wishes to leave.
 */
export function linksFor(key: Uint8Array, site: string, mailbox: string): (subscriber: number) => Links {
  return (subscriber) => {
    const token = signToken(key, 'unsubscribe', subscriber);
    return {
      unsubscribe: `${site}/u/${token}`,
      preferences: `${site}/p/${signToken(key, 'preferences', subscriber)}`,
      leaveByMail: `mailto:${mailbox}?subject=unsubscribe%20${token}`,
    };
  };
}

/** What names a request in a link: its number, and when it was taken down (epoch ms), should a number come back. */
type Asked = { id: number; askedAt: number };

/** The token that confirms a request. */
export function confirmToken(key: Uint8Array, { id, askedAt }: Asked): string {
  return signToken(key, 'confirm', id, secondsOf(askedAt));
}

/** The number of the request that a token confirms; `isOf` tells whether a request is the very one. */
export function readConfirmToken(
  keys: Keys,
  token: string,
): { id: number; isOf: (request: Asked) => boolean } | undefined {
  const content = verifyToken(keys, 'confirm', token);
  if (!content) return undefined;
  const { subject: id, detail } = content;
  return { id, isOf: (request) => request.id === id && secondsOf(request.askedAt) === detail };
}

function secondsOf(at: number): number {
  return Math.floor(at / 1000) % 2 ** 32;
}
