/**
 * A list of tags such as `v=DKIM1; k=rsa; p=…` (RFC 6376 §3.2, RFC 9989 §4.8), in its order, blanks around names and
 * values taken away. A part without "=" and a tag that stands there twice are told apart: what they mean is nobody's guess.
 */
export function readTags(text: string): { tags: Map<string, string>; troubles: string[] } {
  const tags = new Map<string, string>();
  const troubles: string[] = [];
  for (const part of text.split(';')) {
    if (part.trim() === '') continue;
    const [, name, value = ''] = /^\s*([A-Za-z][A-Za-z0-9_]*)\s*=([^]*)$/.exec(part) ?? [];
    if (name === undefined) troubles.push(`"${part.trim()}" is no tag`);
    else if (tags.has(name)) troubles.push(`"${name}=" stands there twice`);
    else tags.set(name, value.trim());
  }
  return { tags, troubles };
}

/** The list as a text again. */
export function writeTags(tags: ReadonlyMap<string, string>): string {
  return [...tags].map(([name, value]) => `${name}=${value}`).join('; ');
}
