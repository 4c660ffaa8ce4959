import { signToken } from './tokens.ts';

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
