/** Where a key for signing mail lies: a file with a private key in PEM. It is published under its selector. */
export type DkimFile = { selector: string; path: string };

const HOLDS_A_KEY = 'holds a key. Put it into a file and write the path here.';

/** The base64 of a key in PEM, without the lines around it. */
const BARE_KEY = /^M[A-Z][A-Za-z0-9+/]{40,}=*$/;

/**
 * Understands DKIM_KEYS: `nd26=/etc/newsdesk/nd26.pem nd26ed=/etc/newsdesk/nd26ed.pem`. What is wrong comes back in words,
 * which repeat nothing of an entry: somebody may have put a key there instead of its path.
 */
export function readDkimSpec(text: string): { files: DkimFile[]; problems: string[] } {
  if (text.includes('-----')) return { files: [], problems: [`DKIM_KEYS ${HOLDS_A_KEY}`] };
  const files: DkimFile[] = [];
  const problems: string[] = [];
  const entries = text.split(/\s+/).filter((entry) => entry !== '');
  for (const [index, entry] of entries.entries()) {
    const equals = entry.indexOf('=');
    const [selector, path] = [entry.slice(0, Math.max(equals, 0)), entry.slice(equals + 1)];
    const place = `Entry ${index + 1} of DKIM_KEYS`;
    if (equals < 1 || path === '') problems.push(`${place} is not of the form selector=path.`);
    else if (BARE_KEY.test(path)) problems.push(`${place} ${HOLDS_A_KEY}`);
    else if (!isSelector(selector)) {
      problems.push(`${place} has a selector that is no DNS label: letters, digits and hyphens, 63 at most.`);
    } else if (files.some((file) => file.selector.toLowerCase() === selector.toLowerCase())) {
      problems.push(`${place} has the selector of an entry before it.`);
    } else files.push({ selector, path });
  }
  return { files, problems };
}

/** A DNS label: what may stand between two dots of a name. */
function isSelector(text: string): boolean {
  return /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i.test(text);
}
