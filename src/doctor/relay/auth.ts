import { createHmac } from 'node:crypto';
import type { Dialogue, Reply } from './dialogue.ts';

/** The ways that are tried, the first that the server offers. */
const WAYS = ['PLAIN', 'LOGIN', 'CRAM-MD5'] as const;
export type Way = (typeof WAYS)[number];

/** The way to say the password that the server offers; undefined when it offers none that is known here. */
export function wayOf(offered: readonly string[]): Way | undefined {
  return WAYS.find((way) => offered.includes(way));
}

/** Says who we are (RFC 4954). Resolves to the server's last word. */
export async function authenticate(
  dialogue: Dialogue,
  way: Way,
  { user, pass }: { user: string; pass: string },
): Promise<Reply> {
  if (way === 'PLAIN') return dialogue.say(`AUTH PLAIN ${base64(`\0${user}\0${pass}`)}`);
  const asked = await dialogue.say(`AUTH ${way}`);
  if (asked.code !== 334) return asked;
  if (way === 'CRAM-MD5') {
    const challenge = Buffer.from(asked.lines[0] ?? '', 'base64');
    return dialogue.say(base64(`${user} ${createHmac('md5', pass).update(challenge).digest('hex')}`));
  }
  const named = await dialogue.say(base64(user));
  return named.code === 334 ? dialogue.say(base64(pass)) : named;
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
