/** What is wrong with an address at which the public is to see the site, in words; undefined when nothing is. */
export function siteProblem(address: string): string | undefined {
  if (!URL.canParse(address)) return 'is not a web address';
  const { protocol, username, password, search, hash } = new URL(address);
  if (protocol !== 'https:' && protocol !== 'http:') return 'does not begin with https:// (or http://)';
  if (username !== '' || password !== '') return 'holds a user name or a password';
  if (search !== '' || hash !== '' || /[?#]/.test(address)) return 'has something after "?" or "#"';
  return undefined;
}

/** An address of the site without a trailing slash; the host in lower case, the usual port left out. */
export function normalSite(address: string): string {
  const { origin, pathname } = new URL(address);
  return origin + pathname.replace(/\/+$/, '');
}
