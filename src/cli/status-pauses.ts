import type { Overview } from '../desk/overview.ts';

/** Mail servers and destinations that are left alone for a while, in an officer's words. They need nobody. */
export function pauses(
  { relays, domains }: Pick<Overview, 'relays' | 'domains'>,
  when: (at: number) => string,
): string[] {
  const lines: string[] = [];
  for (const { name, words, isAside, ...next } of relays) {
    lines.push(
      isAside
        ? `The mail server ${name} is set aside; mail goes over the others, and it is tried again by itself.`
        : `The mail server ${name} is in trouble; mail waits and is tried again by itself.`,
      `  ${words}`,
      `  ${tried(next, when)}`,
    );
  }
  for (const { domain, words, waiting, ...next } of domains) {
    const copies =
      waiting === 1
        ? 'one copy waits and goes by itself'
        : `${waiting.toLocaleString('en-US')} copies wait and go by themselves`;
    lines.push(
      `Mail to ${domain} is paused because it is not taken there; ${copies}.`,
      `  ${words}`,
      `  ${tried(next, when)}`,
    );
  }
  return lines;
}

function tried(
  { notBefore, failures }: { notBefore: number; failures: number },
  when: (at: number) => string,
): string {
  return `next try ${when(notBefore)}${failures > 1 ? `, after ${failures} in vain` : ''}`;
}
